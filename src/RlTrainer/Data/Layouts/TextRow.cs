namespace RlTrainer.Data;

/// <summary>One line of a text file as fields: quotes as RFC 4180 has them, blanks around fields trimmed.</summary>
internal static class TextRow
{
    /// <summary>The fields of a line.</summary>
    public static string[] FieldsOf(string line, char separator)
    {
        if (!line.Contains('"', StringComparison.Ordinal)) return [.. line.Split(separator).Select(field => field.Trim())];
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        bool isQuoted = false;
        foreach (char letter in line)
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (letter == separator && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(letter);
        }
        fields.Add(field.ToString().Trim());
        return [.. fields];
    }

    /// <summary>The character that parts the fields of most lines:
    /// tab, semicolon, bar or comma, counted outside quotes.</summary>
    public static char SeparatorOf(IReadOnlyList<string> lines)
    {
        foreach (char candidate in "\t;|,")
            if (lines.Count(line => FieldsOf(line, candidate).Length >= 5) * 2 > lines.Count) return candidate;
        foreach (char candidate in "\t;|,")
            if (lines.Any(line => FieldsOf(line, candidate).Length >= 3)) return candidate;
        return ',';
    }

    /// <summary>The fields look like values rather than names: most of
    /// those that are not empty begin with a digit or a sign.</summary>
    public static bool IsData(string[] fields)
    {
        int filled = fields.Count(field => field.Length > 0);
        int values = fields.Count(
            field => field.Length > 0
                && (char.IsAsciiDigit(field[0])
                    || (field.Length > 1 && field[0] is '-' or '+' or '.' or '$' && char.IsAsciiDigit(field[1]))));
        return filled > 0 && values * 2 > filled;
    }
}
