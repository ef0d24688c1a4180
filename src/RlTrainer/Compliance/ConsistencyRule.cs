using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>How large the best day may be.</summary>
/// <param name="MaximumShare">Largest share of the best day, in (0, 1].</param>
/// <param name="IsStrict">The share must lie strictly below the maximum.</param>
/// <param name="OfTarget">Share of the profit target; otherwise of the whole profit.</param>
public sealed record ConsistencyRule(double MaximumShare, bool IsStrict = false, bool OfTarget = false)
{
    /// <summary>True if the best day is within the rule.</summary>
    /// <param name="bestDayCents">Profit of the best day, US cents.</param>
    /// <param name="profitCents">Whole profit, US cents.</param>
    /// <param name="targetCents">The profit target, US cents.</param>
    /// <returns>True if it is, compared in whole decimals; always true while no day has a profit.</returns>
    public bool Allows(long bestDayCents, long profitCents, long targetCents)
    {
        if (bestDayCents <= 0) return true;
        decimal limit = (decimal)MaximumShare * (OfTarget ? targetCents : profitCents);
        return IsStrict ? bestDayCents < limit : bestDayCents <= limit;
    }

    /// <summary>The best day's share of what the rule compares it with; 0 without profit.</summary>
    internal double ShareOf(long bestDayCents, long profitCents, long targetCents)
    {
        long basis = OfTarget ? targetCents : profitCents;
        return basis <= 0 ? 0 : (double)bestDayCents / basis;
    }

    /// <summary>"profit" or "target".</summary>
    internal string BasisInWords => OfTarget ? "target" : "profit";

    /// <summary>So many days of profit at least are needed: the best day's share is never below 1 / days.</summary>
    internal int LeastDays => IsStrict ? (int)Math.Floor(1 / MaximumShare) + 1 : (int)Math.Ceiling(1 / MaximumShare - 1e-12);

    internal IEnumerable<string> Faults()
    {
        if (!(MaximumShare > 0 && MaximumShare <= 1))
            yield return $"Consistency.MaximumShare was {MaximumShare}; expected a share in (0, 1] (0.5 is usual).";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
