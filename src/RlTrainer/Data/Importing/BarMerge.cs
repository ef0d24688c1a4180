using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Two series of one instrument as one: what both have stays as the first has it.</summary>
/// <param name="Bars">The merged series.</param>
/// <param name="Added">Bars only the second has.</param>
/// <param name="AlreadyThere">Bars both have with the same values.</param>
/// <param name="Conflicts">Bars both have with other values, the first hundred in words.</param>
/// <param name="ConflictCount">How many of these there are.</param>
internal sealed record BarMerge(BarSeries Bars, int Added, int AlreadyThere, IReadOnlyList<string> Conflicts, int ConflictCount)
{
    private const int MostWords = 100;

    public static BarMerge Of(BarSeries existing, BarSeries incoming)
    {
        var conflicts = new List<string>();
        int added = 0, same = 0, conflicting = 0;
        ReadOnlySpan<long> left = existing.UtcSeconds, right = incoming.UtcSeconds;
        for (int bar = 0, at = 0; bar < right.Length; bar++)
        {
            while (at < left.Length && left[at] < right[bar]) at++;
            if (at == left.Length || left[at] != right[bar]) added++;
            else if (existing[at] == incoming[bar]) same++;
            else if (conflicting++ < MostWords)
                conflicts.Add($"{SeriesChecks.TextOf(existing.EasternSeconds[at])} New York: has "
                    + $"{Words(existing[at], existing)}, the import {Words(incoming[bar], existing)}");
        }
        if (added == 0) return new BarMerge(existing, 0, same, conflicts, conflicting);
        int[] order = Order(left, right, existing.Count + added);
        var columns = new BarColumns(
            Gather(left, right, order), Gather(existing.EasternSeconds, incoming.EasternSeconds, order),
            Gather(existing.OpenTicks, incoming.OpenTicks, order),
            Gather(existing.HighTicks, incoming.HighTicks, order), Gather(existing.LowTicks, incoming.LowTicks, order),
            Gather(existing.CloseTicks, incoming.CloseTicks, order), Gather(existing.Volumes, incoming.Volumes, order));
        var bars = new BarSeries(
            existing.Instrument, existing.Interval, existing.Origin, existing.IsSynthetic || incoming.IsSynthetic, columns,
            SessionCalendar.Cut(columns.EasternSeconds).Days);
        return new BarMerge(bars, added, same, conflicts, conflicting);
    }

    /// <summary>Where each merged bar comes from: an index into the first, or the complement of one into the second.</summary>
    private static int[] Order(ReadOnlySpan<long> left, ReadOnlySpan<long> right, int count)
    {
        int[] order = new int[count];
        for (int at = 0, first = 0, second = 0; at < count;)
        {
            if (second == right.Length || (first < left.Length && left[first] <= right[second]))
            {
                if (second < right.Length && left[first] == right[second]) second++;
                order[at++] = first++;
            }
            else order[at++] = ~second++;
        }
        return order;
    }

    private static T[] Gather<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, int[] order)
    {
        T[] column = new T[order.Length];
        for (int bar = 0; bar < column.Length; bar++) column[bar] = order[bar] >= 0 ? left[order[bar]] : right[~order[bar]];
        return column;
    }

    private static string Words(Bar bar, BarSeries bars) =>
        $"{bars.Instrument.PriceOf(bar.OpenTicks)},{bars.Instrument.PriceOf(bar.HighTicks)},"
        + $"{bars.Instrument.PriceOf(bar.LowTicks)},{bars.Instrument.PriceOf(bar.CloseTicks)},{bar.Volume}";
}
