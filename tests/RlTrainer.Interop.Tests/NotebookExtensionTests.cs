using Microsoft.DotNet.Interactive.Formatting;

namespace RlTrainer.Interop.Tests;

public sealed class NotebookExtensionTests
{
    [Fact]
    public void A_frame_shows_as_a_table_with_its_types()
    {
        NotebookExtension.Register();
        string html = BarFrame.Of(SmallMarket.Bars()).ToDisplayString("text/html");
        Assert.Contains("<th title=\"Int64\">utc_seconds</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td>1704205860</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>2024-01-03</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_shows_with_its_script()
    {
        NotebookExtension.Register();
        string html = XPlotCharts.Candles(SmallMarket.Bars(), 1).ToDisplayString("text/html");
        Assert.Contains("Plotly.newPlot(", html, StringComparison.Ordinal);
        Assert.Contains("https://cdn.plot.ly/", html, StringComparison.Ordinal);
    }
}
