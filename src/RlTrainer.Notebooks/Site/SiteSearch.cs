using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RlTrainer.Notebooks.Site;

/// <summary>The words of all pages by section, as a script file
/// beside them, so that a page finds them without a server.</summary>
internal static partial class SiteSearch
{
    /// <summary>The file's name.</summary>
    public const string FileName = "search-index.js";

    // Escaping stays on: what stands in a notebook can end no string and no script.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The script: an array of [file, heading's identity, page's title, heading, words], one entry a section.</summary>
    /// <param name="pages">The pages in reading order.</param>
    /// <param name="reference">The library's pages, found after the notebooks.</param>
    public static string Script(IReadOnlyList<NotebookPage> pages, IReadOnlyList<ApiPage> reference)
    {
        IEnumerable<string[]> sections = pages.SelectMany(page => SectionsOf(page.FileName, page.Title, page.Body))
            .Concat(reference.SelectMany(space => SectionsOf(space.FileName, space.Title, space.Body)));
        return "window.siteWords = " + JsonSerializer.Serialize(sections.ToArray(), Options) + ";\n";
    }

    private static IEnumerable<string[]> SectionsOf(string file, string title, string body)
    {
        string[] parts = Heading().Split(body);         // before the first heading, then identity, title, body in turn
        if (!string.IsNullOrWhiteSpace(Words(parts[0]))) yield return [file, "", title, title, Words(parts[0])];
        for (int part = 1; part + 2 < parts.Length; part += 3)
            yield return [file, parts[part], title, Words(parts[part + 1]), Words(parts[part + 2])];
    }

    private static string Words(string html) =>
        Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(Hidden().Replace(html, " "), " ")), " ").Trim();

    [GeneratedRegex("<h[1-3] id=\"([^\"]*)\">(.*?)</h[1-3]>", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<(script|style|svg)\\b.*?</\\1>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();
}
