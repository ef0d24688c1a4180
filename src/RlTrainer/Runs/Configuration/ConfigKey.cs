using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>One key of a configuration record.</summary>
/// <param name="Name">As written.</param>
/// <param name="Shape">What it may hold.</param>
/// <param name="Record">The record that has it.</param>
internal sealed record ConfigKey(string Name, ConfigShape Shape, Type Record)
{
    /// <summary>What it means: the words of its property, or those of the definition that it names, and the range.</summary>
    /// <param name="documentation">The library's own summaries.</param>
    /// <returns>One or a few sentences.</returns>
    public string Meaning(ConfigDocumentation documentation)
    {
        string words = Shape.IsDefinition ? documentation.Of(Shape.Type) : documentation.Of(Record, Name);
        return Record.GetProperty(Name) is { } property && WithinAttribute.Of(property) is { } range
            ? $"{words} {char.ToUpperInvariant(range.Words[0])}{range.Words[1..]}."
            : words;
    }
}
