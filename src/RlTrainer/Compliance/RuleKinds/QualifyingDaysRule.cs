using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>The account passes only with enough trading days that ended with enough profit.</summary>
/// <param name="Days">Qualifying days that passing takes, at least 1.</param>
/// <param name="ProfitCents">Closed profit from which an ended day qualifies, US cents, at least 1.</param>
public sealed record QualifyingDaysRule(int Days, long ProfitCents) : IAccountRule
{
    /// <inheritdoc/>
    public string Name => "qualifying days";

    /// <inheritdoc/>
    bool IDefinition.IsBuiltIn => true;

    /// <summary>Counts days that qualify.</summary>
    /// <inheritdoc/>
    public long OfDay(in EndedDay day) => day.ProfitCents >= ProfitCents ? 1 : 0;

    /// <inheritdoc/>
    public bool AllowsPass(in AccountFacts facts) => facts.Count >= Days;

    /// <inheritdoc/>
    public AuditedStand? Audit(AuditedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return AuditedStand.Free with
        {
            MayPass = history.Days.Where(day => day.ProfitCents >= ProfitCents).Skip(Days - 1)
            .Any()
        };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Days < 1) yield return $"Qualifying.Days was {Days}; expected at least 1 (5 is usual).";
        if (ProfitCents < 1) yield return $"Qualifying.ProfitCents was {ProfitCents}; expected at least 1 (5000 is usual).";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
