using System.Text;

namespace RlTrainer.Data;

/// <summary>Reads a table's rows into a store: the same names, facts, questions and checks as of a text.</summary>
internal static class TableRows
{
    private const int RowsShown = 40;
    private const long Absent = long.MinValue;

    /// <summary>Reads one table.</summary>
    /// <param name="part">Its content.</param>
    /// <param name="format">Its format.</param>
    /// <param name="source">The import it belongs to.</param>
    /// <exception cref="BarQuestionException">The table leaves a fact open.</exception>
    /// <exception cref="BarDataException">The table is damaged, has no bars, or bars of another length.</exception>
    public static PartRead Read(TextPart part, IBarTableFormat format, ImportSource source)
    {
        using IBarTable table = Open(part, format);
        var map = TableMap.Of(table, part.Name, source.Options);
        ThrowIfOtherInterval(table, part.Name, source.Options);
        TableBatch? first = table.Read(map.Wanted);
        FileHead head = HeadOf(first, map);
        DetectedLayout found = map.Layout(table, head, source.Instrument);
        found = LayoutResolver.Settle(
            found, head, (_, _) => Scan(part, format, map), part.Name, (source.Instrument, source.Options));
        map.Settle(found.Layout);
        return ReadRows(Batches(table, map, first), map, (part.Name, part.Contract, head), found, source);
    }

    /// <summary>Every batch, the one that was read for the facts first: nothing is read twice.</summary>
    private static IEnumerable<TableBatch> Batches(IBarTable table, TableMap map, TableBatch? first)
    {
        for (TableBatch? batch = first; batch is not null; batch = table.Read(map.Wanted)) yield return batch;
    }

    private static PartRead ReadRows(
        IEnumerable<TableBatch> batches, TableMap map, (string Name, string Contract, FileHead Head) part, DetectedLayout found,
        ImportSource source)
    {
        var log = new FindingsLog(part.Name, source.Options.Mode);
        var checker = new BarRowChecker(found.Layout, source.Instrument, source.Options.Interval, log, source.Options.Aggregate);
        var reader = new TableBatchReader(map, checker, source.Store, log, part.Contract);
        source.Store.BeginFile(found.Layout.IsDescending);
        foreach (TableBatch batch in batches) reader.Read(batch);
        source.Store.EndFile();
        if (checker.OffMinute.Count * 2 > reader.RowsRead)
            throw Refusals.ShorterBars(part.Name, checker.OffMinute.Count, reader.RowsRead);
        return new PartRead(part.Head, found, log, reader.RowsRead);
    }

    private static void ThrowIfOtherInterval(IBarTable table, string name, ImportOptions options)
    {
        if (table.BarSeconds is not { } seconds || seconds == (int)options.Interval) return;
        if (seconds == 0 && !options.Aggregate)
            throw new BarDataException(
                $"{name}: found single trades ({table.Format}), not bars. Expected bars: download the schema ohlcv-1m, or say "
                + $"--aggregate to make bars of the trades.");
        if (seconds < (int)options.Interval && options.Aggregate) return;
        string length = seconds switch
        {
            1 => "one-second",
            60 => "one-minute",
            3_600 => "hourly",
            86_400 => "daily",
            _ =>
            $"{seconds}-second"
        };
        throw Refusals.OtherInterval(name, length, table.Format, options.Interval);
    }

    /// <summary>The first rows as lines of text, for the facts and the questions.</summary>
    private static FileHead HeadOf(TableBatch? batch, TableMap map)
    {
        var text = new StringBuilder(string.Join(',', map.Names)).Append('\n');
        for (int row = 0; batch is not null && row < Math.Min(RowsShown, batch.Count); row++)
            text.Append(map.LineOf(batch, row)).Append('\n');
        return FileHead.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static TimeScan Scan(TextPart part, IBarTableFormat format, TableMap map)
    {
        using IBarTable table = Open(part, format);
        var local = new List<long>();
        while (table.Read([map.Wanted[0]]) is { } batch)
            for (int row = 0; row < batch.Count; row++)
                if (map.TryTime(batch.Values[0], row, out ParsedTime time)) local.Add(time.Seconds);
        return new TimeScan(local, 0);
    }

    private static IBarTable Open(TextPart part, IBarTableFormat format)
    {
        Stream content = part.Open();
        if (!format.NeedsSeeking || content.CanSeek) return format.Open(content, part.Name);
        var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            1 << 16, FileOptions.DeleteOnClose);
        using (content) content.CopyTo(copy);
        copy.Position = 0;
        return format.Open(copy, part.Name);
    }

    /// <summary>A value that is absent.</summary>
    internal static bool IsAbsent(long value) => value == Absent;
}
