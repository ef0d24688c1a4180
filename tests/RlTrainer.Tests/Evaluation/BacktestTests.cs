using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Evaluation;

public sealed class BacktestTests
{
    private static readonly SyntheticMarket Market =
        SyntheticBars.Generate(new SyntheticConfig { Days = 24, Signal = PlantedSignal.Fast, Seed = 11 });
    private static readonly FeatureTable Features = FeatureSet.Base.Compute(Market.Minutes);
    private static readonly RuleSet Rules = new();

    [Fact]
    public void A_walk_goes_through_all_days_and_every_account_adds_up()
    {
        PolicyEvaluation random = Backtest.Run(new RandomEntries(3, 0.02), Features, EnvironmentConfig.Phase1, Rules, 1);
        Assert.Equal(24, random.Metrics.Days.Count);
        Assert.Equal(24, random.Walked!.DayRewards.Count);
        Assert.True(random.Journal.Trades.Count > 20);
        // The profit of all trades is the profit of all days, to the cent: nothing is open overnight.
        Assert.Equal(random.Journal.Trades.Sum(trade => trade.NetCents), random.Metrics.Days.Sum(day => day.PnlCents));
        Assert.Equal(random.Journal.Accounts.Sum(account => account.EquityCents - Rules.StartCents),
            random.Metrics.Days.Sum(day => day.PnlCents));
    }

    [Fact]
    public void The_audit_agrees_with_the_walk()
    {
        PolicyEvaluation random = Backtest.Run(new RandomEntries(3, 0.02), Features, EnvironmentConfig.Phase1, Rules, 1);
        Assert.True(random.Audit!.IsClean, random.Audit.ToText());
        random.ThrowIfViolated();
    }

    [Fact]
    public void A_tampered_journal_is_a_violation_that_stops_the_evaluation()
    {
        WalkedDays walked = Backtest.Walk(new RandomEntries(3, 0.02), Features, EnvironmentConfig.Phase1, Rules);
        walked.Journal.Fills[0] = walked.Journal.Fills[0] with { CommissionCents = 0 };
        PolicyEvaluation evaluation = PolicyEvaluation.Of("tampered", walked.Journal, Market.Minutes, Rules, 1) with
        {
            Audit = ComplianceAudit.Run(Market.Minutes, Rules, walked.Journal),
        };
        var error = Assert.Throws<InvalidOperationException>(evaluation.ThrowIfViolated);
        Assert.StartsWith("'tampered' on synthetic, seed 11", error.Message, StringComparison.Ordinal);
        Assert.Contains("Commission, account 1, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_policy_walks_the_same_way_twice()
    {
        WalkedDays first = Backtest.Walk(new RandomEntries(3, 0.02), Features, EnvironmentConfig.Phase1, Rules);
        WalkedDays second = Backtest.Walk(new RandomEntries(3, 0.02), Features, EnvironmentConfig.Phase1, Rules);
        Assert.Equal(first.Journal.Trades, second.Journal.Trades);
        Assert.Equal(first.DayRewards, second.DayRewards);
    }

    [Fact]
    public void A_policy_that_stays_flat_earns_nothing_and_is_paid_nothing()
    {
        WalkedDays flat = Backtest.Walk(new AlwaysFlat(), Features, EnvironmentConfig.Phase1, Rules);
        Assert.Equal(0, flat.MeanDayReward);
        Assert.Empty(flat.Journal.Trades);
        Assert.True(flat.EntryChances > 24 * 300, "an entry is legal on nearly every minute of the regular sessions");
    }

    [Fact]
    public void Baselines_stand_in_one_table_and_the_random_one_trades_about_as_often()
    {
        var subject = SideRules.Policy("oracle", SideRules.Oracle(Market, Market.Minutes));
        Comparison comparison = Backtest.Compare([subject], Features, EnvironmentConfig.Phase1, Rules, 1);
        Assert.Equal(["oracle", "always flat", "always long", "buy once a day and hold", "random entries",
            "moving-average cross 20/60"], comparison.Policies.Select(policy => policy.PolicyName));
        double ratio = comparison.Policies[4].Journal.Trades.Count / (double)comparison.Policies[0].Journal.Trades.Count;
        Assert.InRange(ratio, 0.5, 2);
        Assert.True(comparison.Policies[0].Metrics.NetProfit.Value > comparison.Policies[4].Metrics.NetProfit.Value);
    }

    // A narrow drawdown of 300 dollars: after the first losses no contract fits, and a fresh account starts the next day.
    [Fact]
    public void An_account_for_which_no_contract_fits_all_day_is_replaced()
    {
        RuleSet narrow = Rules with { Drawdown = new DrawdownRule(50_000) };
        WalkedDays walked = Backtest.Walk(new RandomEntries(3, 0.05), Features, EnvironmentConfig.Phase1, narrow);
        Assert.Contains(walked.Journal.Accounts, account =>
            account.Reason == "too close to the threshold: no contract fitted all day");
        int lastTraded = DayResults.DayOf(Market.Minutes, walked.Journal.Trades[^1].ExitBar);
        Assert.True(lastTraded >= 20, $"the last trade was on day {lastTraded} of 24");
    }
}
