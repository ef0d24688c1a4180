using RlTrainer.Compliance;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>The policy and the baselines on the same days, as a table and as equity curves.</summary>
internal static class ComparisonSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        html.Element("h2", "Against baselines on the same days");
        html.Figure(EvaluationFigures.Equity(content.Comparison));
        html.Table(
            ["Policy", "Net profit", "Lead", "Sharpe", "Profit factor", "Win rate", "Mean R", "Trades", "Max drawdown",
                "Accounts", "Pass"],
            content.Comparison.Policies.Select((policy, index) => Row(content.Comparison, policy, index)));
        html.Element("p", "Lead: how far the first policy's profit lies above this one's, in standard errors of the daily "
            + "differences; below 2 it may be luck. A dash means undefined or refused; the metrics file names the reason.",
            "soft small");
    }

    private static string[] Row(Comparison comparison, PolicyEvaluation policy, int index) =>
    [
        policy.PolicyName, NumberText.Of(policy.Metrics.NetProfit, MetricUnit.Dollars),
        index == 0 ? string.Empty : comparison.LeadInErrors(index).Value is { } lead ? NumberText.Number(lead, 1) + " σ" : "–",
        NumberText.Of(policy.Metrics.Sharpe, MetricUnit.Number), NumberText.Of(policy.Metrics.ProfitFactor, MetricUnit.Number),
        NumberText.Of(policy.Metrics.WinRate, MetricUnit.Share), NumberText.Of(policy.Metrics.MeanR, MetricUnit.RMultiple),
        NumberText.Of(policy.Metrics.Trades, MetricUnit.Count), NumberText.Of(policy.Metrics.MaximumDrawdown, MetricUnit.Dollars),
        NumberText.Number(policy.AccountsUsed, 0), PassCell(policy),
    ];

    private static string PassCell(PolicyEvaluation policy) =>
        policy.Pass is { } pass ? NumberText.Share(pass.Passed) : policy.Rules.Stage == AccountStage.Funded ? "no target" : "–";
}
