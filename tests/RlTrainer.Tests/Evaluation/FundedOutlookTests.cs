using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

public sealed class FundedOutlookTests
{
    // +400 every day under Apex legacy: 600, four times 2,000, 10,499 without a cap, then 3,200 every eighth day: 31 payouts in
    // 252 days, 99,099 together. The first 25,000 whole, 90 % of 74,099: 91,689.10, less the activation of 140.
    [Fact]
    public void A_policy_that_always_wins_is_paid_what_the_sum_says()
    {
        FundedOutlook outlook = Estimate(_ => 40_000, RulePresets.ApexLegacyFunded);
        Assert.Equal((1.0, 0.0, 31.0, 8.0),
            (outlook.FirstPayout, outlook.Ruined, outlook.MeanPayouts, outlook.MedianDaysToFirst.Value));
        Assert.Equal(91_549.10, outlook.ExpectedNet, 6);
        Assert.Equal(new Interval(1, 1, 0.95), outlook.FirstPayoutInterval);
        Assert.Equal("net of fees ($140 once)", outlook.FeesInWords);
        FundedOutlook gross = Estimate(_ => 40_000, RulePresets.ApexLegacyFunded with { Fees = null });
        Assert.Equal((91_689.10, "gross: fees were not collected"), (Math.Round(gross.ExpectedNet, 6), gross.FeesInWords));
    }

    // −500 every day: the threshold 48,000 is reached on day 4. Only the activation of 130 was paid.
    [Fact]
    public void A_policy_that_always_loses_costs_its_fees()
    {
        FundedOutlook outlook = Estimate(_ => -50_000, RulePresets.Parse("take-profit-trader-pro"));
        Assert.Equal((0.0, 1.0, 0.0, -130.0), (outlook.FirstPayout, outlook.Ruined, outlook.MeanPayouts, outlook.ExpectedNet));
        Assert.Equal("0 of 2000 accounts were paid out; a median needs 20", outlook.MedianDaysToFirst.Reason);
        Assert.Equal("net of fees ($130 once)", outlook.FeesInWords);
        Assert.Equal("take-profit-trader-pro: leaves the trader -130 dollars (-130 to -130) net of fees, first payout 0 % (0 % "
            + "to 0 %), lost 100 %", outlook.ToString());
    }

    // A fair game of ±1,000 under Take Profit Trader: lost at 48,000 when the first day loses and the second too, and later on
    // whenever the trail is met; paid as soon as 52,250 is seen at a day's end, that is at 53,000: three steps up before two
    // below the peak. P(paid) = (1 − 1/2)^… : from a fresh peak the next high comes before a fall of two with probability 2/3:
    // (2/3)^3 = 0.296, and from 52,000 on the locked threshold 50,000 is two below as well.
    [Fact]
    public void A_fair_game_is_paid_as_often_as_the_trail_allows()
    {
        FundedOutlook outlook =
            Estimate(day => day % 2 == 0 ? 100_000 : -100_000, RulePresets.Parse("take-profit-trader-pro"), 40);
        Assert.InRange(outlook.FirstPayout, 0.296 - 0.03, 0.296 + 0.03);
        Assert.InRange(outlook.Ruined, 0.98, 1);
        Assert.True(outlook.FirstPayoutInterval.High - outlook.FirstPayoutInterval.Low > 0.1, "days decide the width");
    }

    [Fact]
    public void Without_rules_or_days_the_estimate_is_refused()
    {
        Assert.Equal("'topstep' is an evaluation and pays nothing out", Refusal(RulePresets.Topstep, 20));
        Assert.Equal("the payout rules of 'apex-intraday-funded' were not collected",
            Refusal(RulePresets.ApexIntradayFunded, 20));
        Assert.Equal("there are 19 test days and a funded account's outlook needs at least 20",
            Refusal(RulePresets.ApexLegacyFunded, 19));
    }

    [Fact]
    public void A_funded_preset_has_fees_of_its_own() => Assert.Equal(
        [
            "$149 once", "$0 once, $49 every 30 days", "$130 once", "$0 once, $167 every 30 days, $80 for a reset", "$140 once",
            "$130 once", "$160 once", "$0 once",
        ],
        new[] { "topstep-funded", "topstep", "take-profit-trader-pro", "apex-legacy", "apex-legacy-funded", "lucid-flex",
            "lucid-pro", "lucid-flex-funded" }.Select(name => RulePresets.Parse(name).Fees!.ToString()));

    [Fact]
    public void Every_funded_preset_of_the_same_size_with_payout_rules_is_asked()
    {
        BarSeries bars = Journals.Bars(20);
        PolicyEvaluation evaluation =
            PolicyEvaluation.Of("winner", Journals.Daily(bars, [.. Enumerable.Repeat(20_000L, 20)]), bars, new RuleSet(), 1);
        Assert.Equal(
            ["apex-legacy-funded", "lucid-flex-funded", "my-funded-futures-rapid-funded", "take-profit-trader-pro",
                "topstep-funded"],
            FundedOutlook.UnderPresets(evaluation, RulePresets.All, 1).Select(outlook => outlook.Rules.Name));
    }

    // An entry of 100 and 50 for every month begun: none on day 0, one to day 30, two from day 31 on.
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 150)]
    [InlineData(30, 150)]
    [InlineData(31, 200)]
    public void A_month_begun_is_paid(int days, long dollars) =>
        Assert.Equal(dollars * 100, new FeeRule(10_000, 8_000, 5_000).AfterCents(days));

    // A quarter of the attempts pass: three resets of 80 on average, four attempts of two months at 50: 100 + 240 + 400.
    [Fact]
    public void Fees_until_a_pass_count_every_attempt()
    {
        Assert.Equal(74_000, new FeeRule(10_000, 8_000, 5_000).ExpectedToPassCents(0.25, 60), 6);
        // without a reset the entry is paid again
        Assert.Equal(40_000, new FeeRule(10_000).ExpectedToPassCents(0.25, 60), 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeeRule(1).ExpectedToPassCents(0, 1));
    }

    // Topstep, +500 a day: passed on day 6, 6 × 365 / 252 = 8.69 calendar days of 49 dollars a month: 14.19.
    [Fact]
    public void The_pass_probability_says_what_passing_costs()
    {
        BarSeries bars = Journals.Bars(20);
        TradingJournal journal = Journals.Daily(bars, [.. Enumerable.Repeat(50_000L, 20)]);
        Assert.Equal(14.19, PassProbability.Estimate(
            journal, bars, new RuleSet(), RulePresets.Topstep, 1, out _)!.FeesToPass.Value!.Value, 2);
        Assert.Equal("fees were not collected",
            PassProbability.Estimate(journal, bars, new RuleSet(), RulePresets.ApexIntraday, 1, out _)!.FeesToPass.Reason);
    }

    private static string? Refusal(RuleSet rules, int days)
    {
        BarSeries bars = Journals.Bars(days);
        Assert.Null(FundedOutlook.Estimate(
            Journals.Daily(bars, new long[days]), bars, new RuleSet(), rules, 1, out string? refusal));
        return refusal;
    }

    private static FundedOutlook Estimate(Func<int, long> profit, RuleSet rules, int days = 20)
    {
        BarSeries bars = Journals.Bars(days);
        TradingJournal journal = Journals.Daily(bars, [.. Enumerable.Range(0, days).Select(profit)]);
        return FundedOutlook.Estimate(journal, bars, new RuleSet(), rules, 5, out _)!;
    }
}
