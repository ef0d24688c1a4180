using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>What the rules remember of one account: a small fact, changed by new value.</summary>
/// <param name="PeakCents">What the drawdown trails: the highest value of its basis, the start balance first.</param>
/// <param name="DayStartCents">Equity at the last daily reset.</param>
/// <param name="FloorCents">The threshold never lies below this; raised to the target balance when trading goes on after the
/// target.</param>
/// <param name="HighestEndOfDayCents">The highest end-of-day balance, the start balance first; contract tiers follow it.</param>
/// <param name="Day">Whether the daily limit allows entries.</param>
/// <param name="TradedDays">Trading days with at least one entry, the running one included.</param>
public readonly record struct Standing(
    long PeakCents, long DayStartCents, long FloorCents, long HighestEndOfDayCents, DayStatus Day, int TradedDays)
{
    /// <summary>The best profit of an ended trading day, US cents; 0 while none had a profit.</summary>
    public long BestEndedDayCents { get; init; }

    /// <summary>Closed balance at the beginning of the running trading day, US cents.</summary>
    public long DayOpenCents { get; init; }

    /// <summary>The running trading day has an entry.</summary>
    public bool HasTradedToday { get; init; }

    /// <summary>The account has passed; it may trade on where the target raises the floor.</summary>
    public bool HasPassed { get; init; }

    /// <summary>The standing of a fresh account.</summary>
    /// <param name="rules">The programme; its starting balance is the first peak and the first day's start.</param>
    /// <returns>The standing before the first bar.</returns>
    public static Standing Fresh(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new Standing(rules.StartCents, rules.StartCents, 0, rules.StartCents, DayStatus.Open,
            0)
        { DayOpenCents = rules.StartCents };
    }

    /// <summary>What the pass conditions ask.</summary>
    /// <param name="balanceCents">Closed balance, US cents.</param>
    /// <param name="isFlat">Nothing is open.</param>
    /// <returns>The facts at this moment.</returns>
    internal PassFacts PassFacts(long balanceCents, bool isFlat) =>
        new(balanceCents, isFlat, TradedDays, Math.Max(BestEndedDayCents, balanceCents - DayOpenCents));

    /// <summary>After an entry: the first of a trading day makes it a traded one.</summary>
    public Standing AfterEntry() => HasTradedToday ? this : this with { TradedDays = TradedDays + 1, HasTradedToday = true };

    /// <summary>Equity at or below this breaches the account, US cents.</summary>
    /// <param name="rule">The programme's drawdown rule.</param>
    /// <returns>US cents; never below the floor of this standing.</returns>
    public long ThresholdCents(DrawdownRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Math.Max(rule.ThresholdCents(PeakCents), FloorCents);
    }

    /// <summary>After a moment at some equity and balance: the peak may rise.</summary>
    /// <param name="equityCents">Balance and unrealised result, US cents.</param>
    /// <param name="balanceCents">The balance alone, US cents.</param>
    /// <param name="rule">Says which of the two the peak follows during a day, if any.</param>
    /// <returns>This standing, or one with the higher peak.</returns>
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
    /// <param name="equityCents">US cents; the day's loss is measured from it.</param>
    /// <returns>The standing with an open day.</returns>
    public Standing AfterReset(long equityCents) => this with { DayStartCents = equityCents, Day = DayStatus.Open };

    /// <summary>After a trading day: end-of-day peaks and contract tiers move, and its profit may be the best.</summary>
    /// <param name="balanceCents">The balance at the day's end, US cents.</param>
    /// <param name="rule">Says whether the peak moves at a day's end.</param>
    /// <returns>The standing with which the next day begins.</returns>
    public Standing AfterDay(long balanceCents, DrawdownRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        long peak = rule.Basis == DrawdownBasis.EndOfDay ? Math.Max(PeakCents, balanceCents) : PeakCents;
        return this with
        {
            PeakCents = peak,
            HighestEndOfDayCents = Math.Max(HighestEndOfDayCents, balanceCents),
            BestEndedDayCents = Math.Max(BestEndedDayCents, balanceCents - DayOpenCents),
            DayOpenCents = balanceCents,
            HasTradedToday = false,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
