namespace RlTrainer.Values;

/// <summary>
/// What a run is made of beyond numbers: a feature, a reward term, a rule, an algorithm. It travels as a value. The library's
/// own are known by name and stored with their parameters alone; one defined elsewhere is stored as a
/// <see cref="DefinitionMark"/>, and whoever wants to run it again passes the code.
/// </summary>
public interface IDefinition
{
    /// <summary>The name it has in configurations, tables and messages; unlike any other of its kind.</summary>
    string Name { get; }

    /// <summary>Raised by its author when its meaning changes, from 1.</summary>
    int Version => 1;

    /// <summary>The library can make it again from its name and its parameters.</summary>
    bool IsBuiltIn => false;

    /// <summary>What it does on a fixed input, in one number.</summary>
    /// <returns>SHA-256 of its outputs, 64 hexadecimal digits; the same for the same code and parameters.</returns>
    string Hash();
}
