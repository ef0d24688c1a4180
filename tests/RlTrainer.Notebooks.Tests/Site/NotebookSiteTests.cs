using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Tests.Site;

public sealed class NotebookSiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_index_lists_every_notebook_with_its_headings_and_state()
    {
        string site = Write(Good(), Failed());
        string index = File.ReadAllText(Path.Combine(site, "index.html"));
        Assert.Contains("<a href=\"good.html\">First &amp; best</a><p>Why it matters.</p>\n<span class=\"ok\">", index,
            StringComparison.Ordinal);
        Assert.Contains("<li><a href=\"good.html#the-bars\">The bars</a></li>", index, StringComparison.Ordinal);
        Assert.Contains("a cell failed", index, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_shows_prose_code_pictures_and_errors()
    {
        string site = Write(Good(), Failed());
        string page = File.ReadAllText(Path.Combine(site, "good.html"));
        Assert.Contains("<h1 id=\"first-best\">First &amp; best</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"c-keyword\">var</span> x = <span class=\"c-number\">1</span>; <span "
            + "class=\"c-comment\">// one</span>", page, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/svg+xml;base64,PHN2Zy8+\"", page, StringComparison.Ordinal);
        string failed = File.ReadAllText(Path.Combine(site, "failed.html"));
        Assert.Contains("<div class=\"output error\"><strong>System.Exception</strong><pre>bad &lt;bars&gt;", failed,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_projects_own_figures_stand_in_the_page_and_follow_its_theme()
    {
        NotebookDocument document = Good();
        document.Cells[1].Outputs.Add(
            new ResultOutput(MimeBundle.Of(
                MimeBundle.Svg, "<svg class=\"rl-figure\"><style>.a{}</style><g/></svg>", "a figure")));
        string page = File.ReadAllText(Path.Combine(Write(document), "good.html"));
        Assert.Contains("<div class=\"output\"><svg class=\"rl-figure\"><g/></svg></div>", page, StringComparison.Ordinal);
        Assert.Contains(":root[data-theme=\"light\"] .rl-figure{--rl-ground:#ffffff", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_leads_to_the_one_before_and_the_one_after()
    {
        string site = Write(Good(), Failed());
        Assert.Contains("<footer class=\"neighbours\"><a rel=\"prev\" href=\"index.html\">← Start page</a><a rel=\"next\" "
            + "href=\"failed.html\">failed →</a></footer>", File.ReadAllText(Path.Combine(site, "good.html")),
            StringComparison.Ordinal);
        Assert.Contains("<a rel=\"prev\" href=\"good.html\">← First &amp; best</a><a rel=\"next\" href=\"index.html\">Start "
            + "page →</a>", File.ReadAllText(Path.Combine(site, "failed.html")), StringComparison.Ordinal);
        Assert.Contains("Begin with <a rel=\"next\" href=\"good.html\">First &amp; best</a>.",
            File.ReadAllText(Path.Combine(site, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_carries_its_figure_stays_whole_beside_plotly()
    {
        NotebookDocument document = Good();
        document.Cells[1].Outputs.Add(
            new ResultOutput(new MimeBundle(
                [new(MimeBundle.Html, "<table><tr><td>1</td></tr></table><svg></svg>"),
                    new(MimeBundle.Plotly, new System.Text.Json.Nodes.JsonObject())])));
        string page = File.ReadAllText(
            Path.Combine(Write(new WebScripts(_folder.File("p.js", "p"), null), document), "good.html"));
        Assert.Contains("<table><tr><td>1</td></tr></table><svg></svg>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Plotly.newPlot", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_need_no_network()
    {
        string site = Write(Good(), Failed());
        foreach (string page in Directory.GetFiles(site, "*.html"))
            Assert.DoesNotMatch("(src|href)=\"(https?:)?//", File.ReadAllText(page));
    }

    [Fact]
    public void A_repeated_style_block_stands_once_on_a_page()
    {
        NotebookDocument document = Good();
        var cell = new NotebookCell(CellKind.Code, "2") { ExecutionCount = 2 };
        cell.Outputs.Add(new ResultOutput(MimeBundle.Of(MimeBundle.Html, "<p>a</p><style>p{}</style>", "a")));
        cell.Outputs.Add(new ResultOutput(MimeBundle.Of(MimeBundle.Html, "<p>b</p><style>p{}</style>", "b")));
        document.Cells.Add(cell);
        string page = File.ReadAllText(Path.Combine(Write(document), "good.html"));
        Assert.Equal(2, page.Split("<style>p{}</style>").Length);
    }

    [Fact]
    public void Without_mermaid_the_source_is_shown_with_the_reason()
    {
        string page = File.ReadAllText(Path.Combine(Write(Good()), "good.html"));
        Assert.Contains("graph LR", page, StringComparison.Ordinal);
        Assert.Contains("because mermaid was not found; bring it with <code>npm install --prefix artifacts/web", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_scripts_diagrams_and_plots_are_drawn_from_copies_in_the_site()
    {
        string modules = Path.Combine(_folder.Path, "artifacts", "web", "node_modules");
        _folder.File(Path.Combine(modules, "mermaid", "dist", "mermaid.min.js"), "m");
        _folder.File(Path.Combine(modules, "plotly.js-finance-dist-min", "plotly-finance.min.js"), "p");
        NotebookDocument document = Good();
        var cell = new NotebookCell(CellKind.Code, "2") { ExecutionCount = 2 };
        cell.Outputs.Add(new ResultOutput(
            new MimeBundle([new(MimeBundle.Svg, "<svg/>"),
                new(MimeBundle.Plotly,
                    new System.Text.Json.Nodes.JsonObject { ["data"] = new System.Text.Json.Nodes.JsonArray() })])));
        document.Cells.Add(cell);
        string site = Write(WebScripts.Find(Path.Combine(_folder.Path, "site")), document);
        string page = File.ReadAllText(Path.Combine(site, "good.html"));
        Assert.Contains("<pre class=\"mermaid\">graph LR", page, StringComparison.Ordinal);
        Assert.Contains("<script type=\"application/json\" id=\"plot-1-figure\">{\"data\":[]}</script>", page,
            StringComparison.Ordinal);
        Assert.Equal("m", File.ReadAllText(Path.Combine(site, "mermaid.min.js")));
        Assert.Equal("p", File.ReadAllText(Path.Combine(site, "plotly.min.js")));
    }

    public void Dispose() => _folder.Dispose();

    private static NotebookDocument Good()
    {
        var document = new NotebookDocument("good");
        document.Cells.Add(new NotebookCell(
            CellKind.Markdown, "# First & best\n\nWhy it\nmatters.\n\n## The bars\n\n```mermaid\ngraph LR\n```\n"));
        var cell = new NotebookCell(CellKind.Code, "var x = 1; // one") { ExecutionCount = 1 };
        cell.Outputs.Add(new DisplayOutput(MimeBundle.Of(MimeBundle.Svg, "<svg/>", "a chart"), null));
        document.Cells.Add(cell);
        return document;
    }

    private static NotebookDocument Failed()
    {
        var document = new NotebookDocument("failed");
        var cell = new NotebookCell(CellKind.Code, "x") { ExecutionCount = 1 };
        cell.Outputs.Add(new ErrorOutput("System.Exception", "bad <bars>", ["at cell 1, line 1"]));
        document.Cells.Add(cell);
        return document;
    }

    private string Write(params NotebookDocument[] documents) => Write(WebScripts.None, documents);

    private string Write(WebScripts scripts, params NotebookDocument[] documents)
    {
        List<string> paths = [];
        foreach (NotebookDocument document in documents)
        {
            paths.Add(Path.Combine(_folder.Path, document.Name + ".ipynb"));
            document.Write(paths[^1], withOutputs: true);
        }

        string site = Path.Combine(_folder.Path, "site");
        NotebookSite.Write(paths, site, "RlTrainer", scripts, trusted: paths);
        return site;
    }
}
