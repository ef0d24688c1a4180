using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>How much hangs on an assumption.</summary>
internal static class CounterfactualsSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        IReadOnlyList<Counterfactual> all = content.Counterfactuals.Count > 0 ? content.Counterfactuals
            : Counterfactuals.CostsOf(content.Subject);
        if (content.Subject.Journal.Fills.Count == 0) return;
        html.Element("h2", "What if?");
        html.Element("p", "The same policy on the same days with one thing changed. It was not trained for the change: this "
            + "shows how much hangs on an assumption. Changed costs keep the same trades.", "soft");
        html.Table(
            ["Change", "Net profit", "Difference", "In standard errors", "Profit factor", "Trades"],
            all.Select(one => new[]
            {
                one.Change, NumberText.Of(one.NetProfit, MetricUnit.Dollars), NumberText.Dollars(one.Difference),
                one.DifferenceInErrors.Value is { } errors ? NumberText.Number(errors, 1) + " σ" : "–",
                NumberText.Of(one.ProfitFactor, MetricUnit.Number), NumberText.Number(one.Trades, 0),
            }));
    }
}
