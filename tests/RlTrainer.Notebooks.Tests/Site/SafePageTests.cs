using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Tests.Site;

/// <summary>Pages of notebooks that somebody else wrote: everything to read, nothing that acts.</summary>
public sealed partial class SafePageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>")]
    [InlineData("<img src=x onerror=alert(1)>", "<img>")]
    [InlineData("<img alt=\"a\" src=\"data:image/png;base64,AAAA\">", "<img alt=\"a\" src=\"data:image/png;base64,AAAA\">")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"jAvA&#115;cript&colon;alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"\u0001java\tscript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"https://example.org/a?b=1\" target=_top>x</a>", "<a href=\"https://example.org/a?b=1\">x</a>")]
    [InlineData("<a href=\"#part\">x</a><a href='04-phase1.html'>y</a>", "<a href=\"#part\">x</a><a "
        + "href=\"04-phase1.html\">y</a>")]
    [InlineData("<svg onload=alert(1)><g/><script>alert(1)</script></svg>", "<svg><g></g></svg>")]
    [InlineData("<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>", "<svg><a><text>x</text></a></svg>")]
    [InlineData("<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>", "<svg></svg>")]
    [InlineData("<div style=\"background:url(http://x)\">a</div>", "<div>a</div>")]
    [InlineData("<div style=\"color:red\">a</div>", "<div style=\"color:red\">a</div>")]
    [InlineData("<div style=\"position:fixed;top:0\">a</div>", "<div>a</div>")]
    [InlineData("<style>body{display:none}</style><p>a", "<p>a</p>")]
    [InlineData("<base href=http://x><form action=http://x><input name=a></form>", "")]
    [InlineData("<p>a</div></p></p>b", "<p>a</p>b")]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>", "&lt;script&gt;")]
    [InlineData("<p title=\"a&quot; onclick=&quot;alert(1)\">a</p>", "<p title=\"a&quot; onclick=&quot;alert(1)\">a</p>")]
    [InlineData("1 < 2 && <3>", "1 &lt; 2 &amp;&amp; &lt;3&gt;")]
    [InlineData("<!-- <b> --><b>x</b><!doctype html>", "<b>x</b>")]
    [InlineData("<rect fill=\"url(#own)\" stroke=\"url(http://x)\"/>", "<rect fill=\"url(#own)\"></rect>")]
    [InlineData("<table><tr><td colspan=2>1</td></tr></table>", "<table><tr><td colspan=\"2\">1</td></tr></table>")]
    public void Foreign_markup_is_written_again_without_what_acts(string foreign, string safe) =>
        Assert.Equal(safe, SafeHtml.Of(foreign));

    [Fact]
    public void What_was_made_safe_once_stays_as_it_is()
    {
        string[] parts = ["<", ">", "\"", "'", "/", "=", " ", "script", "img", "svg", "p", "a", "href", "onerror", "javascript:",
            "<!--", "-->", "&lt;", "&#60;", "style", "x", "\n"];
        var random = Numerics.Rng.Stream(5, "markup");
        for (int number = 0; number < 20_000; number++)
        {
            string foreign = string.Concat(Enumerable.Range(0, 1 + random.NextInt32(14)).Select(
                _ => parts[random.NextInt32(parts.Length)]));
            string safe = SafeHtml.Of(foreign);
            Assert.Equal(safe, SafeHtml.Of(safe));
            Assert.DoesNotMatch("<script|<[^>\"]*\\son\\w+=|href=\"\\s*javascript", safe);
        }
    }

    [Fact]
    public void A_page_of_a_stranger_has_its_prose_and_tables_and_none_of_its_scripts()
    {
        string page = Page(Hostile(), isTrusted: false),
            index = File.ReadAllText(Path.Combine(_folder.Path, "site", "index.html"));
        foreach (string written in (string[])[page, index])
        {
            Assert.DoesNotContain("stolen", Scripts(written), StringComparison.Ordinal);
            Assert.DoesNotMatch("<[^>]+\\son\\w+\\s*=", Body(written));
            Assert.DoesNotContain("href=\"javascript", written, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains("<td>a number</td>", page, StringComparison.Ordinal);
        Assert.Contains("A script of this output was left out, because the notebook is not trusted; see src/trust.md.", page,
            StringComparison.Ordinal);
        Assert.Contains("<div class=\"output stderr\">", page, StringComparison.Ordinal);
        // it was no base64: its text stands there instead
        Assert.DoesNotContain("image/png", page, StringComparison.Ordinal);
        Assert.Contains("a picture", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_ones_own_keeps_its_scripts_and_its_policy_names_each_by_its_hash()
    {
        string page = Page(Hostile(), isTrusted: true);
        Assert.Contains("document.title = 'stolen'", page, StringComparison.Ordinal);
        string policy = Policy(page);
        // The script's SHA-256: `printf "document.title = 'stolen'" | openssl dgst -sha256 -binary | base64`.
        Assert.Contains("'sha256-xE0XqfA2xa7ZjyPFQMEaL53Md8vIwuy7Qem9o0/pGgs='", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Split(';').Single(
            part => part.Contains("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self' file: 'sha256-", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_that_would_end_its_element_or_is_no_figure_does_not()
    {
        var document = new NotebookDocument("figure");
        foreach (JsonNode figure in (JsonNode[])[new JsonObject { ["data"] = new JsonArray(),
            ["x"] = "</script><script>stolen()</script>" }, JsonValue.Create("stolen()")])
        {
            var cell = new NotebookCell(CellKind.Code, "1") { ExecutionCount = 1 };
            cell.Outputs.Add(new ResultOutput(new MimeBundle([new(MimeBundle.Plotly, figure)])));
            document.Cells.Add(cell);
        }
        string page = Page(document, isTrusted: false, new WebScripts(_folder.File("p.js", "p"), null));
        Assert.DoesNotContain("<script>stolen", page, StringComparison.Ordinal);
        Assert.Contains("\"x\":\"\\u003C/script\\u003E\\u003Cscript\\u003Estolen()", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "class=\"plot\""));
    }

    [ChromiumFact]
    public void In_chromium_the_theme_works_and_no_stranger_acts()
    {
        string page = Path.Combine(_folder.Path, "site", "hostile.html");
        Page(Hostile(), isTrusted: false);
        string drawn = ChromiumFactAttribute.Drawn(page, _folder.Path);
        Assert.DoesNotContain("<title>stolen", drawn, StringComparison.Ordinal);
        Assert.Matches("<html lang=\"en\" data-theme=\"(dark|light)\">", drawn);
        // Even where a script reached the page, the policy would not let it run: it is put there by hand.
        File.WriteAllText(page, File.ReadAllText(page).Replace("</main>", "<script>document.title = 'stolen'</script><img "
            + "src=x onerror=\"document.title = 'stolen'\"></main>", StringComparison.Ordinal));
        Assert.DoesNotContain("<title>stolen", ChromiumFactAttribute.Drawn(page, _folder.Path), StringComparison.Ordinal);
        // A trusted notebook's own script does run: the policy names it.
        Page(Hostile(), isTrusted: true);
        Assert.Contains("<title>stolen", ChromiumFactAttribute.Drawn(page, _folder.Path), StringComparison.Ordinal);
    }

    [ChromiumFact(NeedsPlotly = true)]
    public void In_chromium_charts_are_drawn_under_the_policy()
    {
        var document = new NotebookDocument("chart");
        var cell = new NotebookCell(CellKind.Code, "1") { ExecutionCount = 1 };
        const string json = """{"data":[{"type":"scatter","x":[1,2],"y":[3,4]}],"layout":{"title":{"text":"A drawn chart"}}}""";
        cell.Outputs.Add(new ResultOutput(new MimeBundle([new(MimeBundle.Plotly, JsonNode.Parse(json)!)])));
        document.Cells.Add(cell);
        Page(document, isTrusted: false, new WebScripts(ChromiumFactAttribute.Plotly, null));
        string drawn = ChromiumFactAttribute.Drawn(Path.Combine(_folder.Path, "site", "chart.html"), _folder.Path);
        Assert.Contains("A drawn chart</text>", drawn, StringComparison.Ordinal);
        Assert.Contains("class=\"js-line\"", drawn, StringComparison.Ordinal);
    }

    private static NotebookDocument Hostile()
    {
        var document = new NotebookDocument("hostile");
        document.Cells.Add(new NotebookCell(
            CellKind.Markdown,
            "# Prices <script>document.title = 'stolen'</script>\n\nLook <img src=x onerror=\"document.title = 'stolen'\"> at "
                + "[this](javascript:stolen()) {onclick=stolen()}.\n\n"
            + "## Part {#part onmouseover=stolen()}\n\n<div onclick=\"stolen()\">x</div>"));
        var cell = new NotebookCell(CellKind.Code, "1") { ExecutionCount = 1 };
        cell.Outputs.Add(new StreamOutput("x\" onclick=\"stolen()", "text"));
        cell.Outputs.Add(new ResultOutput(MimeBundle.Of(MimeBundle.Html, "<table><tr><td>a "
            + "number</td></tr></table><script>document.title = 'stolen'</script>", "t")));
        cell.Outputs.Add(new ResultOutput(MimeBundle.Of("image/png", "x\" onerror=\"stolen()", "a picture")));
        cell.Outputs.Add(new ResultOutput(MimeBundle.Of(MimeBundle.Svg, "<svg class=\"rl-figure\" "
            + "onload=\"stolen()\"><script>document.title = 'stolen'</script></svg>", "a figure")));
        document.Cells.Add(cell);
        return document;
    }

    private static string Policy(string page) => System.Net.WebUtility.HtmlDecode(PolicyLine().Match(page).Groups[1].Value);

    private static string Scripts(string page) => string.Concat(ScriptElement().Matches(page).Select(script => script.Value));

    private static string Body(string page) => page[page.IndexOf("<main>", StringComparison.Ordinal)..];

    private string Page(NotebookDocument document, bool isTrusted, WebScripts? scripts = null)
    {
        string path = Path.Combine(_folder.Path, document.Name + ".ipynb"), site = Path.Combine(_folder.Path, "site");
        document.Write(path, withOutputs: true);
        NotebookSite.Write([path], site, "RlTrainer", scripts ?? WebScripts.None, isTrusted ? [path] : null);
        return File.ReadAllText(Path.Combine(site, document.Name + ".html"));
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")]
    private static partial Regex PolicyLine();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptElement();
}
