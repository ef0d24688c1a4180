using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Tests.Evaluation;

namespace RlTrainer.Tests.Reporting;

public sealed class YardstickRowTests
{
    [Fact]
    public void A_yardstick_is_one_line_of_a_table()
    {
        BarSeries bars = Journals.Bars(3);
        PolicyEvaluation evaluation =
            PolicyEvaluation.Of("p", Journals.Daily(bars, 20_000, -10_000, 30_000), bars, new RuleSet(), 1);
        var row = YardstickRow.Of(new Yardstick("rule", evaluation, Measured.Of(0.5), new Interval(0.25, 0.75, 0.95)));
        Assert.Equal(
            "| Rule | Net profit | Profit factor | Sharpe | Win rate | Trades | Share of the oracle "
            + "|\n|---|---:|---:|---:|---:|---:|---:|\n"
            + "| rule | $400 | 5.00 | – | 66.7 % | 3 | 50.0 % (25.0 % to 75.0 %) |\n", YardstickRow.Markdown([row]));
    }
}
