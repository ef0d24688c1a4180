using System.Text.Json;
using RlTrainer.Market;
using RlTrainer.Reporting;
using XPlot.Plotly;
using Bar = RlTrainer.Market.Bar;

namespace RlTrainer.Interop;

/// <summary>The project's figures as XPlot.Plotly charts, for notebooks that pan and zoom.</summary>
public static class XPlotCharts
{
    /// <summary>A figure that has a plotly form → the chart of the same data and colours.</summary>
    /// <param name="figure">A figure of the library, e.g. a line chart.</param>
    /// <returns>The chart; nothing is drawn until it is displayed.</returns>
    /// <exception cref="ArgumentException">The figure has no plotly form; its SVG can be shown instead.</exception>
    public static PlotlyChart Of(SvgFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (figure.PlotlyJson is null)
            throw new ArgumentException($"The figure '{figure.Title}' has no plotly form; show its Svg instead.");
        using JsonDocument plotly = JsonDocument.Parse(figure.PlotlyJson);
        JsonElement layout = plotly.RootElement.GetProperty("layout");
        Scatter[] lines = [.. plotly.RootElement.GetProperty("data").EnumerateArray().Select(LineOf)];
        return Chart.Plot(lines, new Layout.Layout
        {
            title = TitleOf(layout),
            paper_bgcolor = layout.GetProperty("paper_bgcolor").GetString(),
            plot_bgcolor = layout.GetProperty("plot_bgcolor").GetString(),
            font = new Font { color = layout.GetProperty("font").GetProperty("color").GetString() },
            xaxis = AcrossOf(layout.GetProperty("xaxis")),
            yaxis = UpOf(layout.GetProperty("yaxis")),
        });
    }

    /// <summary>One trading day's bars as candles, prices in index points, times of the New York wall clock.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="dayIndex">Index among the days of the series, in [0, days).</param>
    /// <returns>The chart of that day's bars.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public static PlotlyChart Candles(BarSeries bars, int dayIndex)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfNegative(dayIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dayIndex, bars.Days.Count);
        TradingDay day = bars.Days[dayIndex];
        int[] rows = [.. Enumerable.Range(day.FirstBar, day.BarCount)];
        decimal[] Prices(Func<Bar, int> ticks) => [.. rows.Select(row => bars.Instrument.PriceOf(ticks(bars[row])))];
        PlotlyChart chart = Chart.Plot(new Candlestick
        {
            name = bars.Instrument.Symbol,
            x = rows.Select(row =>
                DateTime.UnixEpoch.AddSeconds(bars.EasternSeconds[row])
                    .ToString("s", System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
            open = Prices(bar => bar.OpenTicks),
            high = Prices(bar => bar.HighTicks),
            low = Prices(bar => bar.LowTicks),
            close = Prices(bar => bar.CloseTicks),
        });
        chart.WithTitle($"{bars.Instrument.Symbol}, trading day {day.Date:uuuu-MM-dd}{(bars.IsSynthetic ? " (synthetic)" : "")}");
        chart.WithXTitle("New York time");
        chart.WithYTitle("Index points");
        return chart;
    }

    private static Scatter LineOf(JsonElement curve) => new()
    {
        name = curve.GetProperty("name").GetString(),
        mode = "lines",
        x = NumbersOf(curve.GetProperty("x")),
        y = NumbersOf(curve.GetProperty("y")),
        line = new Line { color = curve.GetProperty("line").GetProperty("color").GetString() },
    };

    private static double?[] NumbersOf(JsonElement values) =>
        [.. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble())];

    private static string? TitleOf(JsonElement element) => element.GetProperty("title").GetProperty("text").GetString();

    private static Xaxis AcrossOf(JsonElement axis) =>
        new() { title = TitleOf(axis), gridcolor = axis.GetProperty("gridcolor").GetString() };

    private static Yaxis UpOf(JsonElement axis) =>
        new() { title = TitleOf(axis), gridcolor = axis.GetProperty("gridcolor").GetString() };
}
