using System.Globalization;
using System.Net;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using XPlot.Plotly;

namespace RlTrainer.Interop;

/// <summary>How frames and charts look in a notebook. .NET Interactive calls it when the package is loaded with #r "nuget: …".</summary>
public static class NotebookExtension
{
    /// <summary>A frame shows at most this many rows.</summary>
    public const int MostRows = 50;

    /// <summary>Registers the formatters; a further call replaces them with themselves.</summary>
    public static void Register()
    {
        Formatter.Register<DataFrame>((frame, writer) => WriteTable(frame, writer), "text/html");
        Formatter.Register<PlotlyChart>((chart, writer) => WriteChart(chart, writer), "text/html");
    }

    private static void WriteTable(DataFrame frame, TextWriter writer)
    {
        writer.Write("<table><thead><tr>");
        foreach (DataFrameColumn column in frame.Columns)
            writer.Write($"<th title=\"{column.DataType.Name}\">{WebUtility.HtmlEncode(column.Name)}</th>");
        writer.Write("</tr></thead><tbody>");
        long rows = Math.Min(frame.Rows.Count, MostRows);
        for (long row = 0; row < rows; row++)
        {
            writer.Write("<tr>");
            foreach (DataFrameColumn column in frame.Columns) writer.Write($"<td>{WebUtility.HtmlEncode(Text(column[row]))}</td>");
            writer.Write("</tr>");
        }
        writer.Write("</tbody></table>");
        if (rows < frame.Rows.Count)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<p>{rows} of {frame.Rows.Count} rows</p>"));
    }

    /// <summary>The chart and a loader for plotly.js, which the page fetches once.</summary>
    private static void WriteChart(PlotlyChart chart, TextWriter writer)
    {
        string source = WebUtility.HtmlEncode(chart.PlotlySrc);
        writer.Write(ChartMarkup.Place(chart));
        writer.Write("<script>(function(){var draw=function(){");
        writer.Write(ChartMarkup.Drawing(chart));
        writer.Write("};if(window.Plotly){draw();return;}var script=document.createElement('script');script.onload=draw;");
        writer.Write($"script.src=\"{source}\";document.head.appendChild(script);}})();</script>");
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "s", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
