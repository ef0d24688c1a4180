using System.Globalization;
using System.Text;

namespace RlTrainer.Reporting;

/// <summary>Builds a CSV text: comma, line feed, quotes only where needed, numbers with a point on every machine (RFC 4180
/// but for the line end).</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();
    private readonly int _columns;

    /// <summary>Starts with the header row.</summary>
    /// <param name="header">Names of the columns.</param>
    public CsvText(params ReadOnlySpan<string> header)
    {
        _columns = header.Length;
        for (int column = 0; column < header.Length; column++) Append(header[column], column);
        _text.Append('\n');
    }

    /// <summary>Adds a row; null is an empty field, numbers keep all their digits.</summary>
    /// <param name="fields">One value a column; texts are quoted where CSV needs it.</param>
    /// <returns>This table, so that rows can be chained.</returns>
    /// <exception cref="ArgumentException">The row has another number of fields than the header.</exception>
    public CsvText Row(params ReadOnlySpan<object?> fields)
    {
        if (fields.Length != _columns)
            throw new ArgumentException($"A CSV row had {fields.Length} fields; expected {_columns}, as the header has.");
        for (int column = 0; column < fields.Length; column++)
            Append(fields[column] is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture)
                : fields[column]?.ToString() ?? string.Empty, column);
        _text.Append('\n');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Append(string field, int column)
    {
        if (column > 0) _text.Append(',');
        if (field.AsSpan().IndexOfAny(",\"\n\r") < 0) _text.Append(field);
        else _text.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
