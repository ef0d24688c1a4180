using System.Net;
using XPlot.Plotly;

namespace RlTrainer.Interop;

/// <summary>A chart as one page that opens without a network.</summary>
public static class XPlotPage
{
    /// <summary>How plotly.js comes to this machine.</summary>
    public const string Remedy = "npm install --prefix artifacts/web plotly.js-finance-dist-min@4.1.0";

    /// <summary>A chart and the script that draws it → the text of a page.</summary>
    /// <param name="chart">What is drawn.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="plotlyFile">plotly.js as one file.</param>
    /// <returns>The whole page, which needs no network.</returns>
    /// <exception cref="FileNotFoundException">The script is absent; the message says how to bring it.</exception>
    public static string Of(PlotlyChart chart, string title, string plotlyFile)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (!File.Exists(plotlyFile))
            throw new FileNotFoundException($"{plotlyFile} is absent; bring it with {Remedy}.", plotlyFile);
        return $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(title)}</title>\n"
            + $"<script>{File.ReadAllText(plotlyFile)}</script></head>\n"
            + $"<body>{ChartMarkup.Place(chart)}\n<script>{ChartMarkup.Drawing(chart)}</script></body></html>\n";
    }
}
