using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;

namespace RlTrainer.Data;

/// <summary>The names that vendors give to columns, zones and edges: the table column-aliases.json, which is data.</summary>
internal static partial class ColumnAliases
{
    private static readonly JsonElement Table = Load();
    private static readonly Dictionary<string, string> ZonesInNames = TextsOf("zonesInNames");

    /// <summary>The tz database has them as fixed offsets; people write them all year for a clock that changes.</summary>
    private static readonly HashSet<string> Abbreviations = ["EST", "MST", "HST"];

    /// <summary>The aliases of each role, the preferred first, as <see cref="Plain"/> writes names.</summary>
    public static IReadOnlyDictionary<ColumnRole, string[]> Columns { get; } =
        Table.GetProperty("columns").EnumerateObject().ToDictionary(
        entry => Enum.Parse<ColumnRole>(entry.Name == "rtype" ? nameof(ColumnRole.RecordType) : entry.Name, ignoreCase: true),
        entry => entry.Value.EnumerateArray().Select(alias => alias.GetString()!).ToArray());

    /// <summary>Names of whole numbers that are no volume.</summary>
    public static IReadOnlySet<string> NeverVolume { get; } =
        Table.GetProperty("neverVolume").EnumerateArray().Select(name => name.GetString()!).ToHashSet();

    private static readonly HashSet<string> Known =
        [.. Columns.Values.SelectMany(names => names), .. NeverVolume,
            .. Table.GetProperty("others").EnumerateArray().Select(name => name.GetString()!)];

    /// <summary>Names of time columns that tell the edge.</summary>
    public static IReadOnlyDictionary<string, BarEdge> EdgesInNames { get; } = Table.GetProperty("edgesInNames").EnumerateObject()
        .SelectMany(entry =>
            entry.Value.EnumerateArray().Select(name => (Name: name.GetString()!, Edge: Enum.Parse<BarEdge>(entry.Name))))
        .ToDictionary(pair => pair.Name, pair => pair.Edge);

    /// <summary>A column's name as the table has it: lower case, without units in brackets, marks and blanks.</summary>
    /// <param name="name">The name as it stands in the file.</param>
    public static string Plain(string name)
    {
        string trimmed = name.Trim(' ', '"', '\'', '<', '>', '*', '\t').ToLowerInvariant();
        if (trimmed.Length > 0 && (name.Contains('(', StringComparison.Ordinal) || name.Contains('[', StringComparison.Ordinal)))
        {
            int bracket = trimmed.IndexOfAny(['(', '[']);
            if (bracket > 0) trimmed = trimmed[..bracket];
        }
        var plain = new StringBuilder();
        foreach (char letter in trimmed)
            if (char.IsLetterOrDigit(letter) || letter == '#') plain.Append(letter == 'ö' ? 'o' : letter);
        return plain.ToString();
    }

    /// <summary>The table has the name, as what a bar needs or as something else.</summary>
    /// <param name="name">The name as it stands in the file.</param>
    public static bool IsKnown(string name) => Plain(name) is var plain && (plain.Length == 0 || Known.Contains(plain));

    /// <summary>The zone that a column's name tells, such as UTC in
    /// "datetime_utc" or "Time (UTC)"; null where it tells none.</summary>
    /// <param name="name">The name as it stands in the file.</param>
    public static string? ZoneIn(string name)
    {
        if (FromUtc().Match(name) is { Success: true } match) return Fixed(match);
        string[] words = name.ToLowerInvariant()
            .Split([' ', '_', '-', '(', ')', '[', ']', '.', '"', '<', '>'], StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in words)
            if (ZonesInNames.TryGetValue(word, out string? zone))
                return zone;
        string plain = Plain(name);
        return plain is "timeutc" or "dateutc" or "datetimeutc" or "timestamputc" or "utctime" ? "UTC"
            : InBrackets(name) is var zoneName && Abbreviations.Contains(zoneName) ? null
            : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneName)?.Id;
    }

    /// <summary>"UTC-5" as UTC-05; null for an offset that no zone has.</summary>
    private static string? Fixed(Match match)
    {
        string minutes = match.Groups["minutes"].Value is { Length: > 0 } and not "00" ? $":{match.Groups["minutes"].Value}" : "";
        string sign = match.Groups["sign"].Value == "+" ? "+" : "-";
        string zone = $"UTC{sign}{match.Groups["hours"].Value.PadLeft(2, '0')}{minutes}";
        return zone is "UTC+00" or "UTC-00" ? "UTC" : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)?.Id;
    }

    /// <summary>The zone of a name behind a time, such as EST or US/Eastern; null where there is none of that name.</summary>
    /// <param name="text">The name.</param>
    public static ZoneMark? MarkOf(string text)
    {
        if (Table.GetProperty("zoneMarks").TryGetProperty(text.ToUpperInvariant(), out JsonElement known))
            return new ZoneMark(text, known[0].GetString()!, known.GetArrayLength() > 1 ? known[1].GetInt32() * 3_600 : null);
        return text.Contains('/', StringComparison.Ordinal) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } zone
            ? new ZoneMark(text, zone.Id, null) : null;
    }

    /// <summary>Other zones whose clocks go by the same name: CST is Chicago's winter time and China's.</summary>
    /// <param name="text">The name.</param>
    public static IReadOnlyList<string> OthersNamed(string text) =>
        Table.GetProperty("sameMarks").TryGetProperty(text.ToUpperInvariant(), out JsonElement zones)
            ? [.. zones.EnumerateArray().Select(zone => zone.GetString()!)] : [];

    [GeneratedRegex(@"(?:UTC|GMT) *(?<sign>[+\-\u2212]) *(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?(?!\d)",
        RegexOptions.IgnoreCase)]
    private static partial Regex FromUtc();

    private static string InBrackets(string name)
    {
        int open = name.IndexOfAny(['(', '[']), close = name.IndexOfAny([')', ']']);
        return open >= 0 && close > open + 1 ? name[(open + 1)..close].Trim() : "-";
    }

    private static Dictionary<string, string> TextsOf(string part) =>
        Table.GetProperty(part).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);

    private static JsonElement Load()
    {
        using Stream stream = typeof(ColumnAliases).Assembly.GetManifestResourceStream("column-aliases.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
