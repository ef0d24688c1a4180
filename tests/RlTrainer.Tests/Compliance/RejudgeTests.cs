using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Compliance;

/// <summary>Trades on NQ bars by hand: one tick of one contract is 5 dollars, 2.50 a side.</summary>
public sealed class RejudgeTests
{
    private static readonly BarSeries Bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 30)]);

    [Fact]
    public void The_same_trades_pass_one_programme_and_miss_the_minimum_days_of_another()
    {
        Trade[] trades = [Won(2, 3, 310_000)];
        Assert.Equal(RejudgedOutcome.Passed, Rejudge.Trades(trades, Bars, RulePresets.Original).Outcome);
        Rejudgement legacy = Rejudge.Trades(trades, Bars, RulePresets.ApexLegacy);
        Assert.Equal((RejudgedOutcome.Undecided, 1, 5_310_000L), (legacy.Outcome, legacy.TradedDays, legacy.EquityCents));
    }

    [Fact]
    public void A_loss_that_one_drawdown_survives_breaches_a_smaller_one()
    {
        Trade[] trades = [Won(2, 3, -210_000)];
        Assert.Equal(RejudgedOutcome.Undecided, Rejudge.Trades(trades, Bars, RulePresets.ApexLegacy).Outcome);
        Rejudgement intraday = Rejudge.Trades(trades, Bars, RulePresets.ApexIntraday);
        Assert.Equal((RejudgedOutcome.Breached, 3), (intraday.Outcome, intraday.Bar));
    }

    [Fact]
    public void A_soft_daily_limit_refuses_the_rest_of_the_day()
    {
        Rejudgement judged = Rejudge.Trades([Won(2, 3, -100_000), Won(5, 6, 400_000)], Bars, RulePresets.Original);
        Assert.Equal((RejudgedOutcome.Undecided, 1, 1, 1), (judged.Outcome, judged.PausedDays, judged.TradesCounted, judged.TradesRefused));
        Assert.Equal(4_900_000, judged.EquityCents);
    }

    [Fact]
    public void A_trade_larger_than_the_contract_limit_is_refused()
    {
        Trade large = Won(2, 3, 10_000) with { Contracts = 7 };
        Assert.Equal(1, Rejudge.Trades([large], Bars, RulePresets.ApexIntraday).TradesRefused);
        Assert.Equal(1, Rejudge.Trades([large], Bars, RulePresets.ApexLegacy).TradesCounted);
    }

    [Fact]
    public void Every_preset_answers_in_one_call()
    {
        IReadOnlyList<Rejudgement> all = Rejudge.UnderEveryPreset([Won(2, 3, 310_000)], Bars);
        Assert.Equal(RulePresets.All.Select(preset => preset.Name), all.Select(judged => judged.Preset));
        // One day made the whole profit: a consistency rule cannot be met.
        Assert.All(all.Zip(RulePresets.All).Where(pair => pair.Second.Consistency is not null), pair => Assert.Equal(RejudgedOutcome.Undecided, pair.First.Outcome));
    }

    [Fact]
    public void The_environments_own_trades_agree_with_the_environment_under_its_own_rules()
    {
        // 60 ticks and a tick of slippage lost on one contract: −305 − 5 = −310 dollars.
        TradingJournal journal = HandPlayed.Play(
            [HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10001, 9900, 9905), HandPlayed.Quiet], new() { [1] = TradeAction.Buy });
        Rejudgement judged = Rejudge.Trades(journal.Trades, Bars, RulePresets.Original);
        Assert.Equal((4_969_000L, 4_969_000L), (judged.EquityCents, journal.Accounts[^1].EquityCents));
    }

    private static Trade Won(int entryBar, int exitBar, long netCents) => new(
        1, Side.Long, 1, entryBar, exitBar, 10000, 10000, 60, 180, netCents, 1500, 2, 2, FillReason.Close);
}
