using System.Text;

namespace RlTrainer.Reporting;

/// <summary>Builds a page that is also well-formed XML: every text is escaped, every element closed.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _html = new();
    private readonly List<string> _headings = [];

    /// <summary>Titles of the sections so far; the first one has the identity "s1".</summary>
    public IReadOnlyList<string> Headings => _headings;

    /// <summary>Markup as it stands: figures and style sheets.</summary>
    public HtmlText Raw(string markup)
    {
        _html.Append(markup).Append('\n');
        return this;
    }

    public HtmlText Element(string name, string text, string? style = null)
    {
        if (name == "h2")
        {
            _headings.Add(text);
            _html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<h2 id=\"s{_headings.Count}\">");
        }
        else
        {
            Open(name, style);
        }
        _html.Append(SvgCanvas.Escaped(text)).Append("</").Append(name).Append(">\n");
        return this;
    }

    public HtmlText Open(string name, string? style = null)
    {
        _html.Append('<').Append(name);
        if (style is not null) _html.Append(" class=\"").Append(style).Append('"');
        _html.Append('>');
        return this;
    }

    public HtmlText Close(string name)
    {
        _html.Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>A table whose first column and whose columns listed
    /// as words are left-aligned, all others right-aligned.</summary>
    public HtmlText Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, params int[] words)
    {
        Raw("<div class=\"wide\"><table class=\"sortable\"><thead><tr>");
        for (int column = 0; column < header.Count; column++) Element("th", header[column], Alignment(column, words));
        Raw("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            Open("tr");
            for (int column = 0; column < row.Count; column++)
                Element("td", row[column], Alignment(column, words) + (row[column].StartsWith('−') ? " fell" : string.Empty));
            Close("tr");
        }
        return Raw("</tbody></table></div>");
    }

    public HtmlText Figure(SvgFigure figure) => Open("figure").Raw(figure.Inline).Close("figure");

    public override string ToString() => _html.ToString();

    private static string Alignment(int column, int[] words) => column == 0 || words.Contains(column) ? "word" : "number";
}
