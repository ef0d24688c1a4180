using System.Globalization;
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

    /// <summary>The most that each payout may be, the first first. Empty: no caps, or none known.</summary>
    public EquatableList<long>? CapsCents { get; init; }

    /// <summary>The most that every payout after those may be; null: not capped.</summary>
    public long? CapAfterCents { get; init; }

    /// <summary>The most that one payout may take of the profit above the start balance, in (0, 1]. Default 1.</summary>
    public double ShareOfProfit { get; init; } = 1;

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
    public long CapCents(int step) => CapsCents is { } caps && step < caps.Count ? caps[step] : CapAfterCents ?? long.MaxValue;

    /// <summary>What the trader gets of a payout, US cents, rounded down.</summary>
    /// <param name="paidCents">Payouts before it, together.</param>
    /// <param name="payoutCents">The payout.</param>
    /// <returns>All of it up to the full share, a share of the rest.</returns>
    public long TraderCents(long paidCents, long payoutCents)
    {
        long full = Math.Clamp(FullShareCents - paidCents, 0, payoutCents);
        return full + (long)((decimal)ShareAfter * (payoutCents - full));
    }

    /// <summary>The rule in one phrase.</summary>
    /// <returns>"after 8 trading days, 5 of them with $50 or more; at least $500; …".</returns>
    public override string ToString()
    {
        var words = new List<string>();
        if (TradingDays > 0) words.Add($"after {Number(TradingDays)} trading days");
        if (QualifyingDays > 0) words.Add($"{Number(QualifyingDays)} days with {Dollars(QualifyingProfitCents)} or more");
        words.Add($"at least {Dollars(MinimumCents)}");
        if (ShareOfProfit < 1) words.Add($"at most {Share(ShareOfProfit)} of the profit");
        if (CapsCents is { Count: > 0 } caps) words.Add($"at most {string.Join(", then ", caps.Select(Dollars))}");
        if (CapAfterCents is { } after)
            words.Add($"at most {Dollars(after)} {(CapsCents is { Count: > 0 } ? "afterwards" : "each")}");
        if (SafetyNetCents > 0)
            words.Add($"{Dollars(SafetyNetCents)} must be "
                + $"left{(SafetyNetSteps < int.MaxValue ? $" at the first {Number(SafetyNetSteps)}" : "")}");
        if (FullShareCents > 0) words.Add($"the first {Dollars(FullShareCents)} whole");
        words.Add($"{Share(ShareAfter)} to the trader{(FullShareCents > 0 ? " beyond" : "")}");
        if (FloorAfterCents is { } floor) words.Add($"the threshold stands at {Dollars(floor)} at least after the first");
        return string.Join("; ", words);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Dollars(long cents) => (cents / 100m).ToString("$#,##0.##", CultureInfo.InvariantCulture);

    internal IEnumerable<string> Faults()
    {
        if (TradingDays < 0) yield return $"Payouts.TradingDays was {TradingDays}; expected 0 or more (8 is usual).";
        if (QualifyingDays < 0) yield return $"Payouts.QualifyingDays was {QualifyingDays}; expected 0 or more (5 is usual).";
        if (QualifyingProfitCents < 1)
            yield return $"Payouts.QualifyingProfitCents was {QualifyingProfitCents}; expected at least 1 (5000 is usual).";
        if (MinimumCents < 1) yield return $"Payouts.MinimumCents was {MinimumCents}; expected at least 1 (50000 is usual).";
        if (!(ShareOfProfit > 0 && ShareOfProfit <= 1))
            yield return $"Payouts.ShareOfProfit was {ShareOfProfit}; expected a share in (0, 1] (0.5 is usual).";
        if (CapAfterCents < MinimumCents)
            yield return $"Payouts.CapAfterCents was {CapAfterCents}, below MinimumCents {MinimumCents}; nobody could be paid.";
        foreach (long cap in CapsCents ?? [])
            if (cap < MinimumCents)
                yield return $"Payouts.CapsCents held {cap}, below MinimumCents {MinimumCents}; nobody could be paid.";
        if (SafetyNetSteps < 0) yield return $"Payouts.SafetyNetSteps was {SafetyNetSteps}; expected 0 or more (3 is usual).";
        if (!(ShareAfter > 0 && ShareAfter <= 1))
            yield return $"Payouts.ShareAfter was {ShareAfter}; expected a share in (0, 1] (0.9 is usual).";
    }
}
