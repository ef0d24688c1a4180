using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>
/// A rule that says when an entry may fill. It is a value in <see cref="RuleSet.EntryRules"/>: the environment masks by it, the
/// order guard refuses by it, rejudging refuses trades by it, and the auditor asks its second half.
/// </summary>
public interface IEntryRule : IDefinition
{
    /// <summary>True if an entry may fill at this moment. The same moment always gets the same answer; it is asked once for every
    /// bar.</summary>
    /// <param name="moment">When it would fill.</param>
    /// <returns>False to forbid it.</returns>
    bool Allows(in EntryMoment moment);

    /// <summary>The auditor's half: the same question in arithmetic of its own, asked of every entry in the fill log.</summary>
    /// <param name="entry">An entry that was made.</param>
    /// <returns>True if it was allowed; null: the rule has no second half, and the audit says that it was not checked.</returns>
    bool? Audit(in AuditedEntry entry);

    /// <summary>What is wrong with its parameters, one sentence each.</summary>
    /// <returns>Nothing when all are in their ranges.</returns>
    IEnumerable<string> Faults() => [];

    string IDefinition.Hash() => RuleProbe.Hash(this);
}
