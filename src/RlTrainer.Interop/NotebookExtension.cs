using System.Globalization;
using System.Net;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using XPlot.Plotly;

namespace RlTrainer.Interop;

/// <summary>How frames and charts look in a notebook. .NET Interactive
/// calls it when the package is loaded with #r "nuget: …".</summary>
public static class NotebookExtension
{
    /// <summary>A frame shows at most this many rows.</summary>
    public const int MostRows = 50;

    // Nothing is fetched: the viewer draws it with the plotly.js it has, and a page of one's own is XPlotPage.Of.
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Registers the formatters; a further call replaces them with themselves.</summary>
    public static void Register()
    {
        Formatter.Register<DataFrame>((frame, writer) => WriteTable(frame, writer), "text/html");
        Formatter.Register<PlotlyChart>((chart, writer) => writer.Write(ChartMarkup.Json(chart)), Plotly);
        Formatter.Register<PlotlyChart>((chart, writer) => writer.Write("[chart] XPlot.Plotly"), "text/plain");
        Formatter.SetPreferredMimeTypesFor(typeof(PlotlyChart), Plotly);
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
            foreach (DataFrameColumn column in frame.Columns)
                writer.Write($"<td>{WebUtility.HtmlEncode(Text(column[row]))}</td>");
            writer.Write("</tr>");
        }
        writer.Write("</tbody></table>");
        if (rows < frame.Rows.Count)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<p>{rows} of {frame.Rows.Count} rows</p>"));
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "s", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
