using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// The market as the environments read it: prices, stop and target distances and clock facts of every bar, worked out once
/// and shared. With seconds, prices are the extremes of the minute's seconds, so that a bar that touches nothing needs no
/// look at its seconds.
/// </summary>
internal sealed class MarketTape
{
    /// <summary>Length of a minute bar.</summary>
    private const int BarSeconds = 60;

    private readonly IEntryRule[] _entryRules;

    public MarketTape(FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds)
    {
        if (features.Bars.Interval != BarInterval.Minute)
            throw new ArgumentException(
                $"The bars of {features.Bars.Origin} are {features.Bars.Interval.ToString().ToLowerInvariant()} bars; the "
                + $"environments step on minute bars. Pass minute bars, and second bars as the seconds.");
        Bars = features.Bars;
        if (config.MicroFault(Bars.Instrument) is { } fault) throw new ArgumentException(fault);
        Seconds = seconds is null ? null : new SecondIndex(Bars, seconds);
        Open = Bars.OpenTicks.ToArray();
        High = Bars.HighTicks.ToArray();
        Low = Bars.LowTicks.ToArray();
        Close = Bars.CloseTicks.ToArray();
        Seconds?.Widen(Open, High, Low);
        Flags = new BarFlags[Bars.Count];
        FlatSeconds = new long[Bars.Days.Count];
        LastBar = new int[Bars.Count];
        Atr = new float[Bars.Count];
        StopTicks = new int[Bars.Count];
        TargetTicks = new int[Bars.Count];
        LeastRiskTicksAhead = new int[Bars.Count];
        Costs = Costs.Of(Bars.Instrument, config.Execution);
        MicroCosts = Costs.OfMicro(Bars.Instrument, config.Execution);
        OpenSlippage = new int[Bars.Count];
        InsideSlippage = new int[Bars.Count];
        EntrySlippage = new int[Bars.Count];
        FillSlippage(config);
        Clock = new RuleClock(Bars, rules);
        DayNumber = rules.AllAccountRules().Any() ? CountedDates() : [];
        _entryRules = [.. rules.AllEntryRules()];
        FillDistances(features, config);
        for (int day = 0; day < Bars.Days.Count; day++) FillDay(day, config, rules);
    }

    /// <summary>The minute bars.</summary>
    public BarSeries Bars { get; }

    /// <summary>Where each minute's seconds lie; null without seconds.</summary>
    public SecondIndex? Seconds { get; }

    /// <summary>[bars] first price.</summary>
    public int[] Open { get; }

    /// <summary>[bars] highest price.</summary>
    public int[] High { get; }

    /// <summary>[bars] lowest price.</summary>
    public int[] Low { get; }

    /// <summary>[bars] last price.</summary>
    public int[] Close { get; }

    /// <summary>[bars] what the clock says about each bar.</summary>
    public BarFlags[] Flags { get; }

    /// <summary>Days and daily resets as the rules count them.</summary>
    public RuleClock Clock { get; }

    /// <summary>[bars] date of the bar's day as the rules count days, days since 1970-01-01; empty without account
    /// rules.</summary>
    public int[] DayNumber { get; }

    /// <summary>[days] flat time, New York wall clock, seconds since 1970-01-01T00:00 of that clock.</summary>
    public long[] FlatSeconds { get; }

    /// <summary>[bars] the last bar before flat time of each bar's day; −1 when the bar does not lie before flat time.</summary>
    public int[] LastBar { get; }

    /// <summary>[bars] ATR in ticks; where it is invalid, the fallback of 1 % of the price as stop distance.</summary>
    public float[] Atr { get; }

    /// <summary>[bars] distance of the stop of an entry decided at this bar.</summary>
    public int[] StopTicks { get; }

    /// <summary>[bars] distance of the target of an entry decided at this bar.</summary>
    public int[] TargetTicks { get; }

    /// <summary>What trading costs.</summary>
    public Costs Costs { get; }

    /// <summary>What trading its micro costs.</summary>
    public Costs MicroCosts { get; }

    /// <summary>What trading one of both costs.</summary>
    public Costs CostsOf(bool isMicro) => isMicro ? MicroCosts : Costs;

    /// <summary>[bars] slippage of one contract's order at the open, ticks.</summary>
    public int[] OpenSlippage { get; }

    /// <summary>[bars] slippage of one contract that leaves inside the bar or at its close, ticks.</summary>
    public int[] InsideSlippage { get; }

    /// <summary>[bars] slippage that an entry decided at this bar's close expects, of the size wanted, ticks.</summary>
    public int[] EntrySlippage { get; }

    /// <summary>[bars] the least stop distance and slippage together of any possible decision from this bar to the end of its
    /// day; int.MaxValue without one.</summary>
    public int[] LeastRiskTicksAhead { get; }

    /// <summary>Flat time of a day: the rules' flat clock on the day's date, or one minute before an early close.</summary>
    public static long FlatTime(in TradingDay day, RuleSet rules)
    {
        long midnight = (long)Period.DaysBetween(new LocalDate(1970, 1, 1), day.Date) * 86400;
        return Math.Min(midnight + rules.FlatTime.TickOfDay / NodaConstants.TicksPerSecond, day.CloseEasternSeconds - BarSeconds);
    }

    private void FillDistances(FeatureTable features, EnvironmentConfig config)
    {
        for (int bar = 0; bar < Bars.Count; bar++)
        {
            float atr = features.AtrTicks[bar];
            if (!(atr > 0) || float.IsInfinity(atr))
            {
                atr = (float)(0.01 * Math.Abs((double)Close[bar]) / config.StopAtr);
                Flags[bar] |= BarFlags.AtrFallback;
            }
            Atr[bar] = Math.Max(atr, 1e-3f);
            StopTicks[bar] = FillModel.DistanceTicks(config.StopAtr * atr);
            TargetTicks[bar] = FillModel.DistanceTicks(config.TargetAtr * atr);
        }
    }

    private void FillSlippage(EnvironmentConfig config)
    {
        ExecutionModel execution = config.Execution;
        ReadOnlySpan<int> high = Bars.HighTicks, low = Bars.LowTicks;
        foreach (TradingDay day in Bars.Days)
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
            {
                long time = Bars.EasternSeconds[bar];
                int range = high[bar] - low[bar], before = bar == day.FirstBar ? 0 : high[bar - 1] - low[bar - 1];
                OpenSlippage[bar] = Costs.SlippageTicks + execution.ExtraTicks(before, time);
                InsideSlippage[bar] = Costs.SlippageTicks + execution.ExtraTicks(range, time);
                EntrySlippage[bar] = Costs.SlippageTicks + execution.ExtraTicks(range, time + BarSeconds)
                    + execution.SizeTicks(config.Contracts);
            }
    }

    private void FillDay(int dayIndex, EnvironmentConfig config, RuleSet rules)
    {
        TradingDay day = Bars.Days[dayIndex];
        ReadOnlySpan<long> eastern = Bars.EasternSeconds;
        long flat = FlatSeconds[dayIndex] = FlatTime(day, rules);
        int last = day.EndBar - 1;
        while (last >= day.FirstBar && eastern[last] + BarSeconds > flat) last--;
        long lastEntry = flat - BarSeconds;                           // no entry fills at or after 16:58
        (long windowStart, long windowEnd) = Window(day, config.EntryWindow);
        SessionHours halt = SessionCalendar.HoursOf(day.Date) ?? default;
        int least = int.MaxValue;
        bool resetAhead = false;
        for (int bar = day.EndBar - 1; bar >= day.FirstBar; bar--)
        {
            long time = eastern[bar];
            BarFlags flags = Flags[bar];
            if (bar == last) flags |= Clock.Ends(dayIndex) ? BarFlags.Last | BarFlags.EndsDay : BarFlags.Last;
            bool resumes = halt.HasHalt && bar > day.FirstBar && eastern[bar - 1] < halt.HaltEndEasternSeconds
                && time >= halt.HaltEndEasternSeconds;
            if (bar == day.FirstBar || resumes) flags |= BarFlags.AfterBreak;
            if (bar > 0 && Clock.ResetsBefore[bar] != Clock.ResetsBefore[bar - 1]) flags |= BarFlags.ResetBefore;
            if (time >= windowStart && time < windowEnd && time < lastEntry
                && Allows(day, bar, 0)) flags |= BarFlags.MayFillEntry;
            long fill = time + BarSeconds;
            bool mayDecide = bar < last && fill >= windowStart && fill < windowEnd && fill < lastEntry
                && Allows(day, bar, BarSeconds);
            if (mayDecide) flags |= BarFlags.MayDecideEntry;
            if (RuleClock.ResetNumber(fill, rules) != RuleClock.ResetNumber(time, rules)) flags |= BarFlags.ResetNext;
            if (resetAhead) flags |= BarFlags.ResetAhead;
            if (mayDecide && StopTicks[bar] > EntrySlippage[bar]) least = Math.Min(least, StopTicks[bar] + EntrySlippage[bar]);
            LeastRiskTicksAhead[bar] = least;
            LastBar[bar] = bar <= last ? last : -1;
            if ((flags & BarFlags.ResetBefore) != 0) resetAhead = true;
            Flags[bar] = flags;
        }
    }

    /// <summary>Every entry rule allows a fill so many seconds after a bar's start: asked here once, so that a step asks
    /// nothing.</summary>
    private bool Allows(in TradingDay day, int bar, int secondsLater)
    {
        foreach (IEntryRule rule in _entryRules)
            if (!rule.Allows(new EntryMoment(Bars.UtcSeconds[bar] + secondsLater, Bars.EasternSeconds[bar] + secondsLater,
                day.Date))) return false;
        return true;
    }

    private int[] CountedDates()
    {
        int[] dates = new int[Bars.Count];
        for (int day = 0; day < Bars.Days.Count; day++)
            dates.AsSpan(Bars.Days[day].FirstBar, Bars.Days[day].BarCount)
                .Fill(RuleClock.DayNumber(Bars.Days[Clock.CountedDay[day]].Date));
        return dates;
    }

    private static (long Start, long End) Window(in TradingDay day, EntryWindow window)
    {
        if (window == EntryWindow.Full) return (day.OpenEasternSeconds, day.CloseEasternSeconds);
        long midnight = (long)Period.DaysBetween(new LocalDate(1970, 1, 1), day.Date) * 86400;
        return (midnight + CashSession.OpenMinute * BarSeconds, midnight + CashSession.CloseMinute * BarSeconds);
    }
}
