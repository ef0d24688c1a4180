using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Evaluation;

/// <summary>One time under water: from a peak of the closes until a close reached it again, or until the data ended.</summary>
/// <param name="From">Trading day of the peak.</param>
/// <param name="Lowest">Trading day on which the curve stood lowest.</param>
/// <param name="Until">Trading day on which a close reached the peak again; null where the data ended first.</param>
/// <param name="TradingDays">Trading days from the peak to its return, or to the end of the data; 0 within one day.</param>
/// <param name="DepthCents">Distance of the lowest equity inside the bars below the peak, US cents, above 0.</param>
internal readonly record struct DrawdownSpell(
    LocalDate From, LocalDate Lowest, LocalDate? Until, int TradingDays, long DepthCents)
{
    /// <summary>The deepest spells of a curve, the deepest first; of equals the earlier first.</summary>
    /// <param name="curve">The curve, all accounts together.</param>
    /// <param name="bars">The bars it belongs to.</param>
    /// <param name="most">How many are wanted, at least 1.</param>
    /// <returns>At most so many spells; none for a curve that never fell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one spell was wanted.</exception>
    public static IReadOnlyList<DrawdownSpell> Of(EquityCurve curve, BarSeries bars, int most)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return [.. All(curve, bars).OrderByDescending(spell => spell.DepthCents).ThenBy(spell => spell.From).Take(most)];
    }

    private static List<DrawdownSpell> All(EquityCurve curve, BarSeries bars)
    {
        var spells = new List<DrawdownSpell>();
        if (curve.EquityCents.Length == 0) return spells;
        int day = DayResults.DayOf(bars, curve.BarIndices[0]), peakDay = day, lowestDay = day;
        long peak = curve.StartCents, lowest = peak;
        for (int point = 0; point < curve.EquityCents.Length; point++)
        {
            while (bars.Days[day].EndBar <= curve.BarIndices[point]) day++;
            if (curve.LowestCents[point] < lowest) (lowest, lowestDay) = (curve.LowestCents[point], day);
            if (curve.EquityCents[point] < peak) continue;
            if (lowest < peak) spells.Add(
                new(bars.Days[peakDay].Date, bars.Days[lowestDay].Date, bars.Days[day].Date, day - peakDay, peak - lowest));
            (peak, lowest) = (curve.EquityCents[point], curve.EquityCents[point]);
            (peakDay, lowestDay) = (day, day);
        }
        if (lowest < peak) spells.Add(
            new(bars.Days[peakDay].Date, bars.Days[lowestDay].Date, null, day - peakDay, peak - lowest));
        return spells;
    }
}
