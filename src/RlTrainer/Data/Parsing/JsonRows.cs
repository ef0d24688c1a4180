using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>
/// Interactive Brokers' historical bars: JSON objects turned into rows of date;open;high;low;close;volume. The objects stand
/// one a line, or in an array written in any way; the short names of its web service (t, o, h, l, c, v) are known too.
/// </summary>
internal static partial class JsonRows
{
    private const int Fields = 7, Needed = 6;

    private static readonly ColumnRole[] Roles =
        [ColumnRole.Time, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close, ColumnRole.Volume,
            ColumnRole.Symbol];

    private static readonly Dictionary<string, int> Keys =
        Roles.SelectMany((role, field) => ColumnAliases.Columns[role].Select(alias => (alias, field)))
        .GroupBy(pair => pair.alias).ToDictionary(group => group.Key, group => group.First().field);

    /// <summary>The layout of JSON bars.</summary>
    public static DetectedLayout Detect(FileHead head, string file)
    {
        byte[] row = new byte[1024];
        int length = 0;
        bool isText = IsText(head);
        string[] objects = [.. RowsOf(head, isText).Where(line => TryFlatten(Encoding.Latin1.GetBytes(line), row, out _))];
        string[] rows = [.. objects.Select(line => TryFlatten(Encoding.Latin1.GetBytes(line), row, out length)
            ? Encoding.Latin1.GetString(row, 0, length) : "")];
        if (rows.Length == 0) throw new BarDataException(Refusal(head, file));
        string[] dates = [.. rows.Select(line => line.Split(';')[0])];
        bool hasSymbol = rows.Any(line => !line.EndsWith(';'));
        var layout = new BarLayout
        {
            Format = "Interactive Brokers",
            Separator = ';',
            IsJson = true,
            IsJsonText = isText,
            SymbolColumn = hasSymbol ? Fields - 1 : -1,
        };
        var found = new DetectedLayout(
            layout, [new FileFact(FactKind.Columns, "by the objects' names", FactSource.Stated, "JSON names each value")]);
        if (!hasSymbol && SymbolAround(head) is { } symbol)
            found = found.With(FactKind.Contract, symbol, FactSource.Stated, "the text around the rows names it");
        found = Edged(TimeFacts.Read(found, dates, []), NamesOf(objects[0]));
        if (found.Facts.All(fact => fact.Kind != FactKind.Zone))
            found = found.With(FactKind.Zone, "open", FactSource.Open, $"'{dates[0]}' has no offset and no name of a zone");
        return TimeFacts.IsDescending(found.Layout, dates, [])
            ? found.With(FactKind.Order, "newest first", FactSource.Evidence,
                "the times of the first rows descend") with
            { Layout = found.Layout with { IsDescending = true } }
            : found;
    }

    /// <summary>The edge that the name of the time tells, or Interactive Brokers' where every name is known.</summary>
    private static DetectedLayout Edged(DetectedLayout found, string[] names)
    {
        foreach (string name in names)
            if (ColumnAliases.EdgesInNames.TryGetValue(ColumnAliases.Plain(name), out BarEdge edge)
                && Keys.GetValueOrDefault(ColumnAliases.Plain(name), -1) == 0)
                return found.With(FactKind.Edge, edge.ToString(), FactSource.Stated, $"the time is named '{name}'") with
                {
                    Layout = found.Layout with { Edge = edge },
                };
        return names.FirstOrDefault(name => !ColumnAliases.IsKnown(name)) is { } unknown
            ? found.With(FactKind.Edge, "open", FactSource.Open,
                $"nothing in the file tells it, and the name '{unknown}' is not known: whose form it is stays open")
            : found.With(FactKind.Edge, "Start", FactSource.Documented, "Interactive Brokers documents it");
    }

    private static string[] NamesOf(string line)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(Encoding.Latin1.GetBytes(line).AsSpan().Trim(" ,[]\t"u8));
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName) names.Add(reader.GetString()!);
        return [.. names];
    }

    /// <summary>The file's JSON is rows: objects with the names of bars.</summary>
    public static bool AreRows(FileHead head)
    {
        byte[] row = new byte[1024];
        return RowsOf(head, IsText(head)).Any(line => TryFlatten(Encoding.Latin1.GetBytes(line), row, out _));
    }

    /// <summary>The symbol that stands before the list of rows, as of one request.</summary>
    private static string? SymbolAround(FileHead head)
    {
        string text = Encoding.Latin1.GetString(head.Bytes);
        int list = text.IndexOf('[', StringComparison.Ordinal);
        return list > 0 && Around().Match(text[..list]) is { Success: true } match ? match.Groups["symbol"].Value : null;
    }

    private static string Refusal(FileHead head, string file)
    {
        string text = Encoding.Latin1.GetString(head.Bytes.AsSpan(0, Math.Min(head.Bytes.Length, 400)))
            .Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        string form = text.Contains("[[", StringComparison.Ordinal)
            ? "Its rows are arrays without names, and vendors differ in their order: write objects with names, or CSV with a "
                + "header (pandas: to_csv). "
            : text.Contains("\":{\"", StringComparison.Ordinal) || text.Contains("\":[", StringComparison.Ordinal)
                ? "It looks like a table written column by column: write it row by row (pandas: to_json(orient='records')) or "
                    + "as CSV. " : "";
        return $"{file}:{head.CommentLines + 1}: found JSON {FindingsLog.Words(Encoding.Latin1.GetBytes(head.Lines[0]))}. {form}"
            + "Expected objects with date, open, high, low, close and volume, one a line or in an array, as Interactive Brokers' "
            + "historical bars are saved.";
    }

    /// <summary>The first rows of a file: its lines, or the objects of one JSON text.</summary>
    public static IEnumerable<string> RowsOf(FileHead head, bool isText)
    {
        if (!isText) return head.WholeLines;
        using var objects = new JsonObjectStream(new MemoryStream(head.Bytes));
        using var text = new StreamReader(objects, Encoding.Latin1);
        string[] rows = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return rows.Where(row => row.EndsWith('}'));
    }

    /// <summary>Writes the six fields of an object and the contract's name,
    /// parted by semicolons; false where the line is no such object.</summary>
    public static bool TryFlatten(ReadOnlySpan<byte> line, Span<byte> row, out int length)
    {
        length = 0;
        line = line.Trim(" ,[]\t"u8);
        Span<Range> fields = stackalloc Range[Fields];
        int found = 0, used = 0;
        Span<byte> text = stackalloc byte[512];
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                int name = Keys.GetValueOrDefault(ColumnAliases.Plain(reader.GetString()!), -1);
                if (!reader.Read() || name < 0) continue;
                if (!fields[name].Equals(default)) return false;   // two rows run into one, or two names for one thing
                ReadOnlySpan<byte> value = reader.ValueSpan;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) return false;
                if (value.Length > 64 || used + value.Length > text.Length || value.Contains((byte)';')) return false;
                value.CopyTo(text[used..]);
                if (name < Needed) found++;
                fields[name] = used..(used + value.Length);
                used += value.Length;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
        if (found < Needed) return false;
        foreach (Range field in fields)
        {
            ReadOnlySpan<byte> value = text[field];
            value.CopyTo(row[length..]);
            length += value.Length;
            row[length++] = (byte)';';
        }
        length--;
        return true;
    }

    /// <summary>The file is one JSON text: it begins with a bracket, or most of its lines are not one whole object.</summary>
    private static bool IsText(FileHead head)
    {
        if (head.Lines[0].AsSpan().TrimStart() is ['[', ..]) return true;
        string[] lines = [.. head.WholeLines.Where(line => line.AsSpan().Trim().Length > 0)];
        int objects = lines.Count(line => line.AsSpan().Count('{') == 1 && line.AsSpan().Trim(" \t,") is ['{', .., '}']);
        return objects * 2 < lines.Length;
    }

    [GeneratedRegex("\"(symbol|ticker|contract|instrument)\"\\s*:\\s*\"(?<symbol>[^\"]{1,32})\"", RegexOptions.IgnoreCase)]
    private static partial Regex Around();
}
