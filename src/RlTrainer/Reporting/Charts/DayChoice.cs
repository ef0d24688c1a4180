using RlTrainer.Evaluation;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>Chooses which days are drawn: the worst and the best,
/// days of a breach, then days spread evenly over the test.</summary>
internal static class DayChoice
{
    /// <summary>Indices of at most so many trading days with trades, ascending.</summary>
    public static IReadOnlyList<int> Of(PolicyEvaluation evaluation, int most)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        int firstDay = evaluation.Bars.Days.Count - evaluation.Metrics.Days.Count;
        (int Day, long Pnl)[] traded =
            [.. evaluation.Metrics.Days.Select((day, index) => (firstDay + index, day)).Where(pair => pair.day.Trades.Count > 0)
                .Select(pair => (pair.Item1, pair.day.PnlCents))];
        var wanted = new List<int>();
        if (traded.Length > 0) wanted.AddRange([traded.MinBy(day => day.Pnl).Day, traded.MaxBy(day => day.Pnl).Day]);
        wanted.AddRange(evaluation.Journal.Fills.Where(fill => fill.Reason == FillReason.Breach)
            .Select(fill => DayResults.DayOf(evaluation.Bars, fill.BarIndex)).Take(2));
        for (int index = 0; index < most; index++)
            if (traded.Length > 0) wanted.Add(traded[(int)((long)index * traded.Length / most)].Day);
        return [.. wanted.Distinct().Take(Math.Max(0, most)).Order()];
    }
}
