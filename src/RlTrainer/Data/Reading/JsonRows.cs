using System.Text;
using System.Text.Json;

namespace RlTrainer.Data;

/// <summary>
/// Interactive Brokers' historical bars: JSON objects turned into rows of date;open;high;low;close;volume. The objects stand
/// one a line, or in an array written in any way; the short names of its web service (t, o, h, l, c, v) are known too.
/// </summary>
internal static class JsonRows
{
    private static readonly string[] Names = ["date", "open", "high", "low", "close", "volume"], ShortNames = ["t", "o", "h", "l", "c", "v"];

    /// <summary>The layout of JSON bars.</summary>
    public static DetectedLayout Detect(FileHead head, string file)
    {
        byte[] row = new byte[1024];
        int length = 0;
        bool isText = IsText(head);
        if (!RowsOf(head, isText).Any(line => TryFlatten(Encoding.Latin1.GetBytes(line), row, out length)))
            throw new BarDataException(
                $"{file}:{head.CommentLines + 1}: found JSON {FindingsLog.Words(Encoding.Latin1.GetBytes(head.Lines[0]))}. Expected objects with date, open, high, low, close and volume, one a line or in an array, as Interactive Brokers' historical bars are saved.");
        string date = Encoding.Latin1.GetString(row, 0, length).Split(';')[0];
        var layout = new BarLayout { Format = "Interactive Brokers", Separator = ';', IsJson = true, IsJsonText = isText, Time = TimeForms.Of(date) };
        if (layout.Time == TimeForm.Epoch || TimeForms.HasOffset(date)) return new(layout with { Zone = "UTC" });
        FileHead flat = head with { Lines = [Encoding.Latin1.GetString(row, 0, length)] };
        return new(layout, ZoneQuestions.Ask(layout, flat, "America/New_York", "America/Chicago", "UTC"));
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

    /// <summary>Writes the six fields of an object, parted by semicolons; false where the line is no such object.</summary>
    public static bool TryFlatten(ReadOnlySpan<byte> line, Span<byte> row, out int length)
    {
        length = 0;
        line = line.Trim(" ,[]\t"u8);
        Span<Range> fields = stackalloc Range[Names.Length];
        int found = 0, used = 0;
        Span<byte> text = stackalloc byte[512];
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                string property = reader.GetString()!.ToLowerInvariant();
                int full = Array.IndexOf(Names, property), name = full >= 0 ? full : Array.IndexOf(ShortNames, property);
                if (!reader.Read() || name < 0) continue;
                if (!fields[name].Equals(default)) return false;   // two rows run into one, or two names for one thing
                ReadOnlySpan<byte> value = reader.ValueSpan;
                if (value.Length > 64 || used + value.Length > text.Length || value.Contains((byte)';')) return false;
                value.CopyTo(text[used..]);
                found++;
                fields[name] = used..(used + value.Length);
                used += value.Length;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
        if (found < Names.Length) return false;
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
}
