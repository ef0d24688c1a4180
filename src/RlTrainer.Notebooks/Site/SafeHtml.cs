using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RlTrainer.Notebooks.Site;

/// <summary>
/// Foreign HTML without anything that acts: elements and attributes of a list are written again, quoted and encoded; everything
/// else
/// becomes text or goes. Nothing is passed on as it stood, so that what a browser makes of odd markup does not matter.
/// </summary>
internal static partial class SafeHtml
{
    private const int DeepestElement = 200;

    private static readonly HashSet<string> Elements = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt",
            "em", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
            "samp", "section",
        "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
            "var",
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs",
            "clipPath",
        "linearGradient", "stop", "marker",
    };

    /// <summary>Their content is no text to read: it goes with them.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "template", "noscript", "iframe", "object", "embed", "textarea", "xmp", "noembed", "noframes", "math",
            "foreignObject",
    };

    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase) { "br", "hr", "img", "col" };

    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "abbr", "alt", "align", "aria-label", "aria-hidden", "class", "colspan", "height", "href", "id", "lang", "open", "role",
            "rowspan", "scope",
        "span", "src", "start", "style", "title", "width",
        "clip-path", "cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill", "fill-opacity", "font-family", "font-size",
            "font-weight",
        "gradientUnits", "marker-end", "marker-start", "markerHeight", "markerWidth", "offset", "opacity", "orient", "points",
            "preserveAspectRatio",
        "r", "refX", "refY", "rx", "ry", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap",
            "stroke-linejoin",
        "stroke-opacity", "stroke-width", "text-anchor", "transform", "vector-effect", "viewBox", "x", "x1", "x2", "xmlns", "y",
            "y1", "y2",
    };

    /// <summary>The same reading matter, inert.</summary>
    /// <param name="html">A fragment from anywhere.</param>
    /// <returns>Well-formed HTML of listed elements and attributes.</returns>
    public static string Of(string html)
    {
        var written = new StringBuilder(html.Length);
        var open = new Stack<string>();
        for (int at = 0; at < html.Length;)
        {
            if (html[at] != '<')
            {
                int next = html.IndexOf('<', at) is var found && found < 0 ? html.Length : found;
                written.Append(WebUtility.HtmlEncode(WebUtility.HtmlDecode(html[at..next])));
                at = next;
            }
            else if (Comment().Match(html, at) is { Success: true } comment) at += comment.Length;
            else if (Tag().Match(html, at) is { Success: true } tag) at = Write(html, at, tag, written, open);
            else
            {
                written.Append("&lt;");
                at++;
            }
        }
        while (open.TryPop(out string? name)) written.Append("</").Append(name).Append('>');
        return written.ToString();
    }

    /// <summary>Writes one tag where it is listed; returns where reading goes on.</summary>
    private static int Write(string html, int at, Match tag, StringBuilder written, Stack<string> open)
    {
        string typed = tag.Groups["name"].Value;
        bool isEnd = tag.Groups["end"].Success;
        int after = at + tag.Length;
        if (Silent.Contains(typed)) return isEnd ? after : EndOf(html, after, typed);
        if (!Elements.TryGetValue(typed, out string? name)) return after;
        if (isEnd) Close(name, written, open);
        else if (open.Count < DeepestElement)
        {
            written.Append('<').Append(name);
            foreach (Match attribute in Attribute().Matches(tag.Groups["attributes"].Value)) Write(attribute, name, written);
            written.Append('>');
            if (tag.Groups["empty"].Success && !Empty.Contains(name)) written.Append("</").Append(name).Append('>');
            else if (!Empty.Contains(name)) open.Push(name);
        }
        return after;
    }

    /// <summary>An end without its beginning goes; one that leaves others open closes them.</summary>
    private static void Close(string name, StringBuilder written, Stack<string> open)
    {
        if (!open.Contains(name)) return;
        string last;
        do
        {
            last = open.Pop();
            written.Append("</").Append(last).Append('>');
        }
        while (last != name);
    }

    private static void Write(Match attribute, string element, StringBuilder written)
    {
        if (!Attributes.TryGetValue(attribute.Groups["name"].Value, out string? name)) return;
        string value = WebUtility.HtmlDecode(attribute.Groups["value"].Value);
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0]) value = value[1..^1];
        bool isFine = name switch
        {
            "href" => element == "a" && Link().IsMatch(Bare(value)),
            "src" => element == "img" && Picture().IsMatch(Bare(value)),
            "style" => !Acting().IsMatch(value),
            "fill" or "stroke" or "clip-path" or "marker-end" or "marker-start" =>
                !value.Contains("url(", StringComparison.OrdinalIgnoreCase)
                || OwnReference().IsMatch(value),
            _ => true,
        };
        if (isFine) written.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
    }

    /// <summary>Browsers skip blanks and control characters in and before a scheme.</summary>
    private static string Bare(string address) => string.Concat(address.Where(letter => letter > ' ' && !char.IsControl(letter)));

    private static int EndOf(string html, int from, string name)
    {
        int end = html.IndexOf($"</{name}", from, StringComparison.OrdinalIgnoreCase);
        if (end < 0) return html.Length;
        int close = html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }

    [GeneratedRegex(@"\G<(?<end>/)?(?<name>[A-Za-z][A-Za-z0-9:-]*)(?<attributes>(?:[^<>""']|""[^""]*""|'[^']*')*?)(?<empty>/)?>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\G(?:<!--.*?(?:-->|$)|<[!?][^>]*(?:>|$))", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<name>[A-Za-z][\w:.-]*)(?:\s*=\s*(?<value>""[^""]*""|'[^']*'|[^\s""'=<>`]+))?")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:https?://|mailto:|\#|[^:/?#&]*(?:[/?#]|$))", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"^data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();

    [GeneratedRegex(@"url|import|expression|javascript|behavior|binding|position\s*:|\\|/\*|@", RegexOptions.IgnoreCase)]
    private static partial Regex Acting();

    [GeneratedRegex(@"^\s*url\(#[\w-]+\)\s*$")]
    private static partial Regex OwnReference();
}
