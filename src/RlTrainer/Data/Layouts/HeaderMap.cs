using System.Text;

namespace RlTrainer.Data;

/// <summary>Which column of a file holds what, by the names in its header.</summary>
/// <param name="Names">[columns] the names as they stand in the file.</param>
/// <param name="HeaderLines">Lines before the first row: titles, names, and what belongs to them.</param>
/// <param name="Columns">The column of each role that was found.</param>
/// <param name="Ticker">A symbol that stands in the header, as yfinance writes it; null for none.</param>
internal sealed record HeaderMap(
    IReadOnlyList<string> Names, int HeaderLines, IReadOnlyDictionary<ColumnRole, int> Columns, string? Ticker)
{
    private const int MostTitleLines = 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly ColumnRole[] Prices = [ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close];

    /// <summary>Columns that no role needs, by name.</summary>
    public IReadOnlyList<string> Unused =>
        [.. Names.Where((name, column) => name.Length > 0 && !Columns.Values.Contains(column)).Distinct()];

    /// <summary>Names that no table of names has: what they are, and so whose form it is, cannot be told.</summary>
    public IReadOnlyList<string> Unknown => [.. Unused.Where(name => !ColumnAliases.IsKnown(name))];

    /// <summary>Fields of a row: trailing columns without a name are not counted.</summary>
    public int ColumnCount
    {
        get
        {
            int count = Names.Count;
            while (count > 0 && Names[count - 1].Length == 0) count--;
            return count;
        }
    }

    /// <summary>Roles that a bar needs and that have no column.</summary>
    public IReadOnlyList<ColumnRole> Missing =>
        [.. (Has(ColumnRole.Time) || Has(ColumnRole.Date) ? Array.Empty<ColumnRole>() : [ColumnRole.Time]),
            .. Prices.Where(role => !Has(role))];

    /// <summary>The header names at least two of the four prices, or a trade's price and size, or a quote.</summary>
    public bool NamesPrices => Prices.Count(Has) >= 2 || IsTrades || IsQuotes;

    /// <summary>Rows are single trades.</summary>
    public bool IsTrades => Has(ColumnRole.Price) && Has(ColumnRole.Size) && !Has(ColumnRole.Open);

    /// <summary>Rows are quotes.</summary>
    public bool IsQuotes => Has(ColumnRole.Bid) && Has(ColumnRole.Ask) && !Has(ColumnRole.Open);

    public bool Has(ColumnRole role) => Columns.ContainsKey(role);

    public int At(ColumnRole role) => Columns.TryGetValue(role, out int column) ? column : -1;

    /// <summary>The header among the first lines; null where none of them names prices before the data begin.</summary>
    /// <param name="lines">The first lines.</param>
    /// <param name="separator">What parts the fields.</param>
    /// <param name="said">Columns that the caller named; null for none.</param>
    public static HeaderMap? Find(IReadOnlyList<string> lines, char separator, ColumnMapping? said)
    {
        for (int line = 0; line < Math.Min(MostTitleLines, lines.Count); line++)
        {
            string[] names = TextRow.FieldsOf(Decoded(lines[line]), separator);
            if (TextRow.IsData(names)) return null;
            if (said is not null && said.LargestNumber > names.Length) continue;
            Dictionary<ColumnRole, int> columns = ColumnsOf(names);
            said?.ApplyTo(columns, names);
            var map = new HeaderMap(names, line + 1, columns, null);
            if (map.NamesPrices) return WithLinesBelow(map, lines, separator, said);
        }
        return null;
    }

    /// <summary>A line of bytes as UTF-8, or as Latin-1 where it is none.</summary>
    /// <param name="line">The bytes as characters.</param>
    public static string Decoded(string line)
    {
        if (line.All(char.IsAscii)) return line;
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(line));
        }
        catch (ArgumentException)
        {
            return line;
        }
    }

    /// <summary>The columns of names; of two with one name the first.</summary>
    public static Dictionary<ColumnRole, int> ColumnsOf(IReadOnlyList<string> names)
    {
        string[] plain = [.. names.Select((name, column) => ColumnAliases.Plain(column == 0 ? name.TrimStart('#', ' ') : name))];
        var columns = new Dictionary<ColumnRole, int>();
        foreach ((ColumnRole role, string[] aliases) in ColumnAliases.Columns)
            foreach (string alias in aliases)
                if (Array.IndexOf(plain, alias) is int column and >= 0)
                {
                    columns[role] = column;
                    break;
                }
        return columns;
    }

    /// <summary>yfinance writes the ticker and the name of the time in lines of their own below the names.</summary>
    private static HeaderMap WithLinesBelow(HeaderMap map, IReadOnlyList<string> lines, char separator, ColumnMapping? said)
    {
        string? ticker = null;
        int count = map.HeaderLines;
        var columns = map.Columns.ToDictionary();
        for (; count < lines.Count; count++)
        {
            string[] fields = TextRow.FieldsOf(lines[count], separator);
            string first = ColumnAliases.Plain(fields[0]);
            if (TextRow.IsData(fields) || first.Length == 0) break;
            bool isTicker = ColumnAliases.Columns[ColumnRole.Symbol].Contains(first),
                isTime = ColumnAliases.Columns[ColumnRole.Time].Contains(first);
            if (isTicker) ticker = fields.Skip(1).FirstOrDefault(field => field.Length > 0);
            else if (isTime && fields.Skip(1).All(field => field.Length == 0)) columns[ColumnRole.Time] = 0;
            else break;
        }
        if (columns.GetValueOrDefault(ColumnRole.Price, -1) == columns.GetValueOrDefault(ColumnRole.Time, -2))
            columns.Remove(ColumnRole.Price);
        said?.ApplyTo(columns, map.Names);
        return map with { HeaderLines = count, Columns = columns, Ticker = ticker };
    }
}
