namespace RlTrainer.Runs;

/// <summary>One key of a configuration record.</summary>
/// <param name="Name">As written.</param>
/// <param name="Shape">What it may hold.</param>
/// <param name="Record">The record that has it.</param>
internal sealed record ConfigKey(string Name, ConfigShape Shape, Type Record)
{
    /// <summary>What it means: the words of its property, or those of the definition that it names.</summary>
    public string Meaning(ConfigDocumentation documentation) => Shape.IsDefinition ? documentation.Of(Shape.Type) : documentation.Of(Record, Name);
}
