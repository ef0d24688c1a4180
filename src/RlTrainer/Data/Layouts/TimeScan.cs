using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>The times of a file without an offset, read once more for the evidence they hold.</summary>
/// <param name="Local">[rows] seconds of the file's own clock, in the order of the file.</param>
/// <param name="Unreadable">Rows whose time is no date and time in the order tried.</param>
internal sealed record TimeScan(IReadOnlyList<long> Local, long Unreadable)
{
    private const int MostRows = 3_000_000;

    /// <summary>How many files the times are from.</summary>
    public int Files { get; init; } = 1;

    /// <summary>Steps back in time; of a file whose newest row stands first, steps ahead.</summary>
    public long StepsBack { get; init; } = StepsOf(Local);

    private static long StepsOf(IReadOnlyList<long> local)
    {
        long back = 0, ahead = 0;
        for (int row = 1; row < local.Count; row++)
        {
            if (local[row] < local[row - 1]) back++;
            else if (local[row] > local[row - 1]) ahead++;
        }
        return Math.Min(back, ahead);
    }

    /// <summary>Reads the times of a text.</summary>
    /// <param name="text">The whole text, or as much of it as there is.</param>
    /// <param name="layout">How it is written.</param>
    public static TimeScan Of(Stream text, BarLayout layout)
    {
        using Stream whole = TextPart.WithHead(text, out FileHead head);
        var log = new FindingsLog("", CheckMode.Report);
        var reader = new BarTextReader(
            layout, new BarRowChecker(layout, Instrument.ES, BarInterval.Second, log, false), log, new RowStore());
        using var lines = new LineReader(layout.IsJsonText ? new JsonObjectStream(whole) : whole, layout.EndsInCarriageReturn);
        for (int line = 0; line < head.CommentLines && !layout.IsJsonText; line++) lines.TryRead(out _);
        var local = new List<long>();
        (long unreadable, _) = reader.ReadTimes(lines, local, MostRows);
        return new TimeScan(local, unreadable);
    }
}
