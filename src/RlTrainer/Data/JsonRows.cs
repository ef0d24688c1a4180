using System.Text;
using System.Text.Json;

namespace RlTrainer.Data;

/// <summary>Interactive Brokers' historical bars: one JSON object a line, turned into a row of date;open;high;low;close;volume.</summary>
internal static class JsonRows
{
    private static readonly string[] Names = ["date", "open", "high", "low", "close", "volume"];

    /// <summary>The layout of JSON lines.</summary>
    public static DetectedLayout Detect(FileHead head, string file)
    {
        byte[] row = new byte[1024];
        int length = 0;
        if (!head.WholeLines.Any(line => TryFlatten(Encoding.Latin1.GetBytes(line), row, out length)))
            throw new BarDataException(
                $"{file}:{head.CommentLines + 1}: found JSON {FindingsLog.Words(Encoding.Latin1.GetBytes(head.Lines[0]))}. Expected one object a line with date, open, high, low, close and volume, as Interactive Brokers' historical bars are saved.");
        string date = Encoding.Latin1.GetString(row, 0, length).Split(';')[0];
        var layout = new BarLayout { Format = "Interactive Brokers", Separator = ';', IsJson = true, Time = TimeForms.Of(date) };
        if (layout.Time == TimeForm.Epoch || TimeForms.HasOffset(date)) return new(layout with { Zone = "UTC" });
        FileHead flat = head with { Lines = [Encoding.Latin1.GetString(row, 0, length)] };
        return new(layout, ZoneQuestions.Ask(layout, flat, "America/New_York", "UTC"));
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
                int name = Array.IndexOf(Names, reader.GetString()!.ToLowerInvariant());
                if (!reader.Read() || name < 0) continue;
                ReadOnlySpan<byte> value = reader.ValueSpan;
                if (value.Length > 64 || used + value.Length > text.Length || value.Contains((byte)';')) return false;
                value.CopyTo(text[used..]);
                if (fields[name].Equals(default)) found++;
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
}
