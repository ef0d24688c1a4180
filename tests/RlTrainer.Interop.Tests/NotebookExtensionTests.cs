using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;
using XPlot.Plotly;

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
    public void A_chart_is_plotlys_own_JSON_and_asks_no_network_for_a_script()
    {
        NotebookExtension.Register();
        PlotlyChart chart = XPlotCharts.Candles(SmallMarket.Bars(), 1);
        const string plotly = "application/vnd.plotly.v1+json";
        Assert.Equal([plotly], Formatter.GetPreferredMimeTypesFor(typeof(PlotlyChart)));
        string text = chart.ToDisplayString(plotly);
        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Equal("candlestick", json.RootElement.GetProperty("data")[0].GetProperty("type").GetString());
        JsonElement layout = json.RootElement.GetProperty("layout");
        Assert.Contains("trading day 2024-01-03", layout.GetProperty("title").GetProperty("text").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(("New York time", "Index points"), (Title(layout, "xaxis"), Title(layout, "yaxis")));
        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
    }

    private static string? Title(JsonElement layout, string axis) =>
        layout.GetProperty(axis).GetProperty("title").GetProperty("text").GetString();
}
