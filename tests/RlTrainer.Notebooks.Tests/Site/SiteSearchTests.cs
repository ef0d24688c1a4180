using System.Text.Json;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Tests.Site;

public sealed class SiteSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_section_is_found_by_its_words_and_leads_to_its_heading()
    {
        string[][] words = Words("# Bars\nWhere they come from.\n\n## The <code> of days\nHalf days & holidays.");
        Assert.Equal(["one.html", "bars", "Bars", "Bars", "Where they come from."], words[0]);
        Assert.Equal("one.html", words[1][0]);
        Assert.Contains("Half days & holidays.", words[1][4], StringComparison.Ordinal);
        Assert.Contains($"id=\"{words[1][1]}\"", File.ReadAllText(Path.Combine(_folder.Path, "site", "one.html")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_notebook_says_ends_no_script()
    {
        _ = Words("# Bars\n`</script><script>alert(1)</script>`");
        string script = File.ReadAllText(Path.Combine(_folder.Path, "site", SiteSearch.FileName));
        Assert.DoesNotContain("<", script, StringComparison.Ordinal);
        Assert.Contains("\\u003C/script\\u003E", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_beside_the_site_are_linked_from_its_index()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "my report"));
        File.WriteAllText(Path.Combine(_folder.Path, "my report", "report.html"), "<html></html>");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        _ = Words("# Bars\nText.");
        string index = File.ReadAllText(Path.Combine(_folder.Path, "site", "index.html"));
        Assert.Contains("<a href=\"../my%20report/report.html\">my report</a>", index, StringComparison.Ordinal);
        Assert.DoesNotContain("empty/report.html", index, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string[][] Words(string prose)
    {
        var document = new NotebookDocument("one");
        document.Cells.Add(new NotebookCell(CellKind.Markdown, prose));
        string path = Path.Combine(_folder.Path, "one.ipynb");
        document.Write(path, withOutputs: true);
        NotebookSite.Write([path], Path.Combine(_folder.Path, "site"), "Site", WebScripts.None);
        string script = File.ReadAllText(Path.Combine(_folder.Path, "site", SiteSearch.FileName)).Trim();
        return JsonSerializer.Deserialize<string[][]>(script["window.siteWords = ".Length..^1])!;
    }
}
