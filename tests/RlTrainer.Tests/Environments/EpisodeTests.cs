using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>How episodes start and end, worked out on days written by
/// hand (NQ, ATR 40 ticks: one contract risks 310 dollars).</summary>
public sealed class EpisodeTests
{
    private static readonly EnvironmentConfig Config =
        HandPlayed.OneContract with { EnvironmentCount = 1, Actions = ActionSet.Phase1, MinimumBarsBeforeFlat = 5 };

    [Fact]
    public void Starts_lie_in_the_regular_session_with_enough_bars_before_flat_time()
    {
        // Bars from 09:25 to 16:59. 09:30 is bar 5. The last bar before flat time is 16:58; entries fill before 16:00.
        BarSeries bars = TestMarket.Day(Instrument.NQ, 9 * 60 + 25, [.. Enumerable.Repeat(HandPlayed.Quiet, 455)]);
        EnvironmentConfig regular = Config with { EntryWindow = EntryWindow.RegularSession, MinimumBarsBeforeFlat = 60 };
        IReadOnlyList<int> starts = TradingEnvironments.ValidStarts(TestMarket.Table(bars), regular, new RuleSet());
        // 15:58 decides an entry at 15:59, the last before 16:00
        Assert.Equal((5, 5 + 388), (starts[0], starts[^1]));
        IReadOnlyList<int> full =
            TradingEnvironments.ValidStarts(TestMarket.Table(bars), Config with { MinimumBarsBeforeFlat = 60 }, new RuleSet());
        Assert.Equal((1, 453 - 60), (full[0], full[^1]));                 // bar 453 is 16:58
    }

    [Fact]
    public void The_first_bars_of_a_split_are_no_valid_starts()
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 200)]);
        Assert.Equal(35, TradingEnvironments.ValidStarts(TestMarket.Table(bars, warmUpBars: 35), Config, new RuleSet())[0]);
        Assert.Equal(50, TradingEnvironments.ValidStarts(
            TestMarket.Table(bars, warmUpBars: 35), Config with { WindowBars = 50 }, new RuleSet())[0]);
    }

    [Fact]
    public void An_episode_is_cut_after_its_bars_and_at_flat_time_and_neither_is_terminal()
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 15 * 60, [.. Enumerable.Repeat(HandPlayed.Quiet, 120)]);
        Assert.Equal((EpisodeEnd.Truncated, 11), Run(bars, Config with { EpisodeBars = 10 }, 1, TradeAction.Buy));
        Assert.Equal((EpisodeEnd.Truncated, 118), Run(bars, Config, 1, TradeAction.Buy));            // 16:58
        Assert.Equal((EpisodeEnd.None, 50), Run(bars, Config, 1, TradeAction.Hold, untilBar: 50));
    }

    [Fact]
    public void An_early_close_is_flat_one_minute_before_it()
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday, 13 * 60, isEarly: true);
        for (int minute = 12 * 60; minute < 13 * 60 + 5; minute++) builder.Add(minute, HandPlayed.Quiet);
        TradingJournal journal = HandPlayed.Play(builder.Build(), new() { [1] = TradeAction.Buy });
        // 12:58 is bar 58: its close is 12:59.
        Assert.Equal((FillReason.FlatTime, 58), (journal.Fills[1].Reason, journal.Fills[1].BarIndex));
        Assert.Equal(58, journal.Equity[^1].BarIndex);
    }

    [Fact]
    public void No_entry_fills_at_or_after_one_minute_before_flat_time()
    {
        // From 16:50: an entry decided at the close of 16:56 fills at 16:57, one decided at 16:57 would fill at 16:58.
        BarSeries bars = TestMarket.Day(Instrument.NQ, 16 * 60 + 50, [.. Enumerable.Repeat(HandPlayed.Quiet, 10)]);
        var walk = TradingEnvironments.Walk(TestMarket.Table(bars), Config, new RuleSet(), new TradingJournal());
        walk.Reset();
        var allowed = new List<bool>();
        byte[] masks = new byte[3];
        for (; walk.Snapshot(0).End == EpisodeEnd.None; walk.Step([0], new float[1], new EpisodeEnd[1]))
        {
            walk.Masks(masks);
            allowed.Add(masks[1] == 1);
        }
        Assert.Equal([true, true, true, true, true, true, false], allowed);      // bars 1 (16:51) to 7 (16:57)
    }

    [Fact]
    public void An_entry_whose_bar_comes_too_late_is_cancelled_and_counted()
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        foreach (int minute in new[] { 1000, 1001, 1002, 1018 }) builder.Add(minute, HandPlayed.Quiet);   // 16:58 follows 16:42
        TradingJournal journal = HandPlayed.Play(builder.Build(), new() { [2] = TradeAction.Buy });
        Assert.Empty(journal.Fills);
        Assert.Equal(1, journal.EntryAdjustments["cancelled: the next bar came too late"]);
    }

    [Fact]
    public void A_position_is_closed_at_the_last_bar_there_is_when_the_data_end_early()
    {
        TradingJournal journal =
            HandPlayed.Play([HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet],
                new() { [1] = TradeAction.Buy });
        Assert.Equal((FillReason.FlatTime, 3), (journal.Fills[1].Reason, journal.Fills[1].BarIndex));
    }

    [Fact]
    public void An_episode_ends_when_no_contract_fits_any_more()
    {
        // Drawdown 500: a stop-out costs 310; 190 are left, less than the 310 of one contract.
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(50_000) };
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, [
                HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10001, 9900, 9950),
                .. Enumerable.Repeat(HandPlayed.Quiet, 50)]);
        Assert.Equal((EpisodeEnd.Terminated, 3), Run(bars, Config, 1, TradeAction.Buy, rules: rules));
    }

    [Theory]
    [InlineData(true, "passed", 5, 97_000)]                        // 2 contracts at +98 ticks: 2 × (98 × 5.00 − 5.00)
    [InlineData(false, "end of data", 7, 17_500)]                          // the second is stopped out at 9,940: 485.00 − 310.00
    public void A_partial_exit_beyond_the_target_has_not_passed_before_the_rest_is_closed(
        bool closes, string reason, int lastBar, long netCents)
    {
        EnvironmentConfig config = HandPlayed.OneContract with { Contracts = 2, AfterTarget = TargetOutcome.Ends };
        RuleSet rules = HandPlayed.NoDailyLimit with { TargetCents = 40_000 };
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy, [3] = TradeAction.TakePartial };
        if (closes) script[4] = TradeAction.Close;
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600,
            HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10105, 9999, 10100), (10100, 10105, 10095, 10100),
            (10100, 10101, 9930, 9935), HandPlayed.Quiet, HandPlayed.Quiet);
        TradingJournal journal = HandPlayed.Play(bars, script, config, rules);
        Assert.Equal((reason, lastBar), (journal.Accounts[^1].Reason, journal.Accounts[^1].LastBar));
        Assert.Equal(netCents, journal.Trades.Single().NetCents);
        AuditReport report = ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions());
        Assert.True(report.IsClean, report.ToText());
    }

    [Fact]
    public void The_target_terminates_phase_1_and_raises_the_floor_in_phase_2()
    {
        // +180 ticks × 5 − 5.00 = +895.00 against a target of 895.00.
        RuleSet rules = HandPlayed.NoDailyLimit with { TargetCents = 89_500 };
        (int, int, int, int)[] prices =
            [HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10300, 9999, 10200),
                .. Enumerable.Repeat(HandPlayed.Quiet, 50)];
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, prices);
        Assert.Equal((EpisodeEnd.Terminated, 3),
            Run(bars, Config with { AfterTarget = TargetOutcome.Ends }, 1, TradeAction.Buy, rules: rules));
        RuleSet lower = rules with { TargetCents = 80_000 };
        TradingJournal journal = HandPlayed.Play(prices, new() { [1] = TradeAction.Buy }, rules: lower);
        Assert.Equal(5_080_000, journal.Equity.Single(point => point.BarIndex == 3).ThresholdCents);
        Assert.Equal(("passed; end of data", AccountOutcome.Passed), (journal.Accounts[^1].Reason, journal.Accounts[^1].Outcome));
    }

    [Fact]
    public void A_breach_terminates_at_that_bar_and_the_walk_goes_on_with_a_fresh_account_the_next_day()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(50_000) };
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 2; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int minute = 600; minute < 620; minute++)
                builder.Add(minute, minute == 604 ? (10000, 10100, 9000, 9500) : HandPlayed.Quiet);
        }
        TradingJournal journal =
            HandPlayed.Play(builder.Build(), new() { [1] = TradeAction.Buy, [2] = TradeAction.Hold }, rules: rules);
        Assert.Equal([(1, "drawdown breach"), (2, "end of data")],
            journal.Accounts.Select(end => (end.AccountNumber, end.Reason)));
        Assert.Equal((4, 20, 5_000_000L),
            (journal.Accounts[0].LastBar, journal.Accounts[1].FirstBar, journal.Accounts[1].EquityCents));
        Assert.DoesNotContain(journal.Equity, point => point.BarIndex is > 4 and <= 20);
    }

    [Fact]
    public void A_listed_schedule_runs_the_same_episodes_at_every_reset()
    {
        BarSeries bars = TestMarket.RandomWalk(3, 6, Instrument.NQ);
        FeatureTable table = TestMarket.RandomTable(bars, 3);
        EnvironmentConfig config = EnvironmentConfig.Phase1 with { EnvironmentCount = 3 };
        IReadOnlyList<int> valid = TradingEnvironments.ValidStarts(table, config, new RuleSet());
        int[] listed = [valid[5], valid[50], valid[100], valid[7], valid[70]];
        var environments = new TradingEnvironments(table, config, new RuleSet(), 1, null, EpisodeSchedule.Listed(listed));
        environments.Reset();
        Assert.Equal(listed[..3], Enumerable.Range(0, 3).Select(env => environments.Snapshot(env).Bar));
        var ends = new EpisodeEnd[3];
        do environments.Step([0, 0, 0], new float[3], ends); while (!Array.Exists(ends, end => end != EpisodeEnd.None));
        int ended = Array.FindIndex(ends, end => end != EpisodeEnd.None);
        environments.ResetEnded();
        Assert.Equal(listed[(ended + 3) % 5], environments.Snapshot(ended).Bar);
        environments.Reset();
        Assert.Equal(listed[..3], Enumerable.Range(0, 3).Select(env => environments.Snapshot(env).Bar));
    }

    [Fact]
    public void Nothing_of_an_episode_is_left_after_a_reset()
    {
        for (ulong seed = 1; seed <= 6; seed++) ResetComparison.Of(Scenario.Of(seed), 300);
    }

    private static (EpisodeEnd End, int Bar) Run(
        BarSeries bars, EnvironmentConfig config, int start, TradeAction first, int untilBar = int.MaxValue,
        RuleSet? rules = null)
    {
        var environments = new TradingEnvironments(
            TestMarket.Table(bars), config, rules ?? HandPlayed.NoDailyLimit, 1, null, EpisodeSchedule.Listed([start]));
        environments.Reset();
        var ends = new EpisodeEnd[1];
        int action = config.Actions.IndexOf(first);
        do
        {
            environments.Step([action], new float[1], ends);
            action = 0;
        }
        while (ends[0] == EpisodeEnd.None && environments.Snapshot(0).Bar < untilBar);
        return (ends[0], environments.Snapshot(0).Bar);
    }
}
