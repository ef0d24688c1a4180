namespace RlTrainer.Compliance;

/// <summary>What the rules remember of one account: a small fact, changed by new value.</summary>
/// <param name="PeakCents">What the drawdown trails: the highest value of its basis, the start balance first.</param>
/// <param name="DayStartCents">Equity at the last daily reset.</param>
/// <param name="FloorCents">The threshold never lies below this; raised to the target balance when trading goes on after the target.</param>
/// <param name="HighestEndOfDayCents">The highest end-of-day balance, the start balance first; contract tiers follow it.</param>
/// <param name="Day">Whether the daily limit allows entries.</param>
/// <param name="TradedDays">Trading days with at least one entry.</param>
public readonly record struct Standing(
    long PeakCents, long DayStartCents, long FloorCents, long HighestEndOfDayCents, DayStatus Day, int TradedDays)
{
    /// <summary>The standing of a fresh account.</summary>
    public static Standing Fresh(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new Standing(rules.StartCents, rules.StartCents, 0, rules.StartCents, DayStatus.Open, 0);
    }

    /// <summary>Equity at or below this breaches the account, US cents.</summary>
    public long ThresholdCents(DrawdownRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Math.Max(rule.ThresholdCents(PeakCents), FloorCents);
    }

    /// <summary>After a moment at some equity and balance: the peak may rise.</summary>
    public Standing MarkedTo(long equityCents, long balanceCents, DrawdownRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        long seen = rule.Basis switch
        {
            DrawdownBasis.LiveEquity => equityCents,
            DrawdownBasis.ClosedBalance => balanceCents,
            _ => PeakCents,
        };
        return seen > PeakCents ? this with { PeakCents = seen } : this;
    }

    /// <summary>After the daily reset, at the equity of the last close before it.</summary>
    public Standing AfterReset(long equityCents) => this with { DayStartCents = equityCents, Day = DayStatus.Open };

    /// <summary>After a trading day: end-of-day peaks and contract tiers move.</summary>
    public Standing AfterDay(long balanceCents, DrawdownRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        long peak = rule.Basis == DrawdownBasis.EndOfDay ? Math.Max(PeakCents, balanceCents) : PeakCents;
        return this with { PeakCents = peak, HighestEndOfDayCents = Math.Max(HighestEndOfDayCents, balanceCents) };
    }
}
