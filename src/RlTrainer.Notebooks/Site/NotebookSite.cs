using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using RlTrainer.Files;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Site;

/// <summary>Executed notebooks as a folder of HTML pages that needs no network: one page a notebook and an index with the
/// contents.</summary>
public static class NotebookSite
{
    /// <summary>Writes the pages and index.html; returns the index's path.
    /// Scripts a page uses are copied once into the folder.</summary>
    /// <param name="notebookPaths">Executed copies, in reading order.</param>
    /// <param name="outputFolder">The site's folder; made when missing.</param>
    /// <param name="title">The site's title.</param>
    /// <param name="scripts">plotly and mermaid where they were found.</param>
    /// <param name="trusted">Those of the copies whose own markup and scripts may act in the reader's browser; null for none.
    /// What a
    /// page shows is the same either way, but for what scripts would draw.</param>
    /// <param name="library">A library whose reference stands beside the notebooks, a page a namespace; null for none.</param>
    /// <returns>The path of index.html.</returns>
    /// <exception cref="FileNotFoundException">The library has no documentation file beside it.</exception>
    public static string Write(IReadOnlyList<string> notebookPaths, string outputFolder, string title, WebScripts scripts,
        IReadOnlyCollection<string>? trusted = null, Assembly? library = null)
    {
        ArgumentNullException.ThrowIfNull(notebookPaths);
        ArgumentNullException.ThrowIfNull(scripts);
        List<NotebookPage> pages = [.. notebookPaths.Select(
            path => new NotebookPage(NotebookDocument.Read(path), scripts, trusted?.Contains(path) == true))];
        Directory.CreateDirectory(outputFolder);
        if (scripts.PlotlyPath is { } plotly && pages.Exists(page => page.UsesPlotly))
            File.Copy(plotly, Path.Combine(outputFolder, WebScripts.PlotlyName), overwrite: true);
        if (scripts.MermaidPath is { } mermaid && pages.Exists(page => page.UsesMermaid))
            File.Copy(mermaid, Path.Combine(outputFolder, WebScripts.MermaidName), overwrite: true);
        IReadOnlyList<ApiPage> reference = library is null ? [] : new ApiReference(library).Pages;
        AtomicFile.WriteText(Path.Combine(outputFolder, SiteSearch.FileName), SiteSearch.Script(pages, reference));
        string reports = Reports(outputFolder);
        foreach (NotebookPage page in pages)
            AtomicFile.WriteText(
                Path.Combine(outputFolder, page.FileName),
                Frame($"{page.Title} · {title}", Contents(pages, reference, page, title), page.Body
                    + Neighbours(pages, page), page));
        foreach (ApiPage space in reference)
            AtomicFile.WriteText(
                Path.Combine(outputFolder, space.FileName),
                Frame($"{space.Title} · {title}", Contents(pages, reference, space, title), space.Body, null));
        string index = Path.Combine(outputFolder, "index.html");
        AtomicFile.WriteText(
            index, Frame(title, Contents(pages, reference, null, title),
                Index(pages, title, reports + References(reference)), null));
        return index;
    }

    /// <summary>Links to the evaluation reports that lie in folders beside the site; empty where there is none.</summary>
    private static string Reports(string outputFolder)
    {
        DirectoryInfo? beside = new DirectoryInfo(Path.GetFullPath(outputFolder)).Parent;
        string[] folders = beside is { Exists: true }
            ? [.. beside.EnumerateDirectories().Where(folder => File.Exists(Path.Combine(folder.FullName, "report.html")))
                .Select(folder => folder.Name).Order(StringComparer.Ordinal)]
            : [];
        if (folders.Length == 0) return string.Empty;
        return "<h2 id=\"reports\">Evaluation reports that these notebooks wrote</h2>\n<ul>\n"
            + string.Concat(folders.Select(folder => $"<li><a href=\"../{Uri.EscapeDataString(folder)}/report.html\">"
                + $"{WebUtility.HtmlEncode(folder)}</a></li>\n")) + "</ul>\n";
    }

    private static string Frame(string title, string contents, string body, NotebookPage? page)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\" data-theme=\"dark\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
            + "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(title)}</title>\n<style>\n{SiteStyle.Css}\n</"
            + $"style>\n<script>\n{SiteStyle.Script}\n</script>\n");
        html.Append(CultureInfo.InvariantCulture,
            $"<script src=\"{SiteSearch.FileName}\" defer></script>\n<script>\n{SiteScript.Text}\n</script>\n");
        if (page is { UsesPlotly: true })
            html.Append("<script src=\"plotly.min.js\"></script>\n<script>\n").Append(SiteStyle.PlotScript)
                .Append("\n</script>\n");
        html.Append(CultureInfo.InvariantCulture,
            $"</head>\n<body>\n<div class=\"frame\">\n<nav>\n{contents}</nav>\n<main>\n{body}</main>\n</div>\n");
        if (page is { UsesMermaid: true })
            html.Append("<script src=\"mermaid.min.js\"></script>\n<script>mermaid.initialize({ startOnLoad: true, "
                + "securityLevel: 'strict', theme: document.documentElement.getAttribute('data-theme') === 'light' ? 'default' : "
                + "'dark' });</script>\n");
        string written = html.Append("</body>\n</html>\n").ToString();
        const string first = "<meta charset=\"utf-8\">\n";
        string policy = $"<meta http-equiv=\"Content-Security-Policy\" content=\"{PagePolicy.Of(written)}\">\n";
        return written.Insert(written.IndexOf(first, StringComparison.Ordinal) + first.Length, policy);
    }

    private static string References(IReadOnlyList<ApiPage> reference) => reference.Count == 0 ? string.Empty
        : "<h2 id=\"reference\">Reference of the library</h2>\n<ul>\n" + string.Concat(reference.Select(space =>
            string.Create(CultureInfo.InvariantCulture,
                $"<li><a href=\"{space.FileName}\">{space.Title}</a>: {space.Types.Count} types</li>\n"))) + "</ul>\n";

    /// <summary>The sections of a page, for the list at its side.</summary>
    private static IEnumerable<(string Id, string Html)> SectionsOf(object? here) => here switch
    {
        NotebookPage page => page.Headings.Where(heading => heading.Level >= 2).Select(heading => (heading.Id, heading.Html)),
        ApiPage space => space.Types.Select(type => (type.Id, WebUtility.HtmlEncode(type.Name))),
        _ => [],
    };

    private static void Entry(StringBuilder html, string file, string title, bool isHere, object page)
    {
        string mark = isHere ? " class=\"here\"" : string.Empty;
        html.Append(CultureInfo.InvariantCulture,
            $"<li><a{mark} href=\"{Uri.EscapeDataString(file)}\">{WebUtility.HtmlEncode(title)}</a>");
        if (isHere)
            html.Append("<ol>").AppendJoin("", SectionsOf(page).Select(section =>
                $"<li><a href=\"#{section.Id}\">{section.Html}</a></li>")).Append("</ol>");
        html.Append("</li>\n");
    }

    private static string Contents(
        List<NotebookPage> pages, IReadOnlyList<ApiPage> reference, object? here, string title)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture,
            $"<a class=\"brand\" href=\"index.html\">{WebUtility.HtmlEncode(title)}</a>\n<button class=\"theme\" "
            + $"type=\"button\">light / dark</button>\n");
        html.Append("<input class=\"search\" type=\"search\" placeholder=\"search ( / )\" aria-label=\"Search all pages\">\n<ol "
            + "class=\"found\" aria-live=\"polite\"></ol>\n<ol>\n");
        foreach (NotebookPage page in pages) Entry(html, page.FileName, page.Title, ReferenceEquals(page, here), page);
        html.Append("</ol>\n");
        if (reference.Count == 0) return html.ToString();
        html.Append(CultureInfo.InvariantCulture,
            $"<details{(here is ApiPage ? " open" : "")}><summary>Reference of the library</summary>\n<ol>\n");
        foreach (ApiPage space in reference) Entry(html, space.FileName, space.Title, ReferenceEquals(space, here), space);
        return html.Append("</ol>\n</details>\n").ToString();
    }

    /// <summary>The way to the page before and to the page after.</summary>
    private static string Neighbours(List<NotebookPage> pages, NotebookPage here)
    {
        int place = pages.IndexOf(here);
        string previous = place > 0 ? Link(pages[place - 1].FileName, pages[place - 1].Title, "prev", "← ")
            : Link("index.html", "Start page", "prev", "← ");
        string next = place + 1 < pages.Count
            ? Link(pages[place + 1].FileName, pages[place + 1].Title, "next", string.Empty, " →")
                : Link("index.html", "Start page", "next", string.Empty, " →");
        return $"<footer class=\"neighbours\">{previous}{next}</footer>\n";
    }

    private static string Opening(List<NotebookPage> pages) => pages.Count == 0
        ? "<p>No notebook was executed.</p>\n"
        : $"<p>These pages are the project's notebooks as they ran: each asks a question, shows code, tables and pictures, and "
            + $"ends with checks. They are in reading order; nothing on them needs a network or a notebook program. Begin with "
            + $"{Link(pages[0].FileName, pages[0].Title, "next", string.Empty)}.</p>\n";

    private static string Link(string file, string text, string relation, string before, string after = "") =>
        $"<a rel=\"{relation}\" href=\"{Uri.EscapeDataString(file)}\">{before}{WebUtility.HtmlEncode(text)}{after}</a>";

    private static string Index(List<NotebookPage> pages, string title, string reports)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture,
            $"<h1>{WebUtility.HtmlEncode(title)}</h1>\n{Opening(pages)}<ol class=\"cards\">\n");
        foreach (NotebookPage page in pages)
        {
            string state = page.HasFailed ? "<span class=\"failed\">✗ a cell failed</span>"
                : "<span class=\"ok\">✓ ran to its end</span>";
            if (!page.Document.Cells.Any(cell => cell.ExecutionCount is not null))
                state = "<span class=\"reason\">not executed</span>";
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{Uri.EscapeDataString(page.FileName)}\">"
                + $"{WebUtility.HtmlEncode(page.Title)}</a>{page.Summary}{state}</li>\n");
        }

        html.Append("</ol>\n").Append(reports).Append("<h2 id=\"contents\">Contents</h2>\n<ol>\n");
        foreach (NotebookPage page in pages)
        {
            string link = Uri.EscapeDataString(page.FileName);
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{link}\">{WebUtility.HtmlEncode(page.Title)}</a><ul>");
            foreach (PageHeading heading in page.Headings.Where(heading => heading.Level == 2))
                html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{link}#{heading.Id}\">{heading.Html}</a></li>");
            html.Append("</ul></li>\n");
        }

        return html.Append("</ol>\n").ToString();
    }
}
