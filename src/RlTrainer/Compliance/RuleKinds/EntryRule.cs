namespace RlTrainer.Compliance;

/// <summary>An entry rule in one line, for a notebook: <c>EntryRule.When("no Fridays", moment => moment.TradingDate.DayOfWeek !=
/// IsoDayOfWeek.Friday)</c>.</summary>
public sealed class EntryRule : IEntryRule
{
    private readonly Func<EntryMoment, bool> _allows;
    private readonly Func<AuditedEntry, bool>? _audit;

    private EntryRule(string name, Func<EntryMoment, bool> allows, Func<AuditedEntry, bool>? audit, int version) =>
        (Name, _allows, _audit, Version) = (name, allows, audit, version);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Version { get; }

    /// <summary>A rule of one's own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="allows">True for moments at which an entry may fill.</param>
    /// <param name="audit">The auditor's half, written another way; null: audits say that the rule was not checked.</param>
    /// <param name="version">Its version, from 1.</param>
    /// <returns>The rule, to be put into <see cref="RuleSet.EntryRules"/>.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static EntryRule When(string name, Func<EntryMoment, bool> allows, Func<AuditedEntry, bool>? audit = null,
        int version = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(allows);
        return new EntryRule(name, allows, audit, version);
    }

    /// <inheritdoc/>
    public bool Allows(in EntryMoment moment) => _allows(moment);

    /// <inheritdoc/>
    public bool? Audit(in AuditedEntry entry) => _audit?.Invoke(entry);

    /// <summary>Its name and version.</summary>
    /// <returns>"no Fridays (version 1)".</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Name} (version {Version})");
}
