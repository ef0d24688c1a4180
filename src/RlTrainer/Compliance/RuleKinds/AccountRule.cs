namespace RlTrainer.Compliance;

/// <summary>
/// An account rule without a type, for a notebook: <c>new AccountRule("three green days") { CountsDay = day => day.ProfitCents >
/// 0 ? 1 : 0,
/// MayPass = facts => facts.Count >= 3 }</c>.
/// </summary>
/// <param name="name">Its name.</param>
public sealed class AccountRule(string name) : IAccountRule
{
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
    public long OfTrade(in ClosedTrade trade) => CountsTrade?.Invoke(trade) ?? 0;

    /// <inheritdoc/>
    public long OfDay(in EndedDay day) => CountsDay?.Invoke(day) ?? 0;

    /// <inheritdoc/>
    public bool AllowsEntry(in AccountFacts facts) => MayEnter?.Invoke(facts) ?? true;

    /// <inheritdoc/>
    public bool AllowsLeaving(long heldSeconds) => MayLeave?.Invoke(heldSeconds) ?? true;

    /// <inheritdoc/>
    public bool AllowsPass(in AccountFacts facts) => MayPass?.Invoke(facts) ?? true;

    /// <inheritdoc/>
    public bool Closes(in AccountFacts facts) => IsClosed?.Invoke(facts) ?? false;

    /// <inheritdoc/>
    public AuditedStand? Audit(AuditedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Audited?.Invoke(history);
    }

    /// <summary>Its name and version.</summary>
    /// <returns>"three green days (version 1)".</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Name} (version {Version})");

    private static string Given(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.IsNullOrWhiteSpace(name)
            ? throw new ArgumentException("An account rule needs a name.", nameof(name)) : name;
    }
}
