using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>All folds together: their test days joined in order of time.</summary>
/// <param name="Folds">Each fold's evaluation.</param>
/// <param name="Days">The test days of all folds, in order.</param>
/// <param name="NetProfit">Profit over all of them, dollars.</param>
/// <param name="ProfitableShare">Share of the folds with a profit.</param>
/// <param name="Daily">Sharpe and the like of the joined days.</param>
public sealed record WalkForwardResult(
    IReadOnlyList<PolicyEvaluation> Folds, IReadOnlyList<DayResult> Days, double NetProfit, double ProfitableShare,
    DailyFigures Daily)
{
    /// <summary>Joins the folds.</summary>
    /// <param name="folds">One evaluation a fold, in order of time.</param>
    /// <returns>The folds and the figures of all their test days together.</returns>
    /// <exception cref="ArgumentException">There are none, or their days overlap or are out of order.</exception>
    public static WalkForwardResult Of(IReadOnlyList<PolicyEvaluation> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0) throw new ArgumentException("A walk-forward result was asked of no folds; expected at least one.");
        DayResult[] days = [.. folds.SelectMany(fold => fold.Metrics.Days)];
        for (int day = 1; day < days.Length; day++)
            if (days[day].Date <= days[day - 1].Date)
                throw new ArgumentException(
                    $"The test days of the folds have {days[day].Date} after {days[day - 1].Date}; expected folds in order of "
                    + $"time without common test days.");
        return new WalkForwardResult(
            folds, days, days.Sum(day => day.PnlCents) / 100.0,
            folds.Average(fold => fold.Metrics.NetProfit.Value > 0 ? 1.0 : 0.0),
            DailyFigures.Of(days, folds[0].Rules.StartCents));
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
