using RlTrainer.Compliance;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>The figures a reader looks for first, each with its interval or the reason it is missing.</summary>
internal static class HeadlineSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        EvaluationMetrics metrics = subject.Metrics;
        html.Open("div", "tiles");
        Tile(html, "Pass probability", subject.Pass is { } pass ? NumberText.Share(pass.Passed)
            : subject.Rules.Stage == AccountStage.Funded ? "funded: no target" : "refused",
            subject.Pass is { } known
                ? $"95 % interval {NumberText.Of(known.PassedInterval, MetricUnit.Share)}, horizon {known.HorizonDays} days"
                    : Sentence(subject.PassRefusal!), "tile first");
        Tile(html, "Net profit", NumberText.Of(metrics.NetProfit, MetricUnit.Dollars),
            WithInterval(subject.Intervals.NetProfit, MetricUnit.Dollars)
                + (metrics.NetProfitError.Value is { } error ? $"; standard error {NumberText.Dollars(error)}" : string.Empty));
        Tile(html, "Sharpe ratio", metrics.Sharpe.Value is null ? "refused" : NumberText.Of(metrics.Sharpe, MetricUnit.Number),
            metrics.Sharpe.Reason is { } reason ? Sentence(reason) : WithInterval(subject.Intervals.Sharpe, MetricUnit.Number));
        Tile(html, "Profit factor", NumberText.Of(metrics.ProfitFactor, MetricUnit.Number),
            metrics.ProfitFactor.Reason is { } none ? Sentence(none)
                : WithInterval(subject.Intervals.ProfitFactor, MetricUnit.Number));
        Tile(html, "Win rate", NumberText.Of(metrics.WinRate, MetricUnit.Share),
            $"{NumberText.Of(metrics.Trades, MetricUnit.Count)} trades, mean "
            + $"{NumberText.Of(metrics.MeanR, MetricUnit.RMultiple)}");
        Tile(html, "Maximum drawdown", NumberText.Of(metrics.MaximumDrawdown, MetricUnit.Dollars),
            $"{NumberText.Of(metrics.MaximumDrawdownPercent, MetricUnit.Percent)} of the peak; longest "
            + $"{NumberText.Of(metrics.DrawdownDays, MetricUnit.Days)}");
        Tile(html, "Cost per R", NumberText.Of(metrics.CostPerR, MetricUnit.Share),
            metrics.CostPerR.Reason is { } noTrades ? Sentence(noTrades)
                : "Commissions and slippage of all trades over what their stops risked");
        html.Close("div");
    }

    private static void Tile(HtmlText html, string name, string figure, string note, string style = "tile") =>
        html.Open("div", style).Element("div", name, "name").Element("div", figure, "figure").Element("div", note, "note")
            .Close("div");

    private static string WithInterval(Interval? interval, MetricUnit unit) =>
        interval is { } range ? $"95 % interval {NumberText.Of(range, unit)}" : "no interval: too few days";

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason[1..] + ".";
}
