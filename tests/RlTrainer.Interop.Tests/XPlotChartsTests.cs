using RlTrainer.Reporting;
using XPlot.Plotly;

namespace RlTrainer.Interop.Tests;

public sealed class XPlotChartsTests
{
    [Fact]
    public void A_figure_keeps_its_names_numbers_and_gaps()
    {
        SvgFigure figure = LineChart.Of(
            "Reward", "Environment steps", "Episode reward", [new Curve("training", [0, 1, 2], [0.5, double.NaN, 1.25])]);
        string script = XPlotCharts.Of(figure).GetPlottingJS();
        Assert.Contains("\"name\":\"training\"", script, StringComparison.Ordinal);
        Assert.Contains("\"y\":[0.5,null,1.25]", script, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Reward\"", script, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Environment steps\"", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_without_a_plotly_form_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => XPlotCharts.Of(new SvgFigure("Heat map", "<svg/>")));
        Assert.Equal("The figure 'Heat map' has no plotly form; show its Svg instead.", fault.Message);
    }

    [Fact]
    public void Candles_show_exact_prices_and_new_york_time()
    {
        PlotlyChart chart = XPlotCharts.Candles(SmallMarket.Bars(), 0);
        string script = chart.GetPlottingJS();
        Assert.Contains("\"x\":[\"2024-01-02T09:30:00\",\"2024-01-02T09:31:00\"]", script, StringComparison.Ordinal);
        Assert.Contains("\"close\":[16851.25,16847.75]", script, StringComparison.Ordinal);      // 67,405 and 67,391 ticks × 0.25
        Assert.Contains("\"title\":\"NQ, trading day 2024-01-02 (synthetic)\"", script, StringComparison.Ordinal);
    }
}
