using System.Diagnostics;
using System.Text.RegularExpressions;
using RlTrainer.Reporting;
using XPlot.Plotly;

namespace RlTrainer.Interop.Tests;

public sealed class XPlotPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xplot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_page_without_its_script_is_refused_with_how_to_bring_it()
    {
        string absent = Path.Combine(_folder, "plotly.min.js");
        var fault = Assert.Throws<FileNotFoundException>(
            () => XPlotPage.Of(XPlotCharts.Candles(SmallMarket.Bars(), 0), "Candles", absent));
        Assert.Equal($"{absent} is absent; bring it with npm install --prefix artifacts/web plotly.js-finance-dist-min@4.1.0.",
            fault.Message);
    }

    [Fact]
    public void A_page_holds_the_script_itself_and_asks_no_server()
    {
        string script = Path.Combine(_folder, "plotly.min.js");
        File.WriteAllText(script, "/* the script */");
        string page = XPlotPage.Of(XPlotCharts.Candles(SmallMarket.Bars(), 0), "Candles & more", script);
        Assert.Contains("<title>Candles &amp; more</title>", page, StringComparison.Ordinal);
        Assert.Contains("<script>/* the script */</script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [BrowserFact]
    public void Candles_are_drawn_in_chromium_without_a_network()
    {
        string drawn = Drawn(XPlotCharts.Candles(SmallMarket.Bars(), 0));
        Assert.Contains("NQ, trading day 2024-01-02 (synthetic)", drawn, StringComparison.Ordinal);
        Assert.Contains("New York time", drawn, StringComparison.Ordinal);
        // the day's two bars, in the chart and in its range slider
        Assert.Equal(4, Regex.Count(drawn, "<path class=\"box\""));
    }

    [BrowserFact]
    public void A_figures_curve_is_drawn_in_chromium_without_a_network()
    {
        SvgFigure figure = LineChart.Of(
            "Reward", "Environment steps", "Episode reward", [new Curve("training", [0, 1, 2], [0.5, 0.75, 1.25])]);
        string drawn = Drawn(XPlotCharts.Of(figure));
        Assert.Contains(">Reward<", drawn, StringComparison.Ordinal);
        Assert.Contains(">Environment steps<", drawn, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(drawn, "class=\"js-line\""));
    }

    /// <summary>The page's elements after its scripts have run; every host name is unknown to this browser.</summary>
    private string Drawn(PlotlyChart chart)
    {
        string page = Path.Combine(_folder, "chart.html");
        File.WriteAllText(page, XPlotPage.Of(chart, "A chart", BrowserFactAttribute.Plotly));
        var start = new ProcessStartInfo(BrowserFactAttribute.Browser!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
            $"--user-data-dir={Path.Combine(_folder, "profile")}",
            "--virtual-time-budget=10000", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process browser = Process.Start(start)!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        string drawn = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return drawn;
    }
}
