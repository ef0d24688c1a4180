using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>One yardstick as texts, for a table.</summary>
/// <param name="Rule">The rule in words.</param>
/// <param name="NetProfit">Net profit over the held-out days.</param>
/// <param name="ProfitFactor">Profit factor.</param>
/// <param name="Sharpe">Annualised Sharpe ratio.</param>
/// <param name="WinRate">Win rate.</param>
/// <param name="Trades">Round trips.</param>
/// <param name="ShareOfOracle">Profit over the oracle's, with its 95 % interval.</param>
internal sealed record YardstickRow(
    string Rule, string NetProfit, string ProfitFactor, string Sharpe, string WinRate, string Trades, string ShareOfOracle)
{
    /// <summary>A row of one yardstick, or of a policy that <see cref="Yardsticks.Judge"/> judged.</summary>
    public static YardstickRow Of(Yardstick yardstick)
    {
        ArgumentNullException.ThrowIfNull(yardstick);
        EvaluationMetrics metrics = yardstick.Evaluation.Metrics;
        string share = NumberText.Of(yardstick.ShareOfOracle, MetricUnit.Share);
        if (yardstick.ShareInterval is { } interval && interval.Low != interval.High)
            share += $" ({NumberText.Of(interval, MetricUnit.Share)})";
        return new YardstickRow(
            yardstick.Rule, NumberText.Of(metrics.NetProfit, MetricUnit.Dollars),
            NumberText.Of(metrics.ProfitFactor, MetricUnit.Number),
            NumberText.Of(metrics.Sharpe, MetricUnit.Number), NumberText.Of(metrics.WinRate, MetricUnit.Share),
            NumberText.Of(metrics.Trades, MetricUnit.Count), share);
    }

    /// <summary>All yardsticks, the oracle first.</summary>
    public static IReadOnlyList<YardstickRow> Of(Yardsticks yardsticks)
    {
        ArgumentNullException.ThrowIfNull(yardsticks);
        return [.. yardsticks.All.Select(Of)];
    }

    /// <summary>Rows as a Markdown table.</summary>
    public static string Markdown(IEnumerable<YardstickRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return "| Rule | Net profit | Profit factor | Sharpe | Win rate | Trades | Share of the oracle "
            + "|\n|---|---:|---:|---:|---:|---:|---:|\n"
            + string.Concat(rows.Select(
                row => $"| {row.Rule} | {row.NetProfit} | {row.ProfitFactor} | {row.Sharpe} | {row.WinRate} | {row.Trades} | "
                    + $"{row.ShareOfOracle} |\n"));
    }
}
