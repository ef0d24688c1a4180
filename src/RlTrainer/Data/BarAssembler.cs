using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Turns rows into a series: sorted where asked for, on the New York clock, cut into trading days, checked as a whole.</summary>
internal static class BarAssembler
{
    /// <summary>The series of the rows; the rows are used up.</summary>
    /// <exception cref="BarDataException">No row is left, or the bars are of another length.</exception>
    public static BarSeries Assemble(RawRows rows, Instrument instrument, BarInterval interval, string origin, bool isSynthetic, FindingsLog log)
    {
        Func<int, long> lineOf = row => rows.LineOf(row);
        long[] utc = rows.UtcSeconds.TakeArray();
        if (rows.NeedsSorting) return Sorted(rows, utc, instrument, interval, origin, isSynthetic, log);
        var columns = new BarColumns(utc, Eastern(utc), rows.Open.TakeArray(), rows.High.TakeArray(), rows.Low.TakeArray(), rows.Close.TakeArray(), rows.Volume.TakeArray());
        return Finish(columns, lineOf, instrument, interval, origin, isSynthetic, log);
    }

    private static BarSeries Sorted(RawRows rows, long[] utc, Instrument instrument, BarInterval interval, string origin, bool isSynthetic, FindingsLog log)
    {
        int[] order = [.. Enumerable.Range(0, utc.Length)];
        Array.Sort(order, (left, right) => utc[left] != utc[right] ? utc[left].CompareTo(utc[right]) : left.CompareTo(right));
        var kept = new List<int>(order.Length);
        foreach (int row in order)
        {
            if (kept.Count > 0 && utc[kept[^1]] == utc[row])
                log.LeaveOut(BarRule.DuplicateTimestamp, rows.LineOf(row), "the time of line " + rows.LineOf(kept[^1]));
            else kept.Add(row);
        }
        int[] source = [.. kept];
        long[] sortedUtc = Pick(utc, source);
        var columns = new BarColumns(
            sortedUtc, Eastern(sortedUtc), Pick(rows.Open.TakeArray(), source), Pick(rows.High.TakeArray(), source),
            Pick(rows.Low.TakeArray(), source), Pick(rows.Close.TakeArray(), source), Pick(rows.Volume.TakeArray(), source));
        return Finish(columns, row => rows.LineOf(source[row]), instrument, interval, origin, isSynthetic, log);
    }

    private static BarSeries Finish(BarColumns columns, Func<int, long> lineOf, Instrument instrument, BarInterval interval, string origin, bool isSynthetic, FindingsLog log)
    {
        SeriesChecks.ThrowIfWrongInterval(columns.UtcSeconds, interval, log.File);
        SessionCut cut = SessionCalendar.Cut(columns.EasternSeconds);
        if (cut.OutsideHours.Count > 0)
        {
            foreach (int bar in cut.OutsideHours)
                log.LeaveOut(BarRule.OutsideTradingHours, lineOf(bar), SeriesChecks.TextOf(columns.EasternSeconds[bar]) + " New York");
            int[] kept = KeptOf(columns.UtcSeconds.Length, cut.OutsideHours);
            columns = new BarColumns(
                Pick(columns.UtcSeconds, kept), Pick(columns.EasternSeconds, kept), Pick(columns.OpenTicks, kept), Pick(columns.HighTicks, kept),
                Pick(columns.LowTicks, kept), Pick(columns.CloseTicks, kept), Pick(columns.Volumes, kept));
            Func<int, long> lineOfAll = lineOf;
            lineOf = row => lineOfAll(kept[row]);
            cut = SessionCalendar.Cut(columns.EasternSeconds);
        }
        if (columns.UtcSeconds.Length == 0)
            throw new BarDataException($"{log.File}: none of its rows became a bar ({log.LeftOutCount} left out). Expected one-minute or one-second bars; read it with CheckMode.Report to see each row's reason, or import it with its format named.");
        var bars = new BarSeries(instrument, interval, origin, isSynthetic, columns, cut.Days);
        SeriesChecks.Run(bars, lineOf, log);
        return bars;
    }

    private static long[] Eastern(long[] utc)
    {
        var clock = ZoneClock.NewYork();
        long[] eastern = new long[utc.Length];
        for (int bar = 0; bar < utc.Length; bar++) eastern[bar] = clock.LocalOf(utc[bar]);
        return eastern;
    }

    private static int[] KeptOf(int count, IReadOnlyList<int> leftOut)
    {
        int[] kept = new int[count - leftOut.Count];
        for (int bar = 0, next = 0, to = 0; bar < count; bar++)
        {
            if (next < leftOut.Count && leftOut[next] == bar) next++;
            else kept[to++] = bar;
        }
        return kept;
    }

    private static T[] Pick<T>(T[] column, int[] rows)
    {
        var picked = new T[rows.Length];
        for (int row = 0; row < rows.Length; row++) picked[row] = column[rows[row]];
        return picked;
    }
}
