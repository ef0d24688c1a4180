using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Tests.Evaluation;

namespace RlTrainer.Tests.Compliance;

/// <summary>Lives of funded accounts worked out by hand, day by day, in dollars.</summary>
public sealed class FundedAccountTests
{
    // Apex legacy: 8 trading days, 5 of them with 50 or more, no day above 30 %, 52,600 must be left at the first three, the
    // least is 500, the first five are 2,000 at most. Eight days of +400 make 53,200: 600 above the safety net. Eight more from
    // 52,600 make 55,800: 3,200 above it, of which 2,000.
    [Fact]
    public void Apex_pays_what_lies_above_the_safety_net_every_eighth_day()
    {
        IReadOnlyList<FundedDay> life = Life(RulePresets.ApexLegacyFunded, Times(16, 400));
        Assert.Equal([(8, 600.0, 600.0), (16, 2000, 2000)], Payouts(life));
        Assert.Equal((52_600, 50_100), (Dollars(life[7].BalanceCents), Dollars(life[7].ThresholdCents)));
        Assert.Equal((7, 7, 8, 8, 1),
            (life[6].TradingDays, life[6].QualifyingDays, life[7].TradingDays, life[7].QualifyingDays, life[8].TradingDays));
    }

    // Best day 1,600: of 4,400 on day 8 it is 36 %, of 5,200 on day
    // 10 30.8 %, of 5,600 on day 11 28.6 %. Of 55,600 − 52,600 the first payout is 2,000.
    [Fact]
    public void Apex_waits_until_the_best_day_is_within_thirty_percent() =>
        Assert.Equal([(11, 2000.0, 2000.0)], Payouts(Life(RulePresets.ApexLegacyFunded, [1600, .. Times(11, 400)])));

    // Four days of 400 and three of −50 leave one qualifying day missing after eight days; 49.99 dollars do not qualify.
    [Fact]
    public void Apex_counts_only_days_with_fifty_dollars()
    {
        double[] days = [700, 700, 700, 700, -50, -50, -50, 49.99, 700];
        IReadOnlyList<FundedDay> life = Life(RulePresets.ApexLegacyFunded, days);
        Assert.Equal((8, 4, 0), (life[7].TradingDays, life[7].QualifyingDays, life[7].PayoutCents));
        // 53,399.99 − 52,600 = 799.99, whole dollars
        Assert.Equal((5, 799), (life[8].QualifyingDays, Dollars(life[8].PayoutCents)));
    }

    // Every eighth day 3,200 more: 55,800, 57,000, 58,200 and 59,400 at payouts of 2,000 each, the fourth and fifth of them
    // without the safety net; the sixth has no cap: 60,600 − 50,100 leaves nothing above the threshold, 10,499 are paid.
    [Fact]
    public void The_first_five_payouts_of_Apex_are_capped_and_the_sixth_is_not() => Assert.Equal(
        [(8, 600.0, 600.0), (16, 2000, 2000), (24, 2000, 2000), (32, 2000, 2000), (40, 2000, 2000), (48, 10_499, 10_499)],
        Payouts(Life(RulePresets.ApexLegacyFunded, Times(48, 400))));

    // Without caps the fourth payout has no safety net: 55,800 − 50,100 leaves nothing
    // above the threshold, 5,699 are paid; 100 lost end the account.
    [Fact]
    public void After_the_safety_net_s_steps_a_payout_may_take_all_but_the_threshold()
    {
        RuleSet apex = RulePresets.ApexLegacyFunded;
        IReadOnlyList<FundedDay> life =
            Life(apex with { Payouts = apex.Payouts! with { CapsCents = null } }, [.. Times(32, 400), -100]);
        Assert.Equal([(8, 600.0, 600.0), (16, 3200, 3200), (24, 3200, 3200), (32, 5699, 5699)], Payouts(life));
        Assert.True(life[^1].IsLost);
        Assert.Equal((50_100, -1), (Dollars(life[^1].BalanceCents), Dollars(life[^1].ProfitCents)));
    }

    // Topstep: five days of 150 or more, at most half of the profit, 90 % to the trader,
    // then the threshold stands at the start. Five days of +200 make 51,000: 500, of which
    // 450. The threshold was 49,000 and is 50,000 now: a loss of 500 ends the account.
    [Fact]
    public void Topstep_pays_half_and_raises_the_floor_to_the_start()
    {
        IReadOnlyList<FundedDay> life = Life(RulePresets.Parse("topstep-funded"), [.. Times(5, 200), -500]);
        Assert.Equal([(5, 500.0, 450.0)], Payouts(life));
        Assert.Equal((48_800 + 0, 50_500, 50_000),
            (Dollars(life[3].ThresholdCents), Dollars(life[4].BalanceCents), Dollars(life[4].ThresholdCents)));
        Assert.True(life[^1].IsLost);
        Assert.False(Life(RulePresets.Parse("topstep-funded"), [.. Times(5, 200), -499])[^1].IsLost);
    }

    // 149.99 dollars are no winning day.
    [Fact]
    public void Topstep_asks_for_five_days_of_one_hundred_and_fifty() =>
        Assert.Equal([(6, 524.0, 471.6)], Payouts(Life(RulePresets.Parse("topstep-funded"), [200, 200, 149.99, 200, 150, 150])));

    // Half of 12,000 is 6,000; the cap is 5,000.
    [Fact]
    public void Topstep_caps_a_payout() =>
        Assert.Equal([(5, 5000.0, 4500.0)], Payouts(Life(RulePresets.Parse("topstep-funded"), [2400, 2400, 2400, 2400, 2400])));

    // Take Profit Trader PRO: a buffer of 2,000 stays, 80 % of the rest, at least 250, on any day.
    [Fact]
    public void Take_Profit_Trader_pays_above_its_buffer_from_the_first_day_on()
    {
        IReadOnlyList<FundedDay> life = Life(RulePresets.Parse("take-profit-trader-pro"), [2000, 300, -100, 340, 20, 900]);
        Assert.Equal([(2, 300.0, 240.0), (5, 260, 208), (6, 900, 720)], Payouts(life));
        Assert.Equal((52_000, 50_000), (Dollars(life[1].BalanceCents), Dollars(life[1].ThresholdCents)));
    }

    // MyFundedFutures Rapid: 52,100 stay, at least 500, 90 % to the trader.
    [Fact]
    public void MyFundedFutures_pays_five_hundred_above_its_buffer() =>
        Assert.Equal([(3, 500.0, 450.0)], Payouts(Life(RulePresets.Parse("my-funded-futures-rapid-funded"), [2100, 499, 1])));

    // Lucid Flex: five days of 150, half of the profit, at most 2,000, 90 %; the threshold stays at 50,100.
    [Fact]
    public void Lucid_pays_half_up_to_two_thousand()
    {
        IReadOnlyList<FundedDay> life = Life(RulePresets.Parse("lucid-flex-funded"), [1000, 1000, 1000, 1000, 149, 1000]);
        Assert.Equal([(6, 2000.0, 1800.0)], Payouts(life));
        Assert.Equal((53_149, 50_100), (Dollars(life[5].BalanceCents), Dollars(life[5].ThresholdCents)));
    }

    [Fact]
    public void What_a_payout_waits_for_is_said()
    {
        PayoutStanding standing = default;
        for (int day = 0; day < 3; day++)
            standing = standing.AfterDay(RulePresets.ApexLegacyFunded.Payouts!, 10_000, hasEntry: true);
        Assert.Equal(["3 of 8 trading days", "3 of 5 qualifying days", "consistency"],
            standing.Missing(RulePresets.ApexLegacyFunded));
        Assert.Equal(["payout rules"], standing.Missing(RulePresets.ApexIntradayFunded));
    }

    [Fact]
    public void A_life_needs_payout_rules() => Assert.Equal(
        "A funded life needs payout rules: 'topstep' is an evaluation and pays nothing out. Pass RulePresets.ApexLegacyFunded, "
        + "or a rule set with Stage Funded and Payouts.",
        Assert.Throws<ArgumentException>(() => Life(RulePresets.Topstep, [1])).Message);

    private static double[] Times(int days, double dollars) => [.. Enumerable.Repeat(dollars, days)];

    private static long Dollars(long cents) => cents / 100;

    private static IReadOnlyList<FundedDay> Life(RuleSet rules, double[] dollars)
    {
        BarSeries bars = Journals.Bars(dollars.Length);
        return FundedLife.Of(
            Journals.Daily(bars, [.. dollars.Select(day => (long)Math.Round(day * 100))]), bars, new RuleSet(), rules);
    }

    /// <summary>Day number from 1, payout and what the trader got of it, dollars.</summary>
    private static IEnumerable<(int Day, double Payout, double Trader)> Payouts(IReadOnlyList<FundedDay> life) =>
        life.Select((day, index) => (index + 1, day.PayoutCents / 100.0, day.TraderCents / 100.0)).Where(day => day.Item2 > 0);
}
