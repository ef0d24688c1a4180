using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RlTrainer.Notebooks.Site;

/// <summary>
/// The reference of a library for the site: a page a namespace, every public type and member with the words of the compiler's
/// documentation file.
/// </summary>
internal sealed partial class ApiReference
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, XElement> _words;
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>Reads a library and the documentation file beside it.</summary>
    /// <param name="library">The library.</param>
    /// <exception cref="FileNotFoundException">There is no documentation file.</exception>
    public ApiReference(Assembly library)
    {
        string file = Path.ChangeExtension(library.Location, ".xml");
        if (!File.Exists(file))
            throw new FileNotFoundException(
                $"{file} is absent, so the site has no reference; keep the .xml that the build writes beside its .dll.", file);
        _words = XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
        ILookup<string, Type> byNamespace = library.GetExportedTypes().Where(type => !type.IsNested)
            .ToLookup(type => type.Namespace ?? library.GetName().Name!);
        foreach (IGrouping<string, Type> space in byNamespace)
            foreach (Type type in space) _links[DocumentationId.Of(type)] = $"{FileOf(space.Key)}#{type.Name}";
        Pages = [.. byNamespace.OrderBy(space => space.Key, StringComparer.Ordinal).Select(space => Page(space.Key, [.. space]))];
    }

    /// <summary>One page a namespace, in the order of their names.</summary>
    public IReadOnlyList<ApiPage> Pages { get; }

    private static string FileOf(string space) => $"api-{space}.html";

    private ApiPage Page(string space, Type[] types)
    {
        Type[] sorted = [.. types.OrderBy(type => type.Name, StringComparer.Ordinal)];
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<h1>{WebUtility.HtmlEncode(space)}</h1>\n");
        foreach (Type type in sorted) Type(html, type);
        return new ApiPage(space, FileOf(space), html.ToString(),
            [.. sorted.Select(type => (type.Name, ApiSignature.Name(type)))]);
    }

    private void Type(StringBuilder html, Type type)
    {
        XElement? words = _words.GetValueOrDefault(DocumentationId.Of(type));
        html.Append(CultureInfo.InvariantCulture,
            $"<section class=\"cell\">\n<h2 id=\"{type.Name}\">{WebUtility.HtmlEncode(ApiSignature.Name(type))} "
            + $"<span class=\"reason\">{ApiSignature.Kind(type)}</span></h2>\n");
        Prose(html, words);
        if (type.IsEnum)
        {
            foreach (string name in Enum.GetNames(type)) Member(html, type.GetField(name)!, name);
        }
        else if (!type.IsSubclassOf(typeof(Delegate)))
        {
            foreach (MemberInfo member in Members(type)) Member(html, member, ApiSignature.Of(member));
        }
        html.Append("</section>\n");
    }

    /// <summary>What somebody wrote: no accessors, and nothing that a compiler adds to a record.</summary>
    private IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared)
        .Where(member => member is not (MethodInfo { IsSpecialName: true } or System.Type)
            && member.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && (Says(_words.GetValueOrDefault(DocumentationId.Of(member))) || FromParameter(member) is not null))
        .OrderBy(member => member switch { ConstructorInfo => 0, FieldInfo => 1, PropertyInfo => 2, EventInfo => 3, _ => 4 })
        .ThenBy(member => member.Name, StringComparer.Ordinal);

    /// <summary>There are words of its own: what is inherited stands with the type it comes from.</summary>
    private static bool Says(XElement? words) => words?.Element("summary") is not null;

    /// <summary>A record's positional property is documented by the record's parameter.</summary>
    private XElement? FromParameter(MemberInfo member) => member is PropertyInfo property
        ? _words.GetValueOrDefault(DocumentationId.Of(property.DeclaringType!))?.Elements("param")
            .FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name)
        : null;

    private void Member(StringBuilder html, MemberInfo member, string signature)
    {
        html.Append(CultureInfo.InvariantCulture,
            $"<div class=\"member\">\n<pre><code>{WebUtility.HtmlEncode(signature)}</code></pre>\n");
        if (_words.GetValueOrDefault(DocumentationId.Of(member)) is { } words) Prose(html, words);
        else if (FromParameter(member) is { } parameter) html.Append(CultureInfo.InvariantCulture, $"<p>{Html(parameter)}</p>\n");
        html.Append("</div>\n");
    }

    private void Prose(StringBuilder html, XElement? words)
    {
        if (words is null) return;
        foreach (string part in (string[])["summary", "remarks"])
            if (words.Element(part) is { } text) html.Append(CultureInfo.InvariantCulture, $"<p>{Html(text)}</p>\n");
        (string Term, string Meaning)[] rows =
        [
            .. words.Elements("param").Select(row => ($"<code>{Encoded(row, "name")}</code>", Html(row))),
            .. words.Elements("returns").Select(row => ("returns", Html(row))),
            .. words.Elements("exception").Select(row => ($"throws {Reference(row)}", Html(row))),
        ];
        if (rows.Length == 0) return;
        html.Append("<dl>\n");
        foreach ((string term, string meaning) in rows)
            html.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt><dd>{meaning}</dd>\n");
        html.Append("</dl>\n");
    }

    private string Html(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(node => node switch
    {
        XText plain => WebUtility.HtmlEncode(plain.Value),
        XElement { Name.LocalName: "see" or "seealso" } link => Reference(link),
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => $"<code>{Encoded(name, "name")}</code>",
        XElement { Name.LocalName: "c" } code => $"<code>{WebUtility.HtmlEncode(code.Value)}</code>",
        XElement { Name.LocalName: "code" } block => $"<code>{WebUtility.HtmlEncode(block.Value.Trim())}</code>",
        XElement { Name.LocalName: "para" or "item" } inner => $"<br>{Html(inner)}",
        XElement inner => Html(inner),
        _ => "",
    })), " ").Trim();

    /// <summary>A type of the library as a link to its place; anything else by its last name.</summary>
    private string Reference(XElement element)
    {
        if (element.Attribute("cref")?.Value is not { } name)
            return $"<code>{Encoded(element, element.Attribute("langword") is null ? "href" : "langword")}</code>";
        string bare = name.Split('(')[0];
        string last = Arity().Replace(bare[(bare.LastIndexOfAny(['.', ':']) + 1)..], "");
        string shown = $"<code>{WebUtility.HtmlEncode(last)}</code>";
        string type = name[0] == 'T' ? name : $"T:{bare[2..Math.Max(2, bare.LastIndexOf('.'))]}";
        return _links.TryGetValue(type, out string? link) ? $"<a href=\"{link}\">{shown}</a>" : shown;
    }

    private static string Encoded(XElement element, string attribute) =>
        WebUtility.HtmlEncode(element.Attribute(attribute)?.Value ?? "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
