using System.Text;
using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>What a file's volume counts: contracts, ticks, or the sum of up and down volume.</summary>
internal static partial class VolumeFacts
{
    /// <summary>The layout with the volume's column and what it means.</summary>
    public static DetectedLayout Read(DetectedLayout found, HeaderMap map, string[][] rows)
    {
        int volume = found.Layout.VolumeColumn, ticks = map.At(ColumnRole.TickVolume), up = map.At(ColumnRole.UpVolume),
            down = map.At(ColumnRole.DownVolume);
        if (volume >= 0 && ticks >= 0 && IsEmpty(rows, volume))
            return Ticks(found, map, ticks, $"'{Name(map, volume)}' is 0 in "
                + $"{rows.Count(row => IsZero(FieldAt(row, volume)))} of the first {rows.Length} rows");
        if (volume >= 0)
            return found.With(FactKind.Volume, $"'{Name(map, volume)}'", FactSource.Stated, ticks >= 0
                ? $"the header names it; '{Name(map, ticks)}' is not used" : "the header names it");
        if (up >= 0 && down >= 0)
            return found.With(FactKind.Volume, $"'{Name(map, up)}' + '{Name(map, down)}'", FactSource.Stated,
                "the header has the two halves and no sum") with
            {
                Layout = found.Layout with { VolumeColumn = up, AddedVolumeColumn = down },
            };
        if (ticks >= 0) return Ticks(found, map, ticks, "the header has no other volume");
        return found.With(FactKind.Volume, "0", FactSource.Usual, "the header has no volume; --volume-column names one");
    }

    /// <summary>The volume of rows without a header: said by the caller, or the only column of whole numbers behind the
    /// prices.</summary>
    /// <param name="found">What the rows' form tells.</param>
    /// <param name="rows">Fields of the first rows.</param>
    /// <param name="file">The name that the message carries.</param>
    /// <param name="said">Columns that the caller named; null for none.</param>
    /// <exception cref="BarDataException">Several columns may be the volume.</exception>
    public static DetectedLayout OfPosition(DetectedLayout found, string[][] rows, string file, ColumnMapping? said)
    {
        int columns = rows.Max(row => row.Length), behind = found.Layout.CloseColumn + 1;
        if (said is not null)
        {
            string[] names = [.. Enumerable.Range(1, columns).Select(number => $"column {number}")];
            Dictionary<ColumnRole, int> roles = [];
            said.ApplyTo(roles, names);
            if (roles.TryGetValue(ColumnRole.Symbol, out int symbol))
                found = found with { Layout = found.Layout with { SymbolColumn = symbol } };
            if (said.NamesVolume)
            {
                BarLayout layout = found.Layout with { VolumeColumn = roles.GetValueOrDefault(ColumnRole.Volume, -1) };
                return Read(found with { Layout = layout }, new HeaderMap(names, 0, roles, null), rows);
            }
        }
        int[] candidates = [.. Enumerable.Range(behind, Math.Max(0, columns - behind))
            .Where(column => HoldsCounts(rows, column))];
        if (candidates.Length == 0 || (candidates.Length == 1 && candidates[0] == found.Layout.VolumeColumn)) return found;
        string Example(int column) =>
            $"{column + 1} ({rows.Select(row => FieldAt(row, column)).First(field => field.Length > 0)})";
        throw new BarDataException(
            $"{file}: there is no header, and {(candidates.Length == 1 ? "a column" : $"{candidates.Length} columns")} behind "
            + $"the prices may be the volume: {string.Join(", ", candidates.Take(6).Select(Example))}. "
            + $"Say --volume-column {candidates[0] + 1}, --volume-column none where the file has no volume, or where two halves "
            + $"add up --columns \"upvolume={candidates[0] + 1},downvolume={candidates[^1] + 1}\".");
    }

    /// <summary>Throws where no name is known for the volume and a column of whole numbers may be it.</summary>
    /// <exception cref="BarDataException">The volume's column has to be named.</exception>
    public static void ThrowIfUnnamed(HeaderMap map, string[][] rows, string file, ColumnMapping? said)
    {
        int volume = map.At(ColumnRole.Volume);
        bool isEmpty = volume >= 0 && IsEmpty(rows, volume), isMostlyZero = volume >= 0 && !isEmpty && IsMostlyZero(rows, volume);
        if ((volume >= 0 && !isEmpty && !isMostlyZero) || map.IsTrades || said?.HasNoVolume == true
            || (volume >= 0 && said?.NamesVolume == true)) return;
        if (isMostlyZero) ThrowIfOtherCounts(map, rows, file);
        bool hasOther = map.Has(ColumnRole.TickVolume) || (map.Has(ColumnRole.UpVolume) && map.Has(ColumnRole.DownVolume));
        int[] used = [.. map.Columns.Where(entry => hasOther
            || entry.Key is not (ColumnRole.UpVolume or ColumnRole.DownVolume)).Select(entry => entry.Value)];
        int[] candidates = [.. Enumerable.Range(0, map.Names.Count).Where(column =>
            (column > 0 || map.Names[column].Length > 0) && !used.Contains(column)
            && !ColumnAliases.NeverVolume.Contains(ColumnAliases.Plain(map.Names[column])) && HoldsCounts(rows, column))];
        if (candidates.Length == 0) return;
        string NameAt(int column) => map.Names[column].Trim('"', ' ') is { Length: > 0 } name
            && map.Names.Count(other => other == map.Names[column]) == 1 ? name : $"{column + 1}";
        string Example(int column) => $"'{NameAt(column)}' "
            + $"({rows.Select(row => FieldAt(row, column)).First(field => field.Length > 0)})";
        string besides = isEmpty ? $", besides '{Name(map, volume)}', which is 0"
            : isMostlyZero ? $", besides {Example(volume)}, which is 0 in most rows" : "";
        throw new BarDataException(
            $"{file}: the header has no name for the volume that is known{besides}; "
            + $"{string.Join(", ", candidates.Take(6).Select(Example))} may be it. "
            + $"Say --volume-column \"{NameAt(candidates[0])}\", or --volume-column none where the file has no volume.");
    }

    /// <summary>Throws where the volume is 0 in most rows and a known column beside it counts in them.</summary>
    /// <exception cref="BarDataException">Either column may be the volume.</exception>
    private static void ThrowIfOtherCounts(HeaderMap map, string[][] rows, string file)
    {
        int volume = map.At(ColumnRole.Volume);
        int[] others = [.. new[] { ColumnRole.TickVolume, ColumnRole.UpVolume, ColumnRole.DownVolume }.Select(map.At)
            .Where(column => column >= 0 && !IsMostlyZero(rows, column))];
        if (others.Length == 0) return;
        throw new BarDataException(
            $"{file}: '{Name(map, volume)}' is 0 in {rows.Count(row => IsZero(FieldAt(row, volume)))} of the first "
            + $"{rows.Length} rows, and {string.Join(" and ", others.Select(column => $"'{Name(map, column)}'"))} is not: either "
            + $"may be the volume. Say --volume-column \"{Name(map, others[0])}\" or --volume-column \"{Name(map, volume)}\".");
    }

    /// <summary>A volume such as 1.234 beside prices with a decimal point is 1234 in some countries and 1.234 in
    /// others.</summary>
    /// <exception cref="BarDataException">Both readings are possible.</exception>
    public static DetectedLayout WithFractions(DetectedLayout found, string[][] rows, string file, bool isSignSaid)
    {
        if (found.Layout.VolumeColumn < 0) return found;
        ThrowIfLost(rows, found.Layout.VolumeColumn, file);
        if (found.Layout.Decimal != '.') return found;
        string[] fractions = [.. rows.Select(row => FieldAt(row, found.Layout.VolumeColumn)).Where(field =>
            field.Contains('.', StringComparison.Ordinal))];
        if (fractions.Length == 0 && !isSignSaid) return found;
        string? grouped = fractions.FirstOrDefault(field => Grouped().IsMatch(field));
        if (grouped is not null && !isSignSaid && fractions.All(field => Grouped().IsMatch(field)))
            throw new BarDataException(
                $"{file}: the volume '{grouped}' is {grouped.Replace(".", "", StringComparison.Ordinal)} where points part "
                    + $"thousands, and less than {grouped.Split('.')[0]} and one where they part the fraction; the prices "
                    + "have a decimal point. "
                + "Write volumes without marks between thousands, or say --decimal point where they are fractions.");
        found = found with { Layout = found.Layout with { HasFractionalVolume = true } };
        FileFact volume = found.Facts.First(fact => fact.Kind == FactKind.Volume);
        return fractions.Length == 0 ? found
            : found.With(FactKind.Volume, volume.Value, volume.Source, $"{volume.Because}; fractions are rounded to whole "
            + "contracts");
    }

    /// <summary>Throws where volumes are written in thousands or millions with so few digits that some are 0.</summary>
    private static void ThrowIfLost(string[][] rows, int column, string file)
    {
        string[] lost = [.. rows.Select(row => FieldAt(row, column)).Where(field => Lost().IsMatch(field))];
        if (lost.Length == 0) return;
        throw new BarDataException(
            $"{file}: the volume '{lost[0]}' ({lost.Length} of the first {rows.Length} rows) has lost its digits: it may be any "
            + "number that rounds to it. Expected whole numbers: export the volume unabbreviated, or say --volume-column none.");
    }

    /// <summary>Digits and points in which the points may part thousands.</summary>
    /// <param name="field">A volume as it stands in the file.</param>
    public static bool IsGrouped(ReadOnlySpan<byte> field) =>
        field.Length is >= 5 and <= 7 && field[^4] == '.' && !field[..^4].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && !field[^3..].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>A column is 0 in nineteen of twenty rows: a damaged row does not decide.</summary>
    private static bool IsEmpty(string[][] rows, int column) => rows.Length > 0
        && rows.Count(row => IsZero(FieldAt(row, column))) * 20 >= rows.Length * 19;

    /// <summary>A column is 0 in more than half of the rows: it may count nothing, or a market in which little happens.</summary>
    private static bool IsMostlyZero(string[][] rows, int column) =>
        rows.Count(row => IsZero(FieldAt(row, column))) * 2 > rows.Length;

    private static bool IsZero(string field) => field is "0" or "" or "0.0";

    private static bool HoldsCounts(string[][] rows, int column)
    {
        string[] fields = [.. rows.Select(row => FieldAt(row, column)).Where(field => field.Length > 0)];
        bool IsCount(string field) => HumanNumber.TryParse(Encoding.Latin1.GetBytes(field), '.', out double number)
            && number >= 0 && number == Math.Floor(number);
        return fields.Length > 0 && fields.Count(IsCount) * 5 > fields.Length * 4
            && fields.Distinct().Take(2).Count() > Math.Min(1, fields.Length - 1);
    }

    private static DetectedLayout Ticks(DetectedLayout found, HeaderMap map, int column, string because) =>
        found.With(FactKind.Volume, $"'{Name(map, column)}', which counts price changes and not contracts",
            FactSource.Evidence, because) with
        { Layout = found.Layout with { VolumeColumn = column } };

    private static string Name(HeaderMap map, int column) => map.Names[column].Trim('"', ' ');

    private static string FieldAt(string[] row, int column) => column < row.Length ? row[column] : "";

    [GeneratedRegex("^0+([.,]0*)? ?[KkMmBb]$")]
    private static partial Regex Lost();

    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+$")]
    private static partial Regex Grouped();
}
