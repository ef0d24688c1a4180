using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Reads the rows of one text into a store.</summary>
internal static class TextRows
{
    private static readonly Dictionary<int, int> RecordTypes = new() { [1] = 32, [60] = 33 };

    /// <summary>Reads all rows.</summary>
    /// <param name="whole">The text from its first byte.</param>
    /// <param name="text">What is known of it.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="options">Interval, mode, and whether rows are parts of bars.</param>
    /// <param name="store">Where the rows go.</param>
    /// <exception cref="BarDataException">Most rows are not of the length asked for.</exception>
    public static PartRead Read(
        Stream whole, in KnownText text, Instrument instrument, ImportOptions options, RowStore store)
    {
        BarLayout layout = text.Found.Layout;
        var log = new FindingsLog(text.Name, options.Mode);
        store.BeginFile(layout.IsDescending);
        using var lines = new LineReader(layout.IsJsonText ? new JsonObjectStream(whole) : whole, layout.EndsInCarriageReturn);
        for (int line = 0; line < text.Head.CommentLines && !layout.IsJsonText; line++) lines.TryRead(out _);
        var checker = new BarRowChecker(layout, instrument, options.Interval, log, options.Aggregate);
        int type = RecordTypeOf(text.Head, text.Name, layout, options);
        var reader = new BarTextReader(layout, checker, log, store, text.Contract, type);
        reader.SeeHead(text.Head);
        reader.Read(lines);
        store.EndFile();
        if (checker.OffMinute.Count * 2 > reader.RowsRead)
            throw Refusals.ShorterBars(text.Name, checker.OffMinute.Count, reader.RowsRead);
        return new PartRead(text.Head, text.Found, log, reader.RowsRead);
    }

    /// <summary>Databento says in every row how long the bar lasts.</summary>
    private static int RecordTypeOf(FileHead head, string name, BarLayout layout, ImportOptions options)
    {
        if (layout.RecordTypeColumn < 0 || layout.IsTicks) return 0;
        int[] types = [.. head.WholeLines.Skip(layout.HeaderLines).Select(line => TextRow.FieldsOf(line, layout.Separator))
            .Where(fields => fields.Length > layout.RecordTypeColumn)
            .Select(fields => int.TryParse(fields[layout.RecordTypeColumn], out int type) ? type : 0)];
        if (types.Length == 0) return 0;
        int most = types.GroupBy(type => type).OrderByDescending(group => group.Count()).First().Key,
            wanted = RecordTypes[(int)options.Interval];
        if (most == wanted || most is < 32 or > 36) return most is < 32 or > 36 ? 0 : wanted;
        if (most == 32 && options.Aggregate) return 32;
        throw Refusals.OtherInterval(
            name, most switch { 32 => "one-second", 33 => "one-minute", 34 => "hourly", _ => "daily" }, $"rtype {most}",
            options.Interval);
    }
}
