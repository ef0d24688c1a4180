using System.Globalization;
using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Interactive;

/// <summary>Bars, where they were found, and instruments.</summary>
internal static class MarketFormatters
{
    public static void Register()
    {
        Formatters.Add<BarSeries>(
            (Formatters.Html, bars => BarsTable(bars) + BarFigures.Prices(bars).Svg),
            (Formatters.Plotly, BarFigures.PlotlyPrices), (Formatters.Plain, bars => bars.ToString()));
        Formatters.Add<BarSource>((Formatters.Plain, source => source.Reason));
        Formatters.Add<Instrument>(
            (Formatters.Plain, instrument => $"{instrument.Symbol}, {instrument.Name}, {instrument.Exchange}"));
    }

    private static string BarsTable(BarSeries bars)
    {
        var table = new HtmlTable(
            $"{bars.Instrument.Symbol} · {bars.Instrument.Name} · {bars.Interval.ToString().ToLowerInvariant()} bars");
        table.Row("bars", Count(bars.Count)).Row("trading days", Count(bars.Days.Count));
        if (bars.Count > 0)
            table.Row("first bar", Eastern(bars.EasternSeconds[0])).Row("last bar", Eastern(bars.EasternSeconds[^1]))
                .Row("prices", $"{bars.Instrument.PriceOf(Lowest(bars))} to {bars.Instrument.PriceOf(Highest(bars))} points, "
                    + $"tick {bars.Instrument.TickSize}");
        table.Row("from", bars.Origin);
        return table + (bars.IsSynthetic
            ? "<p><strong>Synthetic data:</strong> made by a generator; results on it are no trading results.</p>" : "");
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Eastern(long seconds) =>
        new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(seconds)
            .ToString("ddd uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " New York";

    private static int Lowest(BarSeries bars)
    {
        int lowest = int.MaxValue;
        foreach (int ticks in bars.LowTicks) lowest = Math.Min(lowest, ticks);
        return lowest;
    }

    private static int Highest(BarSeries bars)
    {
        int highest = int.MinValue;
        foreach (int ticks in bars.HighTicks) highest = Math.Max(highest, ticks);
        return highest;
    }
}
