using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Site;

/// <summary>A heading of a page.</summary>
/// <param name="Level">1 to 3.</param>
/// <param name="Id">The name links use.</param>
/// <param name="Html">Its text, already HTML.</param>
internal readonly record struct PageHeading(int Level, string Id, string Html);

/// <summary>One executed notebook as the inside of an HTML page.</summary>
internal sealed partial class NotebookPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    private readonly OutputHtml _outputs;
    private readonly bool _isTrusted;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<PageHeading> _headings = [];

    /// <param name="document">The executed notebook.</param>
    /// <param name="scripts">plotly and mermaid where they were found.</param>
    /// <param name="isTrusted">Its markup may act: scripts in outputs run, HTML in prose stands as it is.</param>
    public NotebookPage(NotebookDocument document, WebScripts scripts, bool isTrusted)
    {
        (Document, _isTrusted) = (document, isTrusted);
        _outputs = new OutputHtml(scripts, Pipeline, isTrusted);
        (Title, string summary) = NotebookFolder.Opening(document);
        Summary = SafeHtml.Of(Markdown.ToHtml(summary, Pipeline));
        Body = Render();
    }

    public NotebookDocument Document { get; }

    public string Title { get; }

    /// <summary>The first paragraph as HTML.</summary>
    public string Summary { get; }

    public string FileName => Document.Name + ".html";

    public string Body { get; }

    public IReadOnlyList<PageHeading> Headings => _headings;

    public bool UsesPlotly => _outputs.UsesPlotly;

    public bool UsesMermaid => _outputs.UsesMermaid;

    /// <summary>Whether a cell ended in an error.</summary>
    public bool HasFailed => Document.Cells.Any(cell => cell.Outputs.Any(output => output is ErrorOutput));

    private string Render()
    {
        var html = new StringBuilder();
        foreach (NotebookCell cell in Document.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Source)))
        {
            html.Append(cell.Kind switch
            {
                CellKind.Markdown => $"<section class=\"cell\">{Prose(cell.Source)}</section>\n",
                CellKind.Raw => $"<section class=\"cell\"><pre>{System.Net.WebUtility.HtmlEncode(cell.Source)}</pre></section>\n",
                _ => Code(cell),
            });
        }

        return html.ToString();
    }

    private string Code(NotebookCell cell)
    {
        var html = new StringBuilder("<section class=\"cell\">");
        if (cell.Language is CellLanguages.Markdown or CellLanguages.Mermaid && cell.Outputs.Count == 0)
            return html.Append(cell.Language == CellLanguages.Mermaid ? _outputs.Mermaid(cell.Source) : Prose(cell.Source))
                .Append("</section>\n").ToString();
        if (cell.Language != CellLanguages.Mermaid)
        {
            string count = cell.ExecutionCount is { } number
                ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"count\">{number}</span>") : string.Empty;
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"code\">{count}<pre><code>"
                + $"{CodeHighlighter.Highlight(cell.Source, cell.Language)}</code></pre></div>\n");
        }

        foreach (CellOutput output in cell.Outputs)
            html.Append(_outputs.Of(output));
        return html.Append("</section>\n").ToString();
    }

    private string Prose(string source)
    {
        string written = Markdown.ToHtml(source, Pipeline);
        string html = Diagram().Replace(_isTrusted ? written
            : SafeHtml.Of(written), match => _outputs.Mermaid(System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)));
        return Heading().Replace(html, match =>
        {
            string id = Unique(match.Groups[2].Value);
            var heading = new PageHeading(match.Groups[1].Value[0] - '0', id, Tag().Replace(match.Groups[3].Value, string.Empty));
            if (heading.Level <= 3)
                _headings.Add(heading);
            return $"<h{heading.Level} id=\"{id}\">{match.Groups[3].Value}</h{heading.Level}>";
        });
    }

    private string Unique(string id)
    {
        string name = id;
        for (int number = 2; !_ids.Add(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{id}-{number}");
        return name;
    }

    [GeneratedRegex("<h([1-6]) id=\"([^\"]*)\">(.*?)</h[1-6]>", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<(?:pre|div) class=\"mermaid\">(.*?)</(?:pre|div)>", RegexOptions.Singleline)]
    private static partial Regex Diagram();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
