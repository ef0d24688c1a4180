using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// The deepest fall of a curve from its highest point so far, by the extremes inside the bars, and the longest time it stayed
/// below a peak, by the closes.
/// </summary>
/// <param name="AmountCents">Deepest distance of a bar's lowest equity below the highest so far, US cents.</param>
/// <param name="Percent">That distance as a percentage of its peak.</param>
/// <param name="LongestTradingDays">Trading days from a peak of the closes until a close reached it again or the data ended,
/// the longest.</param>
/// <param name="Recovered">The last peak was reached again before the data ended.</param>
public readonly record struct Drawdown(long AmountCents, double Percent, int LongestTradingDays, bool Recovered)
{
    /// <summary>The drawdown of a curve whose bars belong to the series.</summary>
    /// <param name="curve">Equity after every bar, with the extremes inside it.</param>
    /// <param name="bars">The series that the curve's bar indices count.</param>
    /// <returns>Zeros for a curve without points.</returns>
    public static Drawdown Of(EquityCurve curve, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(bars);
        if (curve.EquityCents.Length == 0) return new Drawdown(0, 0, 0, true);
        long peak = curve.StartCents, highest = curve.StartCents, deepest = 0;
        double percent = 0;
        int day = DayResults.DayOf(bars, curve.BarIndices[0]), peakDay = day, longest = 0;
        bool isUnder = false;
        for (int point = 0; point < curve.EquityCents.Length; point++)
        {
            while (bars.Days[day].EndBar <= curve.BarIndices[point]) day++;
            long equity = curve.EquityCents[point];
            if (isUnder || equity < peak) longest = Math.Max(longest, day - peakDay);
            isUnder = equity < peak;
            highest = Math.Max(highest, curve.HighestCents[point]);
            long fall = highest - curve.LowestCents[point];
            if (fall > deepest) (deepest, percent) = (fall, 100.0 * fall / highest);
            if (!isUnder) (peak, peakDay) = (equity, day);
        }
        return new Drawdown(deepest, percent, longest, !isUnder);
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
