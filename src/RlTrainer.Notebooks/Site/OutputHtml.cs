using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Site;

/// <summary>A cell's outputs as HTML, each in its richest form that works offline.</summary>
internal sealed partial class OutputHtml(WebScripts scripts, MarkdownPipeline markdown, bool isTrusted)
{
    // This project's own figures stand in the page itself and follow
    // its light and dark switch; pages carry their style sheet once.
    private const string FigureClass = "rl-figure";
    private readonly HashSet<string> _styles = new(StringComparer.Ordinal);
    private int _plots;

    /// <summary>Whether the page needs plotly.</summary>
    public bool UsesPlotly { get; private set; }

    /// <summary>Whether the page needs mermaid.</summary>
    public bool UsesMermaid { get; private set; }

    /// <summary>The HTML of one output.</summary>
    public string Of(CellOutput output) => output switch
    {
        StreamOutput stream => Stream(stream),
        DisplayOutput display => $"<div class=\"output\">{Bundle(display.Data)}</div>\n",
        ResultOutput result => $"<div class=\"output\">{Bundle(result.Data)}</div>\n",
        ErrorOutput error => $"<div class=\"output error\"><strong>{WebUtility.HtmlEncode(error.Name)}</strong><pre>"
            + $"{WebUtility.HtmlEncode(error.Message)}\n\n"
            + $"{WebUtility.HtmlEncode(Colours().Replace(string.Join("\n", error.Trace), string.Empty))}</pre></div>\n",
        _ => string.Empty,
    };

    private static string Stream(StreamOutput stream)
    {
        string name = stream.Name == StreamOutput.StandardOutput ? "stdout" : "stderr";
        return $"<div class=\"output "
            + $"{name}\"><pre>{WebUtility.HtmlEncode(Colours().Replace(stream.Text, string.Empty))}</pre></div>\n";
    }

    /// <summary>A diagram: drawn when mermaid is at hand, otherwise its source and the reason.</summary>
    public string Mermaid(string source)
    {
        string encoded = WebUtility.HtmlEncode(source);
        if (scripts.MermaidPath is null)
            return $"<pre>{encoded}</pre><p class=\"reason\">The diagram's source is shown because mermaid was not found; bring "
                + $"it with <code>{WebScripts.Remedy}</code>.</p>";
        UsesMermaid = true;
        return $"<pre class=\"mermaid\">{encoded}</pre>";
    }

    private string Bundle(MimeBundle data)
    {
        if (data.Text("text/vnd.mermaid") is { } diagram)
            return Mermaid(diagram);
        // A table that carries its figure stays whole; a figure alone is drawn so that it can be moved in and read off.
        if (!data.Has(MimeBundle.Html) && scripts.PlotlyPath is not null && Figure(data) is { } plot)
            return Plot(plot);
        if (data.Text(MimeBundle.Html) is { } shown && data.Has(MimeBundle.Plotly))
            return Markup(shown);
        if (data.Text(MimeBundle.Svg) is { } svg && svg.Contains(FigureClass, StringComparison.Ordinal))
            return isTrusted ? Style().Replace(svg, string.Empty) : SafeHtml.Of(svg);
        if (data.Text(MimeBundle.Svg) is { } picture)
            return $"<img alt=\"{WebUtility.HtmlEncode(data.Text(MimeBundle.Plain))}\" "
                + $"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(picture))}\">";
        if (data.Text("image/png") is { } png && Base64().IsMatch(png))
            return $"<img alt=\"{WebUtility.HtmlEncode(data.Text(MimeBundle.Plain))}\" "
                + $"src=\"data:image/png;base64,{Blanks().Replace(png, "")}\">";
        if (data.Text(MimeBundle.Html) is { } html)
            return Markup(html);
        if (data.Text(MimeBundle.Markdown) is { } prose)
            return Markup(Markdig.Markdown.ToHtml(prose, markdown));
        string reason = data.Has(MimeBundle.Plotly)
            ? $"<p class=\"reason\">The chart is not drawn because plotly was not found; bring it with "
                + $"<code>{WebScripts.Remedy}</code>.</p>"
            : string.Empty;
        return $"<pre>{WebUtility.HtmlEncode(data.Text(MimeBundle.Plain))}</pre>{reason}";
    }

    /// <summary>HTML of an output: as it is from a notebook that is trusted, inert from another.</summary>
    private string Markup(string html)
    {
        if (isTrusted) return Style().Replace(html, style => _styles.Add(style.Value) ? style.Value : string.Empty);
        string note = html.Contains("<script", StringComparison.OrdinalIgnoreCase)
            ? "<p class=\"reason\">A script of this output was left out, because the notebook is not trusted; see "
                + "src/trust.md.</p>"
            : string.Empty;
        return SafeHtml.Of(html) + note;
    }

    /// <summary>A plotly figure, which is an object and nothing else; null where it is something else.</summary>
    private static JsonObject? Figure(MimeBundle data) =>
        data.Forms.FirstOrDefault(form => form.Key == MimeBundle.Plotly).Value?.DeepClone() as JsonObject;

    /// <summary>The figure stands in the page as data, which no browser runs; the page's own script draws it. The writer escapes
    /// what
    /// would end the element.</summary>
    private string Plot(JsonObject figure)
    {
        UsesPlotly = true;
        string id = string.Create(CultureInfo.InvariantCulture, $"plot-{++_plots}");
        return $"<div class=\"plot\" id=\"{id}\"></div><script type=\"application/json\" "
            + $"id=\"{id}-figure\">{figure.ToJsonString()}</script>";
    }

    [GeneratedRegex(@"^[A-Za-z0-9+/=\s]+$")]
    private static partial Regex Base64();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("<style[^>]*>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
