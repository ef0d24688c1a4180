using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Turns rows into a series: sorted where asked for, on the New York clock, cut into trading days, checked as a whole.</summary>
internal static class BarAssembler
{
    /// <summary>The columns of a contract's rows, in strictly ascending time; the rows are used up.</summary>
    public static (BarArrays Columns, Func<int, RowPlace> PlaceOf) ColumnsOf(RawRows rows)
    {
        if (!rows.NeedsSorting)
        {
            long[] times = rows.UtcSeconds.TakeArray();
            return (new BarArrays(times, Eastern(times), rows.Open.TakeArray(), rows.High.TakeArray(), rows.Low.TakeArray(), rows.Close.TakeArray(), rows.Volume.TakeArray()), row => rows.PlaceOf(row));
        }
        int[] order = TimeOrder.Of(rows.UtcSeconds);
        FreedMemory.GiveBack(order.Length * (long)sizeof(int));
        Array.Resize(ref order, KeepFirstOfEachTime(rows, order));
        long[] utc = rows.UtcSeconds.TakeArray(order);
        var columns = new BarArrays(
            utc, Eastern(utc), rows.Open.TakeArray(order), rows.High.TakeArray(order), rows.Low.TakeArray(order), rows.Close.TakeArray(order), rows.Volume.TakeArray(order));
        return (columns, row => rows.PlaceOf(order[row]));
    }

    /// <summary>The series of columns, without the bars outside trading hours, after every check on the whole.</summary>
    /// <exception cref="BarDataException">No row is left, or the bars are of another length.</exception>
    public static BarSeries Finish(BarArrays columns, Func<int, RowPlace> placeOf, Instrument instrument, BarInterval interval, string origin, bool isSynthetic, string name)
    {
        SeriesChecks.ThrowIfWrongInterval(columns.UtcSeconds, interval, name);
        SessionCut cut = SessionCalendar.Cut(columns.EasternSeconds);
        if (cut.OutsideHours.Count > 0)
        {
            ListOutsideHours(columns.EasternSeconds, placeOf, cut.OutsideHours);
            int[] kept = KeptOf(columns.Count, cut.OutsideHours);
            columns.Remove(cut.OutsideHours);
            Func<int, RowPlace> placeOfAll = placeOf;
            placeOf = row => placeOfAll(kept[row]);
            cut = SessionCalendar.Cut(columns.EasternSeconds);
        }
        if (columns.Count == 0)
            throw new BarDataException($"{name}: none of its rows became a bar. Expected one-minute or one-second bars; look at the first rows, and name their format when importing if they are bars.");
        var bars = new BarSeries(instrument, interval, origin, isSynthetic, columns.ToColumns(), cut.Days);
        if (instrument.IsCustom)
            placeOf(0).Keep(BarRule.BorrowedCalendar, $"{instrument.Symbol} ({instrument.Exchange}) is a custom instrument: {SessionCalendar.Name} decides its days, hours and early closes");
        SeriesChecks.Run(bars, placeOf);
        return bars;
    }

    private static void ListOutsideHours(long[] easternSeconds, Func<int, RowPlace> placeOf, IReadOnlyList<int> bars)
    {
        foreach (int bar in bars)
        {
            RowPlace place = placeOf(bar);
            place.LeaveOut(BarRule.OutsideTradingHours, place.WantsText(BarRule.OutsideTradingHours) ? SeriesChecks.TextOf(easternSeconds[bar]) + " New York" : "");
        }
    }

    /// <summary>Moves the first row of each time to the front of the order and lists the others; returns how many times there are.</summary>
    private static int KeepFirstOfEachTime(RawRows rows, int[] order)
    {
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
            place.LeaveOut(rule, place.Log.Mode == CheckMode.Strict || place.WantsText(rule) ? $"the time of {earlier.Log.File}:{earlier.Line}" : "");
        }
        return kept;
    }

    private static long[] Eastern(long[] utc)
    {
        var clock = ZoneClock.NewYork();
        long[] eastern = GC.AllocateUninitializedArray<long>(utc.Length);
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
}
