using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Makes the named scenarios: a few days of a seeded synthetic market with one thing happening on one of them.</summary>
public static class Scenarios
{
    private const int Event = 2;

    /// <summary>The day of a scenario's series on which it happens, as an index into its days.</summary>
    /// <param name="scenario">Which one.</param>
    /// <returns>The index in [0, days) of the series that <see cref="Make"/> returns.</returns>
    public static int EventDay(MarketScenario scenario) => scenario is MarketScenario.DaylightSavingWeek ? 0 : Event;

    /// <summary>Four or five days of minute bars with the scenario on its day.</summary>
    /// <param name="scenario">Which one.</param>
    /// <param name="seed">The seed of the market around it.</param>
    /// <returns>The series, marked as synthetic.</returns>
    public static BarSeries Make(MarketScenario scenario, ulong seed = 42)
    {
        var config = new SyntheticConfig
        {
            Days = scenario == MarketScenario.DaylightSavingWeek ? 5 : 4,
            Seed = seed,
            FirstDay = scenario switch
            {
                MarketScenario.EarlyClose => new LocalDate(2024, 11, 27),
                MarketScenario.DaylightSavingWeek => new LocalDate(2024, 3, 11),
                _ => new LocalDate(2024, 1, 8),
            },
        };
        BarSeries bars = SyntheticBars.Generate(config).Minutes;
        return scenario is MarketScenario.EarlyClose or MarketScenario.DaylightSavingWeek ? bars : Changed(bars, scenario, seed);
    }

    /// <summary>Every price times a factor that moves inside the bar from its value at the start to that at the end.</summary>
    private static BarSeries Changed(BarSeries bars, MarketScenario scenario, ulong seed)
    {
        int count = bars.Count;
        int[] open = new int[count], high = new int[count], low = new int[count], close = new int[count];
        TradingDay day = bars.Days[Event];
        int anchor = bars.OpenTicks[day.FirstBar];
        for (int bar = 0; bar < count; bar++)
        {
            double minute = (bars.EasternSeconds[bar] - SessionCalendar.EasternSecondsOf(day.Date)) / 60.0;
            double start = Factor(scenario, minute, bars.OpenTicks[bar], anchor),
                end = Factor(scenario, minute + 1, bars.CloseTicks[bar], anchor);
            open[bar] = (int)Math.Round(bars.OpenTicks[bar] * start);
            close[bar] = (int)Math.Round(bars.CloseTicks[bar] * end);
            int above = bars.HighTicks[bar] - Math.Max(bars.OpenTicks[bar], bars.CloseTicks[bar]);
            int below = Math.Min(bars.OpenTicks[bar], bars.CloseTicks[bar]) - bars.LowTicks[bar];
            high[bar] = Math.Max(open[bar], close[bar]) + above;
            low[bar] = Math.Min(open[bar], close[bar]) - below;
        }
        var columns = new BarColumns(
            bars.UtcSeconds.ToArray(), bars.EasternSeconds.ToArray(), open, high, low, close, bars.Volumes.ToArray());
        return new BarSeries(
            bars.Instrument, bars.Interval, $"synthetic scenario {scenario}, seed {seed}", isSynthetic: true, columns, bars.Days);
    }

    /// <param name="scenario">Which one.</param>
    /// <param name="minute">Minutes from midnight of the event's day; negative before it.</param>
    /// <param name="ticks">The price without the scenario.</param>
    /// <param name="anchor">The open of the event's day.</param>
    private static double Factor(MarketScenario scenario, double minute, int ticks, int anchor) => scenario switch
    {
        MarketScenario.TrendDay => 1.0
            + 0.025 * Math.Clamp(
                (minute - CashSession.OpenMinute) / (CashSession.CloseMinute - CashSession.OpenMinute), 0.0, 1.0),
        MarketScenario.RangeDay => minute is >= -360 and <= 1_020 ? (anchor + 0.2 * (ticks - anchor)) / ticks : 1.0,
        MarketScenario.NewsSpike => 1.0
            + 0.012 * Math.Clamp(minute - 840, 0.0, 1.0) - 0.006 * Math.Clamp((minute - 841) / 10, 0.0, 1.0),
        MarketScenario.GapOpen => minute >= -360 ? 1.02 : 1.0,
        MarketScenario.Roll => minute >= -360 ? 1.01 : 1.0,
        _ => 1.0 - 0.06 * Math.Clamp((minute - 870) / 10, 0.0, 1.0) + 0.042 * Math.Clamp((minute - 880) / 20, 0.0, 1.0),
    };
}
