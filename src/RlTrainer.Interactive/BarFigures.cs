using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Trading;

namespace RlTrainer.Interactive;

/// <summary>Pictures of bars and of what checking them found.</summary>
internal static class BarFigures
{
    /// <summary>Many days as their highest, lowest and last prices; a single day as candles.</summary>
    public static SvgFigure Prices(BarSeries bars)
    {
        if (bars.Days.Count <= 1)
            return bars.Days.Count == 1 ? DayChart.Of(bars, new TradingJournal(), 0)
                : LineChart.Of($"{bars.Instrument.Symbol}: no bars", "trading day", "points", []);
        double[] days = [.. Enumerable.Range(1, bars.Days.Count).Select(day => (double)day)];
        var candles = Candles(bars);
        return LineChart.Of(Title(bars), $"trading day, 1 is {candles[0].At}", "price, points",
        [
            new Curve("close", days, [.. candles.Select(candle => candle.Close)]),
            new Curve("highest", days, [.. candles.Select(candle => candle.High)]),
            new Curve("lowest", days, [.. candles.Select(candle => candle.Low)]),
        ]);
    }

    /// <summary>The same for plotly: one candle a trading day, or a minute where there is one day.</summary>
    public static string PlotlyPrices(BarSeries bars) =>
        PlotlyFigure.Candles(Title(bars), "price, points", bars.Days.Count > 1 ? Candles(bars) : Minutes(bars));

    /// <summary>How often each rule was broken.</summary>
    public static IReadOnlyList<(string Category, double Amount)> Counts(ValidationReport report) =>
        [.. report.Findings.Select(finding => (BarRules.NameOf(finding.Rule), (double)finding.Count))];

    private static string Title(BarSeries bars) => $"{bars.Instrument.Symbol}, "
        + $"{(bars.Days.Count > 1 ? "a point a trading day" : "minute bars")}"
        + $"{(bars.IsSynthetic ? " (synthetic data)" : string.Empty)}";

    private static List<(string At, double Open, double High, double Low, double Close)> Candles(BarSeries bars)
    {
        double tick = (double)bars.Instrument.TickSize;
        var candles = new List<(string, double, double, double, double)>(bars.Days.Count);
        foreach (TradingDay day in bars.Days)
        {
            int high = int.MinValue, low = int.MaxValue;
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
                (high, low) = (Math.Max(high, bars.HighTicks[bar]), Math.Min(low, bars.LowTicks[bar]));
            candles.Add((day.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), bars.OpenTicks[day.FirstBar] * tick,
                high * tick, low * tick, bars.CloseTicks[day.EndBar - 1] * tick));
        }

        return candles;
    }

    private static List<(string At, double Open, double High, double Low, double Close)> Minutes(BarSeries bars)
    {
        double tick = (double)bars.Instrument.TickSize;
        var candles = new List<(string, double, double, double, double)>(bars.Count);
        for (int bar = 0; bar < bars.Count; bar++)
        {
            string at = new NodaTime.LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(bars.EasternSeconds[bar])
                .ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            candles.Add((at, bars.OpenTicks[bar] * tick, bars.HighTicks[bar] * tick, bars.LowTicks[bar] * tick,
                bars.CloseTicks[bar] * tick));
        }

        return candles;
    }
}
