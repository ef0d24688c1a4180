using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>
/// Faults that were planted in the simulator and that no test saw; one test each. NQ: 5 dollars a tick, 2.50 a side, slippage 1;
/// entry 10,001, stop 9,941, target 10,181. tests/mutation/planted.tsv plants them again.
/// </summary>
public sealed class SimulatorFaultTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;
    private static readonly Dictionary<int, TradeAction> BuyFirst = new() { [1] = TradeAction.Buy };

    [Theory]
    // 5.00 of 12.50: a tick for the commissions, a tick of slippage
    [InlineData("ES", 2)]
    [InlineData("NQ", 2)]                                                    // 5.00 of 5.00
    [InlineData("YM", 3)]
    [InlineData("RTY", 3)]
    [InlineData("MES", 2)]                                                   // 1.20 of 1.25
    [InlineData("MNQ", 4)]                                                   // 1.20 of 0.50: 2.4 ticks are three
    [InlineData("MYM", 5)]
    [InlineData("M2K", 5)]
    public void The_cost_of_break_even_is_rounded_up_to_whole_ticks(string symbol, int ticks)
    {
        Assert.Equal(ticks, Costs.Of(Instrument.Parse(symbol)).BreakEvenTicks);
        // ES: bought at 10,001, stop 10,003, sold at 10,002: +12.50 − 5.00 is no loss; a stop a tick lower would lose 5.00.
        BarSeries bars = TestMarket.Day(
            Instrument.Parse(symbol), 600, Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10040, 9990, 10000), Quiet);
        TradingJournal journal = HandPlayed.Play(bars, new() { [1] = TradeAction.Buy, [3] = TradeAction.MoveStopToBreakEven });
        long tick = bars.Instrument.TickValueCents, net = journal.Trades[0].NetCents;
        Assert.True(net >= 0
            && net < tick, $"{symbol}: the stop at break-even made {net} cents; expected at least 0 and less than a tick of "
                + $"{tick}.");
    }

    [Theory]
    [InlineData(9999, FillReason.Target)]
    [InlineData(9930, FillReason.Stop)]
    public void A_favourable_excursion_ends_at_the_target(int low, FillReason reason)
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, (10000, 10250, low, 10000), Quiet], BuyFirst);
        Assert.Equal((reason, 180), (journal.Trades[0].ExitReason, journal.Trades[0].FavorableTicks));
        Assert.Equal(5_089_750, journal.Equity.Max(point => point.HighestEquityCents));         // 49,997.50 + 180 × 5
    }

    [Fact]
    public void An_entry_that_fills_after_a_reset_is_fitted_to_the_new_days_limit()
    {
        // 23:52 to 23:56, then a hole to 00:01. Limit 1,000, one contract
        // risks 310: the first entry gets 3 of 4 contracts and earns
        // 98 × 5 × 3 − 15 = 1,455. At 23:55 four fit into 2,455; at the fill the new day has its 1,000, which is three.
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        (int, int, int, int)[] bars = [Quiet, Quiet, Quiet, (10100, 10105, 10095, 10100)];
        for (int bar = 0; bar < bars.Length; bar++) builder.Add(bar - 8, bars[bar]);
        for (int minute = 1; minute < 5; minute++) builder.Add(minute, (10100, 10105, 10095, 10100));
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy, [2] = TradeAction.Close, [3] = TradeAction.Buy };
        TradingJournal journal =
            HandPlayed.Play(builder.Build(), script, HandPlayed.OneContract with { Contracts = 4 }, new RuleSet());
        Assert.Equal([(2, 3), (3, 3), (4, 3)], journal.Fills.Take(3).Select(fill => (fill.BarIndex, fill.Contracts)));
        Assert.Equal(145_500, journal.Trades[0].NetCents);
        Assert.Equal(1, journal.EntryAdjustments["cancelled or fewer contracts: daily reset before the fill"]);
    }

    [Fact]
    public void A_trailing_stop_stays_a_tick_behind_the_close_when_the_ATR_shrinks()
    {
        // Best close 10,100 with an ATR of 40: stop 10,060. Then the
        // close is 10,080 with an ATR of 10: 10,090 would lie beyond it.
        TradingJournal journal = PlayTrailing(10, (10100, 10100, 10075, 10080));
        Assert.Equal([10000, 10060, 10079], journal.Protections.Skip(1).Select(change => change.StopTicks));
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_close_and_not_the_last()
    {
        // ATR 25 at a close of 10,090: 25 behind the best close is 10,075; behind the last it would be 10,065.
        TradingJournal journal = PlayTrailing(25, (10100, 10100, 10080, 10090));
        Assert.Equal([10000, 10060, 10075], journal.Protections.Skip(1).Select(change => change.StopTicks));
    }

    [Fact]
    public void The_costs_of_a_partial_exit_belong_to_the_trade_and_to_the_step()
    {
        // Entry of two 15.00, partial 7.50, close 7.50: commission 2.50 and a tick of 5.00 a contract and leg.
        Dictionary<int, TradeAction> script = new()
        {
            [1] = TradeAction.Buy,
            [2] = TradeAction.TakePartial,
            [3] = TradeAction.Close,
        };
        (int, int, int, int)[] prices =
            [Quiet, Quiet, Quiet, (10040, 10040, 10040, 10040), (10020, 10020, 10020, 10020), Quiet, Quiet];
        TradingJournal journal = HandPlayed.Play(prices, script, HandPlayed.OneContract with { Contracts = 2 });
        Assert.Equal(3_000, journal.Trades[0].CostCents);
        // With all costs forgiven the plain reward is the gross profit: 40 + 20 ticks × 5 dollars = 300, of 500 dollars 0.6.
        EnvironmentConfig plain = HandPlayed.OneContract with { Contracts = 2, Reward = RewardConfig.Plain };
        TradingEnvironments walk =
            TradingEnvironments.Walk(
                TestMarket.Table(TestMarket.Day(Instrument.NQ, 600, prices)), plain, HandPlayed.NoDailyLimit,
                new TradingJournal());
        walk.RewardedCostShare = 0;
        walk.Reset();
        float[] rewards = new float[1];
        double sum = 0;
        while (!walk.WalkDone)
        {
            walk.Step([plain.Actions.IndexOf(script.GetValueOrDefault(walk.Snapshot(0).Bar))], rewards, new EpisodeEnd[1]);
            sum += rewards[0];
        }
        Assert.Equal(0.6, sum, 5);
    }

    [Theory]
    [InlineData(9950, true)]                                                 // exactly the threshold
    [InlineData(9951, false)]
    public void A_training_bar_whose_low_is_exactly_the_threshold_breaches(int low, bool breaches)
    {
        // Drawdown 500: the high of 10,050 makes the peak 49,997.50 + 49 ×
        // 5 = 50,242.50, and 100 ticks lower, at 9,950, lies the threshold.
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(50_000) };
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, [
                Quiet, Quiet, Quiet, (10000, 10050, 9990, 10000), (10000, 10000, low, 10000),
                .. Enumerable.Repeat((10000, 10000, 9990, 10000), 10)]);
        TradingEnvironments training = Training(bars, rules);
        var ends = new EpisodeEnd[1];
        for (int bar = 1; bar < 4; bar++) training.Step([bar == 1 ? 1 : 0], new float[1], ends);
        Assert.Equal(breaches ? EpisodeEnd.Terminated : EpisodeEnd.None, ends[0]);
        Assert.Equal(breaches ? 1 : 0, training.Statistics.Breaches);
    }

    [Fact]
    public void A_contract_tier_once_reached_stays_when_the_balance_falls()
    {
        // Two contracts, four above an end-of-day 50,500. Day 1: 98 × 5 × 2 − 10 = +970. Day 2:
        // −42 × 5 × 4 − 20 = −860, to 50,110. Day 3 may still enter with four; the auditor agrees.
        RuleSet rules = HandPlayed.NoDailyLimit with { Contracts = new ContractRule(2, Tiers: [new ContractTier(5_050_000, 4)]) };
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 3; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int bar = 0; bar < 3; bar++) builder.Add(600 + bar, Quiet);
            int then = day == 0 ? 10100 : 9960;
            for (int bar = 3; bar < 6; bar++) builder.Add(600 + bar, (then, then + 5, then - 5, then));
        }
        Dictionary<int, TradeAction> script = [];
        for (int day = 0; day < 3; day++) (script[day * 6 + 1], script[day * 6 + 2]) = (TradeAction.Buy, TradeAction.Close);
        BarSeries bars = builder.Build();
        TradingJournal journal = HandPlayed.Play(bars, script, HandPlayed.OneContract with { Contracts = 4 }, rules);
        Assert.Equal([2, 4, 4], journal.Fills.Where(fill => fill.Reason == FillReason.Entry).Select(fill => fill.Contracts));
        Assert.Equal([97_000L, -86_000L], journal.Trades.Take(2).Select(trade => trade.NetCents));
        AuditReport report = ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
        Assert.True(report.IsClean, report.ToText());
    }

    [Fact]
    public void A_trade_that_nets_zero_is_no_win()
    {
        // Stop at break-even 10,003, sold at 10,002: +1 tick of 5.00 − commissions 5.00 = 0.
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, [
                Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10040, 9990, 10000), .. Enumerable.Repeat(Quiet, 10)]);
        TradingEnvironments training = Training(bars, HandPlayed.NoDailyLimit);
        foreach (TradeAction action in new[] { TradeAction.Buy, TradeAction.Hold, TradeAction.MoveStopToBreakEven })
            training.Step([training.Config.Actions.IndexOf(action)], new float[1], new EpisodeEnd[1]);
        Assert.Equal((1L, 0L, 0L), (training.Statistics.Trades, training.Statistics.WinningTrades, training.Statistics.NetCents));
    }

    [Fact]
    public void A_bar_that_opens_beyond_the_daily_limit_leaves_at_the_open()
    {
        // Two contracts over midnight: the day starts at 23:59's close
        // of 10,150 and its limit of 650 lies 65 ticks lower, at 10,085.
        // 00:00 opens at 10,050: sold at 10,049, not at 10,084.
        RuleSet rules = new() { DailyLoss = new DailyLossRule(65_000) };
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        (int, int, int, int)[] bars = [Quiet, Quiet, (10000, 10150, 9999, 10150), (10050, 10060, 10000, 10020), Quiet, Quiet];
        for (int bar = 0; bar < bars.Length; bar++) builder.Add(bar - 3, bars[bar]);
        TradingJournal journal = HandPlayed.Play(builder.Build(), BuyFirst, HandPlayed.OneContract with { Contracts = 2 }, rules);
        Assert.Equal((FillReason.DailyLimit, 3, 10049),
            (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
    }

    /// <summary>Bought at bar 2, trailing from bar 3's close of 10,040;
    /// bar 4 closes at 10,100; the ATR is 40 up to there.</summary>
    private static TradingJournal PlayTrailing(float lastAtr, (int, int, int, int) lastBar)
    {
        (int, int, int, int)[] prices =
            [Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10100, 10030, 10100), lastBar,
                (10095, 10096, 10094, 10095)];
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, prices);
        float[] atr = [40, 40, 40, 40, 40, lastAtr, lastAtr];
        var table = new FeatureTable(bars, "test", ["zero"], new float[bars.Count], atr) { WarmUpBars = 1, IsNormalized = true };
        var journal = new TradingJournal();
        TradingEnvironments walk = TradingEnvironments.Walk(table, HandPlayed.OneContract, HandPlayed.NoDailyLimit, journal);
        walk.Reset();
        while (walk.Snapshot(0).Bar < 5)
        {
            TradeAction action =
                walk.Snapshot(0).Bar switch { 1 => TradeAction.Buy, 3 => TradeAction.TrailStop, _ => TradeAction.Hold };
            walk.Step([walk.Config.Actions.IndexOf(action)], new float[1], new EpisodeEnd[1]);
        }
        return journal;
    }

    /// <summary>One training environment, without a journal, at bar 1.</summary>
    private static TradingEnvironments Training(BarSeries bars, RuleSet rules)
    {
        EnvironmentConfig config = HandPlayed.OneContract with { EnvironmentCount = 1, MinimumBarsBeforeFlat = 2 };
        var training = new TradingEnvironments(TestMarket.Table(bars), config, rules, 1, null, EpisodeSchedule.Listed([1]));
        training.Reset();
        return training;
    }
}
