using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>Every rule with every action set, over several days: no phase enforces less than another.</summary>
public sealed class EveryPhaseTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;
    private static readonly Dictionary<int, TradeAction> BuyEachDay = new()
    {
        [1] = TradeAction.Buy,
        [20] = TradeAction.Sell,
        [40] = TradeAction.Buy,
    };

    public static TheoryData<string> ActionSets { get; } = new(ActionSet.All.Select(set => set.Name));

    [Theory]
    [MemberData(nameof(ActionSets))]
    public void A_position_is_flat_by_flat_time_on_every_day(string actions)
    {
        // 16:50 to 17:09: bar 8 of each day starts 16:58 and is the last.
        TradingJournal journal = Play(actions, 16 * 60 + 50, _ => Quiet, new RuleSet());
        Assert.Equal(
            [(FillReason.Entry, 2), (FillReason.FlatTime, 8), (FillReason.Entry, 21), (FillReason.FlatTime, 28),
                (FillReason.Entry, 41), (FillReason.FlatTime, 48)],
            journal.Fills.Select(fill => (fill.Reason, fill.BarIndex)));
    }

    [Theory]
    [MemberData(nameof(ActionSets))]
    public void A_soft_daily_limit_pauses_its_day_and_entries_are_legal_again_the_next(string actions)
    {
        // Limit 400. Bar 3 opens at 9,900: sold at 9,899, −102 × 5 − 5 =
        // −515. Bars 3 to 18 of that day are masked, bar 19 is the last.
        TradingJournal journal =
            Play(actions, 600, bar => bar == 3 ? (9900, 9905, 9890, 9900) : Quiet,
                new RuleSet { DailyLoss = new DailyLossRule(40_000) });
        Assert.Equal(16, journal.EntryAdjustments["masked: daily limit reached"]);
        Assert.Equal([2, 3, 21, 39, 41, 59], journal.Fills.Select(fill => fill.BarIndex));
        Assert.Single(journal.Accounts);
    }

    [Theory]
    [MemberData(nameof(ActionSets))]
    public void A_drawdown_breach_ends_the_account_at_that_bar_and_a_fresh_one_trades_the_next_day(string actions)
    {
        // Drawdown 500. After a high of 10,100 the threshold is 500 below 50,492.50, reached on the same bar.
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(50_000) };
        TradingJournal journal = Play(actions, 600, bar => bar == 4 ? (10000, 10100, 9000, 9500) : Quiet, rules);
        Assert.Equal([(1, "drawdown breach", 4), (2, "end of data", 59)],
            journal.Accounts.Select(end => (end.AccountNumber, end.Reason, end.LastBar)));
        Assert.Equal(FillReason.Breach, journal.Fills[1].Reason);
        Assert.DoesNotContain(journal.Equity, point => point.BarIndex is > 4 and < 20);
    }

    [Theory]
    [MemberData(nameof(ActionSets))]
    public void A_hard_daily_limit_ends_the_account_at_that_bar(string actions)
    {
        RuleSet rules = new() { DailyLoss = new DailyLossRule(40_000, EndsAccount: true) };
        TradingJournal journal = Play(actions, 600, bar => bar == 3 ? (9900, 9905, 9890, 9900) : Quiet, rules);
        Assert.Equal([(1, "daily limit breach", 3), (2, "end of data", 59)],
            journal.Accounts.Select(end => (end.AccountNumber, end.Reason, end.LastBar)));
    }

    [Theory]
    [MemberData(nameof(ActionSets))]
    public void Contracts_never_exceed_the_rules_limit(string actions)
    {
        EnvironmentConfig config = ConfigOf(actions) with { Contracts = 6 };
        TradingJournal journal = Play(config, 600, _ => Quiet, HandPlayed.NoDailyLimit with { Contracts = new ContractRule(3) });
        Assert.All(journal.Fills.Where(fill => fill.Reason == FillReason.Entry), fill => Assert.Equal(3, fill.Contracts));
    }

    [Theory]
    [MemberData(nameof(ActionSets))]
    public void An_illegal_action_without_masks_freezes_no_time_and_skips_no_stop(string actions)
    {
        // Sell while long is Hold; the bar's stop at 9,941 is hit all the same.
        EnvironmentConfig config = ConfigOf(actions) with { MaskActions = false };
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy, [2] = TradeAction.Sell };
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, Quiet, Quiet, Quiet, (10000, 10001, 9900, 9905), Quiet);
        TradingJournal journal = HandPlayed.Play(bars, script, config);
        Assert.Equal([(FillReason.Entry, 2), (FillReason.Stop, 3)], journal.Fills.Select(fill => (fill.Reason, fill.BarIndex)));
        Assert.Equal([2, 3, 4], journal.Equity.Select(point => point.BarIndex));
    }

    private static EnvironmentConfig ConfigOf(string actions) => HandPlayed.OneContract with
    {
        Actions = ActionSet.Parse(actions),
        AfterTarget = actions == "phase1" ? TargetOutcome.Ends : TargetOutcome.RaisesFloor,
    };

    private static TradingJournal Play(string actions, int firstMinute, Func<int, (int, int, int, int)> prices, RuleSet rules) =>
        Play(ConfigOf(actions), firstMinute, prices, rules);

    /// <summary>Three days of twenty bars, an entry early on each.</summary>
    private static TradingJournal Play(
        EnvironmentConfig config, int firstMinute, Func<int, (int, int, int, int)> prices, RuleSet rules)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 3; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int bar = 0; bar < 20; bar++) builder.Add(firstMinute + bar, prices(day * 20 + bar));
        }
        return HandPlayed.Play(builder.Build(), BuyEachDay, config, rules);
    }
}
