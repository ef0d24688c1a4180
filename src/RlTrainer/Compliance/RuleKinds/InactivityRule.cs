using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>The programme closes an account that makes no entry for some calendar days.</summary>
/// <param name="Days">So many calendar days after the last day with an entry, or after its first day, the account is closed; at
/// least 1.</param>
public sealed record InactivityRule(int Days) : IAccountRule
{
    /// <inheritdoc/>
    public string Name => "inactivity";

    /// <inheritdoc/>
    bool IDefinition.IsBuiltIn => true;

    /// <inheritdoc/>
    public bool Closes(in AccountFacts facts) => facts.IdleDays >= Days;

    /// <inheritdoc/>
    public AuditedStand? Audit(AuditedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        int last = history.FirstDayNumber;
        foreach ((int dayNumber, _, bool hasEntry) in history.Days)
            if (hasEntry) last = dayNumber;
        return AuditedStand.Free with { IsClosed = history.DayNumber - last >= Days };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Days < 1) yield return $"Inactivity.Days was {Days}; expected at least 1 (7 is usual).";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
