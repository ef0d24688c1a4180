using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>One-second bars against the minute bars they should add up to.</summary>
/// <param name="MinutesWithSeconds">Minute bars that have at least one second bar.</param>
/// <param name="MinutesWithout">Minute bars without any: these are judged by the minute bar alone.</param>
/// <param name="Agreeing">Minute bars whose seconds give the same open, high, low, close and volume.</param>
/// <param name="PricesDisagree">Minute bars whose seconds give another open, high, low or close.</param>
/// <param name="VolumesDisagree">Minute bars with the same prices and another volume.</param>
/// <param name="SecondsWithoutMinute">Second bars in minutes that have no minute bar.</param>
/// <param name="Examples">The first twenty disagreements in words.</param>
public sealed record SecondsCheck(
    int MinutesWithSeconds, int MinutesWithout, int Agreeing, int PricesDisagree, int VolumesDisagree, int SecondsWithoutMinute,
    IReadOnlyList<string> Examples)
{
    /// <summary>Compares every minute that has seconds.</summary>
    /// <param name="minutes">Minute bars.</param>
    /// <param name="seconds">One-second bars of the same instrument; minutes without any are counted and not
    /// compared.</param>
    /// <returns>The counts, with some examples in words.</returns>
    /// <exception cref="BarDataException">The two are of different instruments, or most minutes that both have show other
    /// prices.</exception>
    public static SecondsCheck Of(BarSeries minutes, BarSeries seconds)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        ArgumentNullException.ThrowIfNull(seconds);
        if (minutes.Instrument != seconds.Instrument)
            throw new BarDataException(
                $"The minute bars ({minutes.Origin}) are of {minutes.Instrument.Symbol}, the second bars ({seconds.Origin}) of "
                + $"{seconds.Instrument.Symbol}; expected one instrument.");
        var tally = new SecondsTally(minutes.Instrument);
        int without = 0, lonely = 0, at = 0;
        for (int bar = 0; bar < minutes.Count; bar++)
        {
            long start = minutes.UtcSeconds[bar];
            for (; at < seconds.Count && seconds.UtcSeconds[at] < start; at++) lonely++;
            if (at == seconds.Count || seconds.UtcSeconds[at] >= start + 60)
            {
                without++;
                continue;
            }
            tally.Count(minutes[bar], Sum(seconds, start, ref at));
        }
        lonely += seconds.Count - at;
        if (tally.Compared >= 10 && tally.Prices * 2 > tally.Compared)
            throw new BarDataException(
                $"{tally.Prices} of {tally.Compared} minutes of {minutes.Origin} show other prices than their seconds in "
                + $"{seconds.Origin}, first {tally.Examples[0]}. Expected seconds of the same contract and the same "
                + $"adjustment: use "
                + $"the files of one download.");
        return new SecondsCheck(
            tally.Compared, without, tally.Agreeing, tally.Prices, tally.Volumes, lonely, tally.Examples);
    }

    /// <summary>The two findings of this check; the place is the minute file.</summary>
    /// <param name="file">The minute file's name.</param>
    /// <returns>At most two findings; none where nothing disagrees and nothing is missing.</returns>
    public IReadOnlyList<BarFinding> ToFindings(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var findings = new List<BarFinding>();
        if (PricesDisagree + VolumesDisagree > 0)
            findings.Add(new BarFinding(
                BarRule.SecondsDisagree, BarRules.SeverityOf(BarRule.SecondsDisagree), PricesDisagree + VolumesDisagree, file, 0,
                Examples[0], "kept"));
        if (MinutesWithout + SecondsWithoutMinute > 0)
            findings.Add(new BarFinding(
                BarRule.SecondsMissing, BarRules.SeverityOf(BarRule.SecondsMissing), MinutesWithout, file, 0,
                $"{MinutesWithout} minutes without seconds, {SecondsWithoutMinute} seconds without a minute", "kept"));
        return findings;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{MinutesWithSeconds} minutes have seconds: {Agreeing} agree, {PricesDisagree} differ in price, {VolumesDisagree} in "
        + $"volume only; "
        + $"{MinutesWithout} minutes without seconds, {SecondsWithoutMinute} seconds without a minute";

    private static Bar Sum(BarSeries seconds, long start, ref int at)
    {
        Bar sum = seconds[at] with { UtcSeconds = start };
        for (at++; at < seconds.Count && seconds.UtcSeconds[at] < start + 60; at++)
            sum = sum with
            {
                HighTicks = Math.Max(sum.HighTicks, seconds.HighTicks[at]),
                LowTicks = Math.Min(sum.LowTicks, seconds.LowTicks[at]),
                CloseTicks = seconds.CloseTicks[at],
                Volume = sum.Volume + seconds.Volumes[at],
            };
        return sum;
    }
}
