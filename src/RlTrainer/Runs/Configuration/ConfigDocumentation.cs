using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RlTrainer.Runs;

/// <summary>What the records say about their own keys: the compiler's documentation file, as plain text.</summary>
internal sealed partial class ConfigDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    private ConfigDocumentation(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Reads the file that lies beside the library.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static ConfigDocumentation BesideTheLibrary()
    {
        string file = Path.ChangeExtension(typeof(RunConfig).Assembly.Location, ".xml");
        if (!File.Exists(file))
            throw new FileNotFoundException(
                $"{file} is absent; the compiler writes it beside the library. Build RlTrainer, and keep its .xml beside "
                + $"its .dll.", file);
        return new ConfigDocumentation(XDocument.Load(file));
    }

    /// <summary>A record in one line.</summary>
    /// <param name="type">A configuration record of this library.</param>
    /// <returns>Its summary without tags.</returns>
    public string Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Text(Member($"T:{type.FullName}", type.Name).Element("summary")!);
    }

    /// <summary>A key in one line.</summary>
    /// <param name="record">The record that has it.</param>
    /// <param name="property">Its name.</param>
    /// <returns>Its summary, or that of the record's parameter, without tags.</returns>
    /// <exception cref="InvalidDataException">The key has neither.</exception>
    public string Of(Type record, string property)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(property);
        for (Type? type = record; type is not null; type = type.BaseType)                 // an inherited key has its base's words
            if (_members.GetValueOrDefault($"P:{type.FullName}.{property}")?.Element("summary") is { } summary)
                return Text(summary);
        XElement? parameter =
            Member($"T:{record.FullName}", record.Name).Elements("param")
                .FirstOrDefault(each => each.Attribute("name")?.Value == property);
        return parameter is not null ? Text(parameter)
            : throw new InvalidDataException($"{record.Name}.{property} is not documented; write a summary.");
    }

    /// <summary>The names of an enumeration with their meaning.</summary>
    /// <param name="choice">An enumeration of this library.</param>
    /// <returns>Names with their summaries, in the order of their numbers.</returns>
    public IReadOnlyList<(string Name, string Meaning)> Choices(Type choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return [.. Enum.GetNames(choice)
            .Select(name => (name, Text(Member($"F:{choice.FullName}.{name}", name).Element("summary")!)))];
    }

    /// <summary>The range that a key's sentence states: "in [0, 1]", "in
    /// (0, 1)", "at least 1"; null bounds where it states none.</summary>
    /// <param name="sentence">A key's summary.</param>
    /// <returns>Both bounds, and for each whether the bound itself is outside the range.</returns>
    public static (double? Least, bool IsLeastOpen, double? Most, bool IsMostOpen) RangeOf(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        if (Bracketed().Match(sentence) is { Success: true } range)
            return (Number(range.Groups[2].Value), range.Groups[1].Value == "(", Number(range.Groups[3].Value),
                range.Groups[4].Value == ")");
        return AtLeast().Match(sentence) is { Success: true } least ? (Number(least.Groups[1].Value), false, null, false)
            : (null, false, null, false);
    }

    private XElement Member(string name, string shown) =>
        _members.TryGetValue(name, out XElement? member) ? member
            : throw new InvalidDataException($"{shown} is not documented; write a summary.");

    private static string Text(XElement element)
    {
        string text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            _ => "",
        }));
        return Blanks().Replace(text, " ").Trim();
    }

    private static double Number(string text) =>
        double.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b[Ii]n ([\[(])(-?[\d.]+), (-?[\d.]+)([\])])")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\b[Aa]t least (\d[\d,]*\d|\d)\b")]
    private static partial Regex AtLeast();
}
