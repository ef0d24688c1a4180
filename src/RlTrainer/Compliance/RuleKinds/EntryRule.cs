namespace RlTrainer.Compliance;

/// <summary>An entry rule in one line, for a notebook: <c>EntryRule.When("no Fridays", moment => moment.TradingDate.DayOfWeek !=
/// IsoDayOfWeek.Friday)</c>.</summary>
public sealed class EntryRule : IEntryRule, IEquatable<EntryRule>
{
    private readonly Func<EntryMoment, bool> _allows;
    private readonly Func<AuditedEntry, bool>? _audit;
    private string? _hash;

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
    /// <exception cref="InvalidOperationException">The rule's code fails; the message names the rule and the moment.</exception>
    public bool Allows(in EntryMoment moment)
    {
        try
        {
            return _allows(moment);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The entry rule '{Name}' failed at {moment.Eastern:uuuu-MM-dd HH:mm} New York: {e.Message.TrimEnd('.')}. "
                + $"Correct "
                + $"its code."), e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The auditor's half fails; the message names the rule.</exception>
    public bool? Audit(in AuditedEntry entry)
    {
        try
        {
            return _audit?.Invoke(entry);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"The auditor's half of the entry rule '{Name}' failed: {e.Message.TrimEnd('.')}. Correct its code.", e);
        }
    }

    /// <summary>Two rules are equal that have one name and one version and answer alike: the same code, or code that answers
    /// every question of the fixed probe in the same way.</summary>
    /// <param name="other">Another rule; null equals none.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(EntryRule? other) => other is not null && (Name, Version) == (other.Name, other.Version)
        && ((_allows == other._allows && _audit == other._audit) || Answers == other.Answers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EntryRule);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal) ^ Version;

    /// <summary>Its name and version.</summary>
    /// <returns>"no Fridays (version 1)".</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Name} (version {Version})");

    private string Answers => _hash ??= RuleProbe.Hash(this);
}
