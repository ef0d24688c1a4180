using System.Text;
using System.Text.Json;

namespace RlTrainer.Data;

/// <summary>
/// JSON that is written as a table and not as objects of rows: column by column (pandas' default and "list"), by index, split
/// into columns, index and data, rows as arrays, and Yahoo's chart. It becomes CSV with the same names, so that the names
/// decide as everywhere else.
/// </summary>
internal static class JsonTable
{
    private const int MostBytes = 128 << 20, MostDepth = 8;
    private static readonly ColumnRole[] Prices = [ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close];

    /// <summary>The part as CSV where it is such a table; otherwise as it is.</summary>
    /// <param name="part">A text.</param>
    /// <exception cref="BarDataException">The table is too large to be turned around in memory.</exception>
    public static TextPart AsText(TextPart part)
    {
        using Stream stream = part.Open();
        using Stream whole = TextPart.WithHead(stream, out FileHead head);
        if (head.Lines.Count == 0 || head.Lines[0].AsSpan().TrimStart() is not (['{', ..] or ['[', ..])
            || JsonRows.AreRows(head)) return part;
        byte[] text = AllOf(whole, part.Name);
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return Find(document.RootElement, null, 0) is { } rows ? part with { Open = () => new MemoryStream(Csv(rows)) }
                : part;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return part;   // several texts in one file, or a damaged one: read, or refused, row by row
        }
    }

    private static byte[] AllOf(Stream whole, string name)
    {
        using var text = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int read; (read = whole.Read(block)) > 0;)
        {
            text.Write(block, 0, read);
            if (text.Length > MostBytes)
                throw new BarDataException($"{name}: found JSON of more than {MostBytes >> 20} MB that is no list of rows. "
                    + "Expected rows: write it row by row (pandas: to_json(orient='records', lines=True)) or as CSV.");
        }
        return text.ToArray();
    }

    /// <summary>[rows][columns] the fields of the first table with the names or numbers of bars; the first row has the
    /// names.</summary>
    private static List<string[]>? Find(JsonElement element, JsonElement? times, int depth)
    {
        if (depth > MostDepth) return null;
        if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Array
                && element[0].GetArrayLength() >= 5) return [.. element.EnumerateArray().Select(Fields)];
            return element.EnumerateArray().Where(IsContainer).Take(4).Select(inner =>
                Find(inner, times, depth + 1)).FirstOrDefault(found => found is not null);
        }
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (Split(element) is { } split) return split;
        JsonProperty[] properties = [.. element.EnumerateObject()];
        times = OwnTimes(properties) ?? times;
        return Columns(properties, times) ?? ByIndex(properties)
            ?? properties.Where(property => IsContainer(property.Value)).Select(property =>
                Find(property.Value, times, depth + 1)).FirstOrDefault(found => found is not null);
    }

    private static bool IsContainer(JsonElement element) => element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static bool NamesPrices(IReadOnlyList<string> names) => HeaderMap.ColumnsOf(names) is var roles
        && Prices.All(roles.ContainsKey);

    private static JsonElement? OwnTimes(JsonProperty[] properties)
    {
        JsonProperty found = properties.FirstOrDefault(property => property.Value.ValueKind == JsonValueKind.Array
            && ColumnAliases.Columns[ColumnRole.Time].Contains(ColumnAliases.Plain(property.Name)));
        return found.Value.ValueKind == JsonValueKind.Array ? found.Value : null;
    }

    /// <summary>pandas' "split": columns, index and data.</summary>
    private static List<string[]>? Split(JsonElement element)
    {
        if (!element.TryGetProperty("columns", out JsonElement columns)
            || !element.TryGetProperty("data", out JsonElement data) || columns.ValueKind != JsonValueKind.Array
            || data.ValueKind != JsonValueKind.Array) return null;
        string[] names = Fields(columns);
        if (!NamesPrices(names)) return null;
        bool hasTime = HeaderMap.ColumnsOf(names).ContainsKey(ColumnRole.Time);
        if (hasTime || !element.TryGetProperty("index", out JsonElement index)) return [names,
            .. data.EnumerateArray().Select(Fields)];
        return [["index", .. names], .. index.EnumerateArray().Zip(data.EnumerateArray(), (time, row) =>
            (string[])[Field(time), .. Fields(row)])];
    }

    /// <summary>An array, or an object of values by index, for each column.</summary>
    private static List<string[]>? Columns(JsonProperty[] properties, JsonElement? times)
    {
        JsonProperty[] columns = [.. properties.Where(property => IsContainer(property.Value))];
        string[] names = [.. columns.Select(property => property.Name)];
        if (!NamesPrices(names)) return null;
        bool hasTime = HeaderMap.ColumnsOf(names).ContainsKey(ColumnRole.Time);
        if (columns.All(column => column.Value.ValueKind == JsonValueKind.Object))
        {
            string[] keys = [.. columns[0].Value.EnumerateObject().Select(entry => entry.Name)];
            var values = columns.Select(column => column.Value.EnumerateObject().ToDictionary(entry => entry.Name, entry =>
                Field(entry.Value))).ToArray();
            return [[.. hasTime ? Array.Empty<string>() : ["index"], .. names],
                .. keys.Select(key =>
                (string[])[.. hasTime ? Array.Empty<string>()
                : [key], .. values.Select(column => column.GetValueOrDefault(key, ""))])];
        }
        if (columns.Any(column => column.Value.ValueKind != JsonValueKind.Array)) return null;
        if (!hasTime && times is not null) (columns, names) = ([.. columns], [.. names, "timestamp"]);
        string[][] lists = [.. columns.Select(column => Fields(column.Value)), .. !hasTime && times is { } apart
            ? [Fields(apart)] : Array.Empty<string[]>()];
        if (lists.Any(list => list.Length != lists[0].Length)) return null;
        return [names, .. Enumerable.Range(0, lists[0].Length).Select(row => lists.Select(list => list[row]).ToArray())];
    }

    /// <summary>An object for each row, named by its index.</summary>
    private static List<string[]>? ByIndex(JsonProperty[] properties)
    {
        if (properties.Length == 0 || properties[0].Value.ValueKind != JsonValueKind.Object) return null;
        string[] names = [.. properties[0].Value.EnumerateObject().Select(entry => entry.Name)];
        if (!NamesPrices(names) || properties.Any(property => property.Value.ValueKind != JsonValueKind.Object)) return null;
        bool hasTime = HeaderMap.ColumnsOf(names).ContainsKey(ColumnRole.Time);
        string[] Row(JsonProperty row) =>
            [.. hasTime ? Array.Empty<string>() : [row.Name],
            .. names.Select(name => row.Value.TryGetProperty(name, out JsonElement value) ? Field(value) : "")];
        return [[.. hasTime ? Array.Empty<string>() : ["index"], .. names], .. properties.Select(Row)];
    }

    private static string[] Fields(JsonElement row) => [.. row.EnumerateArray().Select(Field)];

    private static string Field(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static byte[] Csv(List<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (string[] row in rows)
            text.AppendJoin(',', row.Select(field => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field
                : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"")).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
