using System.Net;
using System.Text;

namespace RlTrainer.Interactive;

/// <summary>A small HTML table that is readable in light and dark
/// viewers: no colours of its own but the accents asked for.</summary>
internal sealed class HtmlTable
{
    private const int LongCell = 24;
    private readonly StringBuilder _html = new();

    public HtmlTable(string caption, params ReadOnlySpan<string> columns)
    {
        _html.Append("<table style=\"border-collapse:collapse\"><caption style=\"text-align:left;font-weight:600;padding:2px 0 "
            + "6px\">")
            .Append(WebUtility.HtmlEncode(caption)).Append("</caption>");
        if (columns.Length == 0) return;
        _html.Append("<thead><tr>");
        foreach (string column in columns)
            _html.Append("<th style=\"text-align:left\">").Append(WebUtility.HtmlEncode(column)).Append("</th>");
        _html.Append("</tr></thead>");
    }

    /// <summary>One row of texts.</summary>
    public HtmlTable Row(params ReadOnlySpan<string> cells) => AccentRow(null, cells);

    /// <summary>One row whose first cell has a coloured edge.</summary>
    public HtmlTable AccentRow(string? colour, params ReadOnlySpan<string> cells)
    {
        _html.Append("<tr>");
        for (int i = 0; i < cells.Length; i++)
        {
            string edge = i == 0 && colour is not null ? $";border-left:4px solid {colour};padding-left:6px" : "";
            string wrap = cells[i].Length > LongCell ? ";overflow-wrap:anywhere" : "";
            _html.Append("<td style=\"text-align:left").Append(wrap).Append(edge).Append("\">")
                .Append(WebUtility.HtmlEncode(cells[i])).Append("</td>");
        }
        _html.Append("</tr>");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _html + "</table>";
}
