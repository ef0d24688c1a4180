using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>Phase 2's actions by hand. Entry 10,001, ATR 40, stop 9,941, target
/// 10,181; NQ costs 2 × 2.50 and a tick of slippage a contract.</summary>
public sealed class PositionManagementTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;

    [Fact]
    public void Break_even_moves_the_stop_to_the_entry_plus_round_trip_costs_and_loses_nothing()
    {
        // Commissions 5.00 are one tick, the exit's slippage another: 10,003; sold at 10,002 with +1 tick − 5.00 = 0.
        TradingJournal journal =
            Play([Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10040, 9990, 10000), Quiet],
                (3, TradeAction.MoveStopToBreakEven));
        Assert.Equal((10003, 4), (journal.Protections[^1].StopTicks, journal.Protections[^1].BarIndex));
        Assert.Equal((FillReason.Stop, 10002, 0L),
            (journal.Fills[1].Reason, journal.Fills[1].PriceTicks, journal.Trades[0].NetCents));
    }

    [Theory]
    [InlineData(10003, false)]                                               // the stop would lie at the close
    [InlineData(10004, true)]
    public void Break_even_needs_profit_beyond_costs(int close, bool legal)
    {
        Assert.Equal(legal, IsLegal(
            [Quiet, Quiet, Quiet, (10000, 10050, 9990, close), Quiet, Quiet], 3, TradeAction.MoveStopToBreakEven));
    }

    [Fact]
    public void Tighten_moves_the_stop_to_one_ATR_from_the_close_only_if_nearer()
    {
        // 9,942 > 9,941
        Assert.True(IsLegal([Quiet, Quiet, Quiet, (10000, 10010, 9980, 9982), Quiet, Quiet], 3, TradeAction.TightenStop));
        // 9,941
        Assert.False(IsLegal([Quiet, Quiet, Quiet, (10000, 10010, 9980, 9981), Quiet, Quiet], 3, TradeAction.TightenStop));
        TradingJournal journal =
            Play([Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), Quiet, Quiet], (3, TradeAction.TightenStop));
        Assert.Equal(10000, journal.Protections[^1].StopTicks);
    }

    [Fact]
    public void Extend_moves_the_target_one_ATR_away_three_times()
    {
        TradingJournal journal =
            Play([.. Enumerable.Repeat(Quiet, 10)], (2, TradeAction.ExtendTarget), (3, TradeAction.ExtendTarget),
                (4, TradeAction.ExtendTarget));
        Assert.Equal([10181, 10221, 10261, 10301], journal.Protections.Select(change => change.TargetTicks));
        Assert.Throws<InvalidOperationException>(() => Play(
            [.. Enumerable.Repeat(Quiet, 10)], (2, TradeAction.ExtendTarget), (3, TradeAction.ExtendTarget),
            (4, TradeAction.ExtendTarget), (5, TradeAction.ExtendTarget)));
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_close_and_never_falls_back()
    {
        // Closes 10,040 → stop 10,000; 10,100 → 10,060; 10,070 → stays; low 10,060: stopped at 10,060, sold at 10,059.
        (int, int, int, int)[] bars =
            [Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10100, 10030, 10100), (10100, 10100, 10065, 10070),
                (10070, 10075, 10060, 10070), Quiet];
        TradingJournal journal = Play(bars, (3, TradeAction.TrailStop));
        Assert.Equal([(2, 9941), (4, 10000), (5, 10060)],
            journal.Protections.Select(change => (change.BarIndex, change.StopTicks)));
        Assert.Equal((FillReason.Stop, 6, 10059),
            (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
    }

    [Fact]
    public void Trail_off_leaves_the_stop_where_it_is()
    {
        (int, int, int, int)[] bars =
            [Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10100, 10030, 10100), Quiet, Quiet];
        TradingJournal journal = Play(bars, ActionSet.OriginalNine, (3, TradeAction.TrailStop), (4, TradeAction.TrailOff));
        Assert.Equal(10060, journal.Protections[^1].StopTicks);
    }

    [Fact]
    public void A_partial_exit_closes_half_rounded_down_at_the_next_open_and_needs_two_contracts()
    {
        EnvironmentConfig three = HandPlayed.OneContract with { Contracts = 3 };
        TradingJournal journal = HandPlayed.Play(
            [Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10030, 10050, 10020, 10040), Quiet, Quiet],
            new() { [1] = TradeAction.Buy, [3] = TradeAction.TakePartial, [4] = TradeAction.TakePartial }, three);
        Assert.Equal([(3, 10001), (1, 10029), (1, 9999), (1, 9999)],
            journal.Fills.Select(fill => (fill.Contracts, fill.PriceTicks)));
        // +28 − 2 − 2 ticks × 5.00 − 6 × 2.50 = +105.00; one trade.
        Assert.Equal(10_500, journal.Trades.Single().NetCents);
        Assert.False(IsLegal([Quiet, Quiet, Quiet, Quiet, Quiet], 2, TradeAction.TakePartial));
    }

    [Fact]
    public void A_close_order_fills_at_the_open_unless_the_market_opens_beyond_the_stop()
    {
        TradingJournal journal = Play([Quiet, Quiet, Quiet, (10020, 10025, 10015, 10020), Quiet], (2, TradeAction.Close));
        Assert.Equal((FillReason.Close, 10019), (journal.Fills[1].Reason, journal.Fills[1].PriceTicks));
        journal = Play([Quiet, Quiet, Quiet, (9900, 9925, 9890, 9920), Quiet], (2, TradeAction.Close));
        Assert.Equal((FillReason.Stop, 9899), (journal.Fills[1].Reason, journal.Fills[1].PriceTicks));
    }

    [Fact]
    public void Nothing_but_hold_and_entries_is_legal_while_flat_and_no_entry_in_a_position()
    {
        TradingEnvironments walk = Walk([.. Enumerable.Repeat(Quiet, 6)], ActionSet.Phase2);
        byte[] masks = new byte[9];
        walk.Masks(masks);
        Assert.Equal(new byte[] { 1, 1, 1, 0, 0, 0, 0, 0, 0 }, masks);
        walk.Step([1], new float[1], new EpisodeEnd[1]);
        walk.Masks(masks);
        Assert.Equal(new byte[] { 1, 0, 0, 1, 0, 1, 1, 1, 0 }, masks);
    }

    [Fact]
    public void An_illegal_action_is_an_error_that_names_it_and_moves_nothing()
    {
        TradingEnvironments walk = Walk([.. Enumerable.Repeat(Quiet, 6)], ActionSet.Phase2);
        AccountSnapshot before = walk.Snapshot(0);
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => walk.Step([3], new float[1], new EpisodeEnd[1]));
        Assert.Equal("Action 3 (Close) of environment 0 is illegal at bar 1; choose an action whose mask is 1.", error.Message);
        error = Assert.Throws<InvalidOperationException>(() => walk.Step([9], new float[1], new EpisodeEnd[1]));
        Assert.StartsWith("Action 9 of environment 0 does not exist; expected 0 to 8 (Hold, Buy,", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, walk.Snapshot(0));
    }

    [Fact]
    public void With_masking_off_an_illegal_action_is_hold_and_is_counted()
    {
        EnvironmentConfig config =
            HandPlayed.OneContract with { MaskActions = false, Actions = ActionSet.Phase1, MinimumBarsBeforeFlat = 2 };
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(Quiet, 10)]);
        var environments = new TradingEnvironments(
            TestMarket.Table(bars), config with { EnvironmentCount = 1 }, HandPlayed.NoDailyLimit, 1, null,
            EpisodeSchedule.Listed([1]));
        environments.Reset();
        byte[] masks = new byte[3];
        environments.Masks(masks);
        Assert.Equal(new byte[] { 1, 1, 1 }, masks);
        environments.Step([1], new float[1], new EpisodeEnd[1]);
        environments.Step([2], new float[1], new EpisodeEnd[1]);
        Assert.Equal((1L, Side.Long), (environments.Statistics.IllegalActions, environments.Snapshot(0).Account.Side));
    }

    private static TradingJournal Play((int, int, int, int)[] bars, params (int Bar, TradeAction Action)[] script) =>
        Play(bars, ActionSet.Phase2, script);

    private static TradingJournal Play(
        (int, int, int, int)[] bars, ActionSet actions, params (int Bar, TradeAction Action)[] script)
    {
        Dictionary<int, TradeAction> all = script.ToDictionary(step => step.Bar, step => step.Action);
        all[1] = TradeAction.Buy;
        return HandPlayed.Play(bars, all, HandPlayed.OneContract with { Actions = actions });
    }

    private static bool IsLegal((int, int, int, int)[] bars, int atBar, TradeAction action)
    {
        TradingEnvironments walk = Walk(bars, ActionSet.Phase2);
        for (int step = 1; walk.Snapshot(0).Bar < atBar; step = 0) walk.Step([step], new float[1], new EpisodeEnd[1]);
        byte[] masks = new byte[9];
        walk.Masks(masks);
        return masks[ActionSet.Phase2.IndexOf(action)] == 1;
    }

    private static TradingEnvironments Walk((int, int, int, int)[] bars, ActionSet actions)
    {
        BarSeries series = TestMarket.Day(Instrument.NQ, 600, bars);
        var walk = TradingEnvironments.Walk(
            TestMarket.Table(series), HandPlayed.OneContract with { Actions = actions }, HandPlayed.NoDailyLimit,
            new TradingJournal());
        walk.Reset();
        return walk;
    }
}
