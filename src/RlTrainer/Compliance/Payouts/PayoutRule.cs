using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>When a funded account pays out and how much; money in US cents.</summary>
public sealed record PayoutRule
{
    /// <summary>Trading days with an entry since the last payout, at least 0. Default 0.</summary>
    public int TradingDays { get; init; }

    /// <summary>Of them, days that ended with enough profit, at least 0. Default 0.</summary>
    public int QualifyingDays { get; init; }

    /// <summary>Profit from which a day qualifies, at least 1. Default 50 dollars.</summary>
    public long QualifyingProfitCents { get; init; } = 5_000;

    /// <summary>The least payout, at least 1. Default 500 dollars.</summary>
    public long MinimumCents { get; init; } = 50_000;

    /// <summary>The most that each payout may be, the first first; payouts after the last are not capped. Empty: no caps, or none
    /// known.</summary>
    public EquatableList<long>? CapsCents { get; init; }

    /// <summary>The balance that must be left after a payout while the safety net holds; 0: none.</summary>
    public long SafetyNetCents { get; init; }

    /// <summary>So many payouts have the safety net; afterwards the balance must only stay above the threshold and the start.
    /// Default: every payout.</summary>
    public int SafetyNetSteps { get; init; } = int.MaxValue;

    /// <summary>Payouts up to this sum are the trader's whole, at least 0. Default 0.</summary>
    public long FullShareCents { get; init; }

    /// <summary>The trader's share beyond it, in (0, 1]. Default 1.</summary>
    public double ShareAfter { get; init; } = 1;

    /// <summary>Where the threshold stands after the first payout for good; null: a payout leaves it where it was.</summary>
    public long? FloorAfterCents { get; init; }

    /// <summary>The most that a payout may be, US cents.</summary>
    /// <param name="step">Which payout, from 0.</param>
    /// <returns>Its cap; long.MaxValue without one.</returns>
    public long CapCents(int step) => CapsCents is { } caps && step < caps.Count ? caps[step] : long.MaxValue;

    /// <summary>What the trader gets of a payout, US cents, rounded down.</summary>
    /// <param name="paidCents">Payouts before it, together.</param>
    /// <param name="payoutCents">The payout.</param>
    /// <returns>All of it up to the full share, a share of the rest.</returns>
    public long TraderCents(long paidCents, long payoutCents)
    {
        long full = Math.Clamp(FullShareCents - paidCents, 0, payoutCents);
        return full + (long)((decimal)ShareAfter * (payoutCents - full));
    }

    internal IEnumerable<string> Faults()
    {
        if (TradingDays < 0) yield return $"Payouts.TradingDays was {TradingDays}; expected 0 or more (8 is usual).";
        if (QualifyingDays < 0) yield return $"Payouts.QualifyingDays was {QualifyingDays}; expected 0 or more (5 is usual).";
        if (QualifyingProfitCents < 1) yield return $"Payouts.QualifyingProfitCents was {QualifyingProfitCents}; expected at least 1 (5000 is usual).";
        if (MinimumCents < 1) yield return $"Payouts.MinimumCents was {MinimumCents}; expected at least 1 (50000 is usual).";
        foreach (long cap in CapsCents ?? [])
            if (cap < MinimumCents) yield return $"Payouts.CapsCents held {cap}, below MinimumCents {MinimumCents}; nobody could be paid.";
        if (SafetyNetSteps < 0) yield return $"Payouts.SafetyNetSteps was {SafetyNetSteps}; expected 0 or more (3 is usual).";
        if (!(ShareAfter > 0 && ShareAfter <= 1)) yield return $"Payouts.ShareAfter was {ShareAfter}; expected a share in (0, 1] (0.9 is usual).";
    }
}
