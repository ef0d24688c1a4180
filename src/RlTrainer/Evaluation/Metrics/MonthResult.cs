using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One calendar month of trading days.</summary>
/// <param name="Month">The month.</param>
/// <param name="Days">Trading days in it that the walk covered.</param>
/// <param name="Trades">Round trips that ended in it.</param>
/// <param name="PnlCents">Profit, US cents.</param>
/// <param name="ReturnPercent">Profit as a percentage of the starting balance.</param>
public readonly record struct MonthResult(YearMonth Month, int Days, int Trades, long PnlCents, double ReturnPercent)
{
    /// <summary>The months of some days, ascending; months without a trading day are absent.</summary>
    /// <param name="days">One entry a trading day.</param>
    /// <param name="startCents">Balance of a fresh account, US cents; percentages are of it.</param>
    /// <returns>One entry a calendar month.</returns>
    public static IReadOnlyList<MonthResult> Of(IReadOnlyList<DayResult> days, long startCents)
    {
        ArgumentNullException.ThrowIfNull(days);
        return [.. days.GroupBy(day => day.Date.ToYearMonth()).OrderBy(month => month.Key).Select(month =>
        {
            long pnl = month.Sum(day => day.PnlCents);
            return new MonthResult(month.Key, month.Count(), month.Sum(day => day.Trades.Count), pnl, 100.0 * pnl / startCents);
        })];
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
