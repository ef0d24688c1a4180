namespace RlTrainer.Compliance;

/// <summary>
/// An account rule without a type, for a notebook: <c>new AccountRule("three green days") { CountsDay = day => day.ProfitCents >
/// 0 ? 1 : 0,
/// MayPass = facts => facts.Count >= 3 }</c>.
/// </summary>
/// <param name="name">Its name.</param>
public sealed class AccountRule(string name) : IAccountRule, IEquatable<AccountRule>
{
    private string? _hash;

    /// <inheritdoc/>
    public string Name { get; } = Given(name);

    /// <inheritdoc cref="RlTrainer.Values.IDefinition.Version"/>
    public int Version { get; init; } = 1;

    /// <summary>What a closed trade adds to the count; null: nothing.</summary>
    public Func<ClosedTrade, long>? CountsTrade { get; init; }

    /// <summary>What an ended trading day adds to the count; null: nothing.</summary>
    public Func<EndedDay, long>? CountsDay { get; init; }

    /// <summary>Whether an entry may be decided; null: always.</summary>
    public Func<AccountFacts, bool>? MayEnter { get; init; }

    /// <summary>Whether the trader may leave after so many seconds; null: always.</summary>
    public Func<long, bool>? MayLeave { get; init; }

    /// <summary>Whether the account may pass; null: always.</summary>
    public Func<AccountFacts, bool>? MayPass { get; init; }

    /// <summary>Whether the programme closes the account after a day; null: never.</summary>
    public Func<AccountFacts, bool>? IsClosed { get; init; }

    /// <summary>The auditor's half, written another way; null: audits say that the rule was not checked.</summary>
    public Func<AuditedHistory, AuditedStand>? Audited { get; init; }

    /// <inheritdoc/>
    public long OfTrade(in ClosedTrade trade) => Answer(CountsTrade, trade, 0, nameof(CountsTrade));

    /// <inheritdoc/>
    public long OfDay(in EndedDay day) => Answer(CountsDay, day, 0, nameof(CountsDay));

    /// <inheritdoc/>
    public bool AllowsEntry(in AccountFacts facts) => Answer(MayEnter, facts, true, nameof(MayEnter));

    /// <inheritdoc/>
    public bool AllowsLeaving(long heldSeconds) => Answer(MayLeave, heldSeconds, true, nameof(MayLeave));

    /// <inheritdoc/>
    public bool AllowsPass(in AccountFacts facts) => Answer(MayPass, facts, true, nameof(MayPass));

    /// <inheritdoc/>
    public bool Closes(in AccountFacts facts) => Answer(IsClosed, facts, false, nameof(IsClosed));

    /// <inheritdoc/>
    public AuditedStand? Audit(AuditedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Audited is null ? null : Answer(Audited, history, AuditedStand.Free, nameof(Audited));
    }

    /// <summary>Two rules are equal that have one name and one version and answer alike: the same code, or code that counts
    /// and answers in the same way on the fixed probe.</summary>
    /// <param name="other">Another rule; null equals none.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(AccountRule? other) => other is not null && (Name, Version) == (other.Name, other.Version)
        && (Code == other.Code || Answers == other.Answers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccountRule);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal) ^ Version;

    /// <summary>Its name and version.</summary>
    /// <returns>"three green days (version 1)".</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Name} (version {Version})");

    private (Delegate?, Delegate?, Delegate?, Delegate?, Delegate?, Delegate?, Delegate?) Code =>
        (CountsTrade, CountsDay, MayEnter, MayLeave, MayPass, IsClosed, Audited);

    private string Answers => _hash ??= RuleProbe.Hash(this);

    private TAnswer Answer<TAsked, TAnswer>(Func<TAsked, TAnswer>? code, TAsked asked, TAnswer otherwise, string part)
    {
        if (code is null) return otherwise;
        try
        {
            return code(asked);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"The account rule '{Name}' failed in {part}: {e.Message.TrimEnd('.')}. Correct its code.", e);
        }
    }

    private static string Given(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.IsNullOrWhiteSpace(name)
            ? throw new ArgumentException("An account rule needs a name.", nameof(name)) : name;
    }
}
