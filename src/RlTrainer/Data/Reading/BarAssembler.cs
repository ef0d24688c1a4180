using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Turns rows into a series: sorted where asked for, on the
/// New York clock, cut into trading days, checked as a whole.</summary>
internal static class BarAssembler
{
    /// <summary>The columns of a contract's rows in trading hours, in strictly ascending time; the other rows are listed,
    /// all are used up.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="onOutside">Called with all times where some bar is outside trading hours, before it is listed; null for
    /// nothing.</param>
    public static (BarColumns Columns, Func<int, RowPlace> PlaceOf) ColumnsOf(RawRows rows, Action<long[]>? onOutside = null)
    {
        int[]? order = rows.NeedsSorting ? SortedOnce(rows) : null;
        long[] utc = order is null ? rows.UtcSeconds.TakeArray() : rows.UtcSeconds.TakeArray(order);
        long[]? eastern = Eastern(utc);
        IReadOnlyList<int> outside = SessionCalendar.Cut(eastern).OutsideHours;
        if (outside.Count > 0)
        {
            onOutside?.Invoke(utc);
            ListOutside(outside, eastern, bar => rows.PlaceOf(order?[bar] ?? bar));
            eastern = null;   // made anew below: two copies of a year of seconds are too many
            FreedMemory.GiveBack(utc.Length * (long)sizeof(long));
            order = order is null ? Others(utc.Length, outside) : Without(order, outside);
            utc = Without(utc, outside);
            FreedMemory.GiveBack(utc.Length * (long)sizeof(long));
        }
        eastern ??= Eastern(utc);
        BarColumns columns = order is null
            ? new(utc, eastern, rows.Open.TakeArray(), rows.High.TakeArray(), rows.Low.TakeArray(), rows.Close.TakeArray(),
                rows.Volume.TakeArray())
            : new(utc, eastern, rows.Open.TakeArray(order), rows.High.TakeArray(order), rows.Low.TakeArray(order),
                rows.Close.TakeArray(order), rows.Volume.TakeArray(order));
        return (columns, bar => rows.PlaceOf(order?[bar] ?? bar));
    }

    /// <summary>The series of columns, after every check on the whole.</summary>
    /// <exception cref="BarDataException">No row is left, or the bars are of another length.</exception>
    public static BarSeries Finish(BarColumns columns, Func<int, RowPlace> placeOf, in SeriesFacts facts, string name)
    {
        Instrument instrument = facts.Instrument;
        SeriesChecks.ThrowIfWrongInterval(columns.UtcSeconds, facts.Interval, name);
        if (columns.UtcSeconds.Length == 0)
            throw new BarDataException(
                $"{name}: none of its rows became a bar. Expected one-minute or one-second bars; look at the first rows, and "
                + $"name their format when importing if they are bars.");
        var bars = new BarSeries(
            instrument, facts.Interval, facts.Origin, facts.IsSynthetic, columns,
            SessionCalendar.Cut(columns.EasternSeconds).Days);
        if (instrument.IsCustom)
            placeOf(0).Keep(BarRule.BorrowedCalendar,
                $"{instrument.Symbol} ({instrument.Exchange}) is a custom instrument: {SessionCalendar.Name} decides its days, "
                + $"hours and early closes");
        SeriesChecks.Run(bars, placeOf);
        return bars;
    }

    /// <summary>Lists the bars that the calendar does not know as trading time.</summary>
    private static void ListOutside(IReadOnlyList<int> outside, long[] eastern, Func<int, RowPlace> placeOf)
    {
        foreach (int bar in outside)
        {
            RowPlace place = placeOf(bar);
            place.LeaveOut(BarRule.OutsideTradingHours, place.WantsText(BarRule.OutsideTradingHours)
                ? SeriesChecks.TextOf(eastern[bar]) + " New York" : "");
        }
    }

    /// <summary>The order of rows by time with the first row of each time; the others are listed.</summary>
    private static int[] SortedOnce(RawRows rows)
    {
        int[] order = TimeOrder.Of(rows.UtcSeconds);
        int kept = 0;
        foreach (int row in order)
        {
            if (kept == 0 || rows.UtcSeconds[order[kept - 1]] != rows.UtcSeconds[row])
            {
                order[kept++] = row;
                continue;
            }
            int first = order[kept - 1];
            BarRule rule = rows.IsSame(first, row) ? BarRule.RepeatedRow : BarRule.DuplicateTimestamp;
            RowPlace place = rows.PlaceOf(row), earlier = rows.PlaceOf(first);
            place.LeaveOut(rule, place.Log.Mode == CheckMode.Strict || place.WantsText(rule)
                ? $"the time of {earlier.Log.File}:{earlier.Line}" : "");
        }
        Array.Resize(ref order, kept);
        FreedMemory.GiveBack(2L * order.Length * sizeof(int));
        return order;
    }

    private static long[] Eastern(long[] utc)
    {
        var clock = ZoneClock.NewYork();
        long[] eastern = GC.AllocateUninitializedArray<long>(utc.Length);
        for (int bar = 0; bar < utc.Length; bar++) eastern[bar] = clock.LocalOf(utc[bar]);
        return eastern;
    }

    /// <summary>The numbers from 0 to a count that a list does not hold.</summary>
    private static int[] Others(int count, IReadOnlyList<int> rows)
    {
        int[] others = new int[count - rows.Count];
        for (int row = 0, next = 0, to = 0; row < count; row++)
        {
            if (next < rows.Count && rows[next] == row) next++;
            else others[to++] = row;
        }
        return others;
    }

    private static T[] Without<T>(T[] column, IReadOnlyList<int> rows)
    {
        T[] kept = GC.AllocateUninitializedArray<T>(column.Length - rows.Count);
        int from = 0, to = 0;
        for (int next = 0; next <= rows.Count; next++)
        {
            int end = next < rows.Count ? rows[next] : column.Length;
            Array.Copy(column, from, kept, to, end - from);
            to += end - from;
            from = end + 1;
        }
        return kept;
    }
}
