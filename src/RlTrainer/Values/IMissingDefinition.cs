namespace RlTrainer.Values;

/// <summary>Stands where a definition was stored whose code the program was not given; it cannot be used.</summary>
internal interface IMissingDefinition
{
    /// <summary>What kind of definition, in words: "feature", "reward term".</summary>
    string Kind { get; }

    /// <summary>What was stored of it.</summary>
    DefinitionMark Mark { get; }
}
