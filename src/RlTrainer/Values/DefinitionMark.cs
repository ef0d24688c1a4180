namespace RlTrainer.Values;

/// <summary>What is stored of a definition whose code lies outside the library: enough to know it again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Hash">SHA-256 of its outputs on the fixed input of its kind, 64 hexadecimal digits.</param>
public sealed record DefinitionMark(string Name, int Version, string Hash)
{
    /// <summary>The mark of a definition.</summary>
    /// <param name="definition">Any definition; its hash is worked out, which runs it once.</param>
    /// <returns>Name, version and hash.</returns>
    /// <exception cref="ArgumentNullException">There is no definition.</exception>
    public static DefinitionMark Of(IDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new DefinitionMark(definition.Name, definition.Version, definition.Hash());
    }

    /// <summary>Why a given definition is not the stored one; null when it is.</summary>
    /// <param name="given">A definition of the same name.</param>
    /// <returns>A sentence that names both and says what to do.</returns>
    internal string? DifferenceOf(IDefinition given)
    {
        DefinitionMark found = Of(given);
        return found == this ? null
            : $"The definition {this} was asked for, and {found} was given: its outputs on the fixed input differ. Pass the one "
            + "that the run was made with, its parameters and weight included; or train anew with this one.";
    }

    /// <summary>The name with version and the hash's first digits, as messages write it.</summary>
    /// <returns>"'range' (version 1, hash 3fa9c01b22d4)".</returns>
    public override string ToString() => $"'{Name}' (version {Version}, hash {Hash[..Math.Min(12, Hash.Length)]})";
}
