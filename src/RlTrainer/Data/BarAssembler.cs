using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Turns rows into a series: sorted where asked for, on the New York clock, cut into trading days, checked as a whole.</summary>
internal static class BarAssembler
{
    /// <summary>The columns of a contract's rows, in strictly ascending time; the rows are used up.</summary>
    public static (BarColumns Columns, Func<int, RowPlace> PlaceOf) ColumnsOf(RawRows rows)
    {
        long[] utc = rows.UtcSeconds.TakeArray();
        if (!rows.NeedsSorting)
            return (new BarColumns(utc, Eastern(utc), rows.Open.TakeArray(), rows.High.TakeArray(), rows.Low.TakeArray(), rows.Close.TakeArray(), rows.Volume.TakeArray()), row => rows.PlaceOf(row));
        int[] open = rows.Open.TakeArray(), high = rows.High.TakeArray(), low = rows.Low.TakeArray(), close = rows.Close.TakeArray();
        long[] volume = rows.Volume.TakeArray();
        int[] order = [.. Enumerable.Range(0, utc.Length)];
        Array.Sort(order, (left, right) => utc[left] != utc[right] ? utc[left].CompareTo(utc[right]) : left.CompareTo(right));
        var kept = new List<int>(order.Length);
        foreach (int row in order)
        {
            if (kept.Count == 0 || utc[kept[^1]] != utc[row])
            {
                kept.Add(row);
                continue;
            }
            int first = kept[^1];
            bool isSame = open[first] == open[row] && high[first] == high[row] && low[first] == low[row] && close[first] == close[row] && volume[first] == volume[row];
            RowPlace place = rows.PlaceOf(first);
            rows.PlaceOf(row).LeaveOut(isSame ? BarRule.RepeatedRow : BarRule.DuplicateTimestamp, $"the time of {place.Log.File}:{place.Line}");
        }
        int[] source = [.. kept];
        utc = Pick(utc, source);
        var columns = new BarColumns(
            utc, Eastern(utc), Pick(open, source), Pick(high, source), Pick(low, source), Pick(close, source), Pick(volume, source));
        return (columns, row => rows.PlaceOf(source[row]));
    }

    /// <summary>The series of columns, without the bars outside trading hours, after every check on the whole.</summary>
    /// <exception cref="BarDataException">No row is left, or the bars are of another length.</exception>
    public static BarSeries Finish(BarColumns columns, Func<int, RowPlace> placeOf, Instrument instrument, BarInterval interval, string origin, bool isSynthetic, string name)
    {
        SeriesChecks.ThrowIfWrongInterval(columns.UtcSeconds, interval, name);
        SessionCut cut = SessionCalendar.Cut(columns.EasternSeconds);
        if (cut.OutsideHours.Count > 0)
        {
            foreach (int bar in cut.OutsideHours)
                placeOf(bar).LeaveOut(BarRule.OutsideTradingHours, SeriesChecks.TextOf(columns.EasternSeconds[bar]) + " New York");
            int[] kept = KeptOf(columns.UtcSeconds.Length, cut.OutsideHours);
            columns = Pick(columns, kept);
            Func<int, RowPlace> placeOfAll = placeOf;
            placeOf = row => placeOfAll(kept[row]);
            cut = SessionCalendar.Cut(columns.EasternSeconds);
        }
        if (columns.UtcSeconds.Length == 0)
            throw new BarDataException($"{name}: none of its rows became a bar. Expected one-minute or one-second bars; look at the first rows, and name their format when importing if they are bars.");
        var bars = new BarSeries(instrument, interval, origin, isSynthetic, columns, cut.Days);
        SeriesChecks.Run(bars, placeOf);
        return bars;
    }

    /// <summary>Some rows of the columns, in the order given.</summary>
    public static BarColumns Pick(BarColumns columns, int[] rows) => new(
        Pick(columns.UtcSeconds, rows), Pick(columns.EasternSeconds, rows), Pick(columns.OpenTicks, rows), Pick(columns.HighTicks, rows),
        Pick(columns.LowTicks, rows), Pick(columns.CloseTicks, rows), Pick(columns.Volumes, rows));

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
