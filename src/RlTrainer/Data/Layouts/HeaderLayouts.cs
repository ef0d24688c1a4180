namespace RlTrainer.Data;

/// <summary>Layouts of files whose first lines name the columns.</summary>
internal static class HeaderLayouts
{
    private static readonly string[] Native = ["timestamp", "open", "high", "low", "close", "volume"];

    /// <summary>The layout, or null where no line names prices before the data begin.</summary>
    /// <exception cref="BarDataException">The names are those of prices but do not make a bar: the message has the mapping
    /// that is needed.</exception>
    public static DetectedLayout? Find(FileHead head, char separator, string file, DetectOptions options)
    {
        if (HeaderMap.Find(head.Lines, separator, options.Columns) is not { } map) return null;
        ThrowIfTicks(map, file, options);
        string[][] rows = [.. head.WholeLines.Skip(map.HeaderLines).Where(line => line.Length > 0)
            .Select(line => TextRow.FieldsOf(line, separator))];
        map = WithIndex(map, rows);
        ThrowIfIncomplete(map, file, head);
        VolumeFacts.ThrowIfUnnamed(map, rows, file, options.Columns);
        DetectedLayout found = Of(map, rows, separator, options);
        ThrowIfTwoClocks(map, found.Layout, file);
        NumberFacts.ThrowIfThirtySeconds([.. rows.Select(row => FieldAt(row, found.Layout.CloseColumn))], file, options);
        return VolumeFacts.WithFractions(found, rows, file, options.IsDecimalSaid);
    }

    /// <summary>Throws where the date is of one clock and the clock time of another: no zone reads them together.</summary>
    private static void ThrowIfTwoClocks(HeaderMap map, BarLayout layout, string file)
    {
        if (layout.ClockColumn < 0) return;
        string date = map.Names[layout.TimeColumn], clock = map.Names[layout.ClockColumn];
        string? first = ColumnAliases.ZoneIn(date), second = ColumnAliases.ZoneIn(clock);
        if (first is null || second is null || first == second) return;
        throw new BarDataException(
            $"{file}: the date stands in '{date}' ({first}) and the time in '{clock}' ({second}): they are of two clocks. "
                + $"Expected "
            + "both of one: name the columns of one clock, e.g. --columns \"date=…,clock=…\".");
    }

    /// <summary>A table that was written with its index has the times in a first column without a name.</summary>
    private static HeaderMap WithIndex(HeaderMap map, string[][] rows)
    {
        if (map.Has(ColumnRole.Time) || map.Has(ColumnRole.Date) || ColumnAliases.Plain(map.Names[0]) is not ("" or "unnamed0"))
            return map;
        string[] times = [.. rows.Select(row => FieldAt(row, 0)).Where(time => time.Length > 0)];
        var parser = new TimestampParser(TimeForms.OfMost(times), null);
        int readable = times.Count(time => parser.TryParse(System.Text.Encoding.Latin1.GetBytes(time), default, out _));
        return readable * 2 > rows.Length
            ? map with { Columns = new Dictionary<ColumnRole, int>(map.Columns) { [ColumnRole.Time] = 0 } } : map;
    }

    /// <summary>The layout of named columns with the values of their first rows.</summary>
    public static DetectedLayout Of(HeaderMap map, string[][] rows, char separator, DetectOptions options)
    {
        BarLayout layout = LayoutOf(map, rows) with { Separator = separator };
        var found = new DetectedLayout(layout, [ColumnsFact(map)]);
        string[] dates = [.. rows.Select(row => FieldAt(row, layout.TimeColumn))];
        string[] clocks = layout.ClockColumn >= 0 ? [.. rows.Select(row => FieldAt(row, layout.ClockColumn))] : [];
        found = TimeFacts.Read(found, dates, clocks);
        found = NumberFacts.Read(
            found, [.. rows.SelectMany(
                row => new[] { layout.OpenColumn, layout.HighColumn, layout.LowColumn, layout.CloseColumn }.Select(
                    column => FieldAt(row, column)))], options.Instrument);
        found = VolumeFacts.Read(found, map, rows);
        found = VendorFacts.Read(found, map, rows);
        if (map.Ticker is { } ticker) found = found.With(FactKind.Contract, ticker, FactSource.Stated, "the header names it");
        return TimeFacts.IsDescending(found.Layout, dates, clocks)
            ? found.With(FactKind.Order, "newest first", FactSource.Evidence,
                "the times of the first rows descend") with
            { Layout = found.Layout with { IsDescending = true } }
            : found;
    }

    /// <summary>The names are those of the project's own form.</summary>
    public static bool IsNative(HeaderMap map) =>
        map.Names.Select(name => name.Trim(' ', '"').ToLowerInvariant()).SequenceEqual(Native);

    private static BarLayout LayoutOf(HeaderMap map, string[][] rows)
    {
        int date = map.At(ColumnRole.Date), clock = map.At(ColumnRole.Clock), time = map.At(ColumnRole.Time);
        bool isSplit = date >= 0 && clock >= 0 && date != clock
            && rows.Count(row => FieldAt(row, date).Contains(':', StringComparison.Ordinal)) * 2 < Math.Max(1, rows.Length)
            && (time < 0 || time == date || time == clock);
        bool isTicks = map.IsTrades;
        return new BarLayout
        {
            Format = "timestamp CSV",
            HeaderLines = map.HeaderLines,
            ColumnCount = map.ColumnCount,
            TimeColumn = isSplit ? date : time >= 0 ? time : date,
            ClockColumn = isSplit ? clock : -1,
            OpenColumn = map.At(isTicks ? ColumnRole.Price : ColumnRole.Open),
            HighColumn = map.At(isTicks ? ColumnRole.Price : ColumnRole.High),
            LowColumn = map.At(isTicks ? ColumnRole.Price : ColumnRole.Low),
            CloseColumn = map.At(isTicks ? ColumnRole.Price : ColumnRole.Close),
            VolumeColumn = map.At(isTicks ? ColumnRole.Size : ColumnRole.Volume),
            SymbolColumn = map.At(ColumnRole.Symbol),
            IdColumn = map.At(ColumnRole.Id),
            RecordTypeColumn = map.At(ColumnRole.RecordType),
            IsTicks = isTicks,
        };
    }

    private static FileFact ColumnsFact(HeaderMap map)
    {
        IEnumerable<KeyValuePair<ColumnRole, int>> shown = map.Columns.Where(entry => map.IsTrades
            ? entry.Key is ColumnRole.Price or ColumnRole.Size
            : entry.Key is ColumnRole.Open or ColumnRole.High or ColumnRole.Low or ColumnRole.Close);
        string used = string.Join(", ", shown.OrderBy(entry => entry.Key).Select(entry =>
            $"{entry.Key.ToString().ToLowerInvariant()} = '{map.Names[entry.Value].Trim('"')}'"));
        string unused = map.Unused.Count == 0 ? "" : $"; not used: "
            + $"{string.Join(", ", map.Unused.Take(12).Select(name => $"'{name.Trim('"')}'"))}"
            + $"{(map.Unused.Count > 12 ? " …" : "")}";
        return new FileFact(FactKind.Columns, used, FactSource.Stated, $"the header names them{unused}");
    }

    private static void ThrowIfTicks(HeaderMap map, string file, DetectOptions options)
    {
        if (map.IsQuotes && !map.Has(ColumnRole.Price))
            throw new BarDataException(
                $"{file}: found quotes (ask and bid), not bars. Expected one-minute bars: export them as 1-minute bars, or as "
                + $"1-second bars for the second file.");
        if (map.IsTrades && !options.IsAggregated)
            throw new BarDataException(
                $"{file}: found single trades (price and size), not bars. Expected one-minute bars: export them as 1-minute "
                + $"bars, or say --aggregate to make bars of the trades.");
    }

    private static void ThrowIfIncomplete(HeaderMap map, string file, FileHead head)
    {
        ColumnRole[] missing = map.IsTrades ? [.. map.Missing.Where(role => role == ColumnRole.Time)] : [.. map.Missing];
        if (missing.Length == 0) return;
        string NameAt(ColumnRole role) => map.At(role) is int column and >= 0 ? map.Names[column].Trim('"', ' ') : "…";
        string mapping = string.Join(
            ",", new[] { ColumnRole.Time, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close, ColumnRole.Volume }
            .Select(role => $"{role.ToString().ToLowerInvariant()}={NameAt(role)}"));
        throw new BarDataException(
            $"{file}:{head.CommentLines + map.HeaderLines}: the header names prices but not all that a bar needs: found "
            + $"{string.Join(", ", map.Names.Select(name => $"'{name.Trim('"')}'"))}; "
            + $"missing {string.Join(", ", missing.Select(role => role.ToString().ToLowerInvariant()))}. Name the columns, by "
            + $"name or by number from 1: --columns \"{mapping}\".");
    }

    private static string FieldAt(string[] row, int column) => column >= 0 && column < row.Length ? row[column] : "";
}
