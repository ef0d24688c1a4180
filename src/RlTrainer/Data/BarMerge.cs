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
        var merged = new List<Bar>(existing.Count + incoming.Count);
        var conflicts = new List<string>();
        int added = 0, same = 0, conflicting = 0;
        for (int left = 0, right = 0; left < existing.Count || right < incoming.Count;)
        {
            long leftTime = left < existing.Count ? existing.UtcSeconds[left] : long.MaxValue;
            long rightTime = right < incoming.Count ? incoming.UtcSeconds[right] : long.MaxValue;
            if (rightTime < leftTime)
            {
                merged.Add(incoming[right++]);
                added++;
                continue;
            }
            Bar kept = existing[left++];
            merged.Add(kept);
            if (rightTime > leftTime) continue;
            Bar other = incoming[right++];
            if (kept == other)
            {
                same++;
                continue;
            }
            if (conflicting++ < MostWords) conflicts.Add($"{SeriesChecks.TextOf(kept.EasternSeconds)} New York: has {Words(kept, existing)}, the import {Words(other, existing)}");
        }
        long[] eastern = [.. merged.Select(bar => bar.EasternSeconds)];
        var columns = new BarColumns(
            [.. merged.Select(bar => bar.UtcSeconds)], eastern, [.. merged.Select(bar => bar.OpenTicks)], [.. merged.Select(bar => bar.HighTicks)],
            [.. merged.Select(bar => bar.LowTicks)], [.. merged.Select(bar => bar.CloseTicks)], [.. merged.Select(bar => bar.Volume)]);
        var bars = new BarSeries(
            existing.Instrument, existing.Interval, existing.Origin, existing.IsSynthetic || incoming.IsSynthetic, columns, SessionCalendar.Cut(eastern).Days);
        return new BarMerge(bars, added, same, conflicts, conflicting);
    }

    private static string Words(Bar bar, BarSeries bars) =>
        $"{bars.Instrument.PriceOf(bar.OpenTicks)},{bars.Instrument.PriceOf(bar.HighTicks)},{bars.Instrument.PriceOf(bar.LowTicks)},{bars.Instrument.PriceOf(bar.CloseTicks)},{bar.Volume}";
}
