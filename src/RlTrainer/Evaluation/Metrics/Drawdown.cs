using RlTrainer.Market;

namespace RlTrainer.Evaluation;

/// <summary>The deepest fall of a curve from its highest point so far, and the longest time it stayed below a peak.</summary>
/// <param name="AmountCents">Deepest distance below the peak, at bar closes, US cents.</param>
/// <param name="Percent">That distance as a percentage of its peak.</param>
/// <param name="LongestTradingDays">Trading days from a peak until it was reached again or the data ended, the longest.</param>
/// <param name="Recovered">The last peak was reached again before the data ended.</param>
public readonly record struct Drawdown(long AmountCents, double Percent, int LongestTradingDays, bool Recovered)
{
    /// <summary>The drawdown of a curve whose bars belong to the series.</summary>
    public static Drawdown Of(EquityCurve curve, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(bars);
        if (curve.EquityCents.Length == 0) return new Drawdown(0, 0, 0, true);
        long peak = curve.StartCents, deepest = 0;
        double percent = 0;
        int day = DayResults.DayOf(bars, curve.BarIndices[0]), peakDay = day, longest = 0;
        bool isUnder = false;
        for (int point = 0; point < curve.EquityCents.Length; point++)
        {
            while (bars.Days[day].EndBar <= curve.BarIndices[point]) day++;
            long equity = curve.EquityCents[point];
            if (isUnder || equity < peak) longest = Math.Max(longest, day - peakDay);
            isUnder = equity < peak;
            if (peak - equity > deepest) (deepest, percent) = (peak - equity, 100.0 * (peak - equity) / peak);
            if (!isUnder) (peak, peakDay) = (equity, day);
        }
        return new Drawdown(deepest, percent, longest, !isUnder);
    }
}
