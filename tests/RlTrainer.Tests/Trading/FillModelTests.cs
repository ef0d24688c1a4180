using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Trading;

/// <summary>One test for each numbered assumption of <see cref="FillModel"/>.
/// Entry 10,001 (open 10,000 + 1), stop 9,941, target 10,181.</summary>
public sealed class FillModelTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;
    private static readonly Dictionary<int, TradeAction> BuyFirst = new() { [1] = TradeAction.Buy };

    [Fact]
    public void Assumption_1_an_order_fills_at_the_next_open_with_slippage()
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, (10010, 10015, 10005, 10007), Quiet, Quiet], BuyFirst);
        Assert.Equal((2, Side.Long, 10011, 1),
            (journal.Fills[0].BarIndex, journal.Fills[0].Side, journal.Fills[0].PriceTicks, journal.Fills[0].SlippageTicks));
        journal = HandPlayed.Play([Quiet, Quiet, (10010, 10015, 10005, 10007), Quiet, Quiet], new() { [1] = TradeAction.Sell });
        Assert.Equal((Side.Short, 10009), (journal.Fills[0].Side, journal.Fills[0].PriceTicks));
    }

    [Fact]
    public void Assumption_2_commission_is_paid_on_every_leg()
    {
        // 2 contracts in, 1 out as a partial, 1 out at flat time: 4 contract sides of 2.50 = 10.00.
        TradingJournal journal = HandPlayed.Play(
            [Quiet, Quiet, Quiet, Quiet, Quiet, Quiet], new() { [1] = TradeAction.Buy, [2] = TradeAction.TakePartial },
            HandPlayed.OneContract with { Contracts = 2 });
        Assert.Equal([FillReason.Entry, FillReason.Partial, FillReason.FlatTime], journal.Fills.Select(fill => fill.Reason));
        Assert.Equal([500L, 250L, 250L], journal.Fills.Select(fill => fill.CommissionCents));
        // Bought 2 at 10,001, sold 1 at 9,999 and 1 at 9,999: −4 ticks × 5.00 − 10.00 = −30.00.
        Assert.Equal(-3000, journal.Trades[0].NetCents);
        Assert.Equal(4_997_000, journal.Accounts[^1].EquityCents);
    }

    [Fact]
    public void Assumption_3_a_stop_fills_at_its_price_with_slippage_not_at_the_low()
    {
        Fill exit = Exit([Quiet, Quiet, Quiet, (10000, 10001, 9900, 9905), Quiet]);
        Assert.Equal((FillReason.Stop, 9940, 1), (exit.Reason, exit.PriceTicks, exit.SlippageTicks));
        Assert.Equal(FillReason.Stop, Exit([Quiet, Quiet, Quiet, (10000, 10001, 9941, 9950), Quiet]).Reason);           // touched
        Assert.NotEqual(FillReason.Stop, Exit([Quiet, Quiet, Quiet, (10000, 10001, 9942, 9950), Quiet, Quiet]).Reason);
    }

    [Fact]
    public void Assumption_4_a_bar_that_opens_beyond_the_stop_fills_it_at_the_open()
    {
        Fill exit = Exit([Quiet, Quiet, Quiet, (9900, 9950, 9890, 9940), Quiet]);
        Assert.Equal((FillReason.Stop, 9899), (exit.Reason, exit.PriceTicks));
    }

    [Fact]
    public void Assumption_5_a_target_needs_to_be_traded_through_and_has_no_slippage()
    {
        Assert.Equal(FillReason.FlatTime,
            Exit([Quiet, Quiet, Quiet, (10000, 10181, 9999, 10100), (10100, 10100, 10100, 10100)]).Reason);
        Fill through = Exit([Quiet, Quiet, Quiet, (10000, 10182, 9999, 10100), Quiet]);
        Assert.Equal((FillReason.Target, 10181, 0), (through.Reason, through.PriceTicks, through.SlippageTicks));
        Fill touched = Exit([Quiet, Quiet, Quiet, (10000, 10181, 9999, 10100), Quiet],
            HandPlayed.OneContract with { TargetFill = TargetFill.Touched });
        Assert.Equal((FillReason.Target, 10181), (touched.Reason, touched.PriceTicks));
    }

    [Fact]
    public void Assumption_6_a_bar_that_opens_beyond_the_target_inside_a_session_fills_it_at_its_price()
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, (10300, 10310, 10290, 10300), Quiet], BuyFirst);
        Assert.Equal((FillReason.Target, 10181, 0),
            (journal.Fills[1].Reason, journal.Fills[1].PriceTicks, journal.Fills[1].SlippageTicks));
        // The account never saw 10,300: 49,997.50 + 180 × 5 = 50,897.50 is its peak, and the threshold 48,397.50.
        EquityPoint point = journal.Equity.Single(point => point.BarIndex == 3);
        Assert.Equal((5_089_750, 5_089_500, 4_839_750),
            (point.HighestEquityCents, point.LowestEquityCents, point.ThresholdCents));
        Assert.Equal(180, journal.Trades[0].FavorableTicks);
        journal = HandPlayed.Play([Quiet, Quiet, Quiet, (9700, 9710, 9690, 9700), Quiet], new() { [1] = TradeAction.Sell });
        Assert.Equal((FillReason.Target, 9819), (journal.Fills[1].Reason, journal.Fills[1].PriceTicks));        // sold at 9,999
    }

    [Theory]
    [InlineData(2020, 16 * 60 + 30, 10300, 5_149_250)]                                     // after the halt: +299 × 5 − 2.50
    [InlineData(2020, 16 * 60 + 31, 10300, 5_149_250)]                                     // the halt's first minute is missing
    [InlineData(2020, 16 * 60 + 14, 10181, 5_089_750)]                                     // a hole inside the session
    // no halt any more: a hole inside the session
    [InlineData(2023, 16 * 60 + 30, 10181, 5_089_750)]
    public void Assumption_6_after_a_halt_the_target_fills_at_the_open(int year, int minute, int price, long highestCents)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(new LocalDate(year, 3, 11));
        for (int bar = 0; bar < 4; bar++) builder.Add(16 * 60 + 8 + bar, Quiet);
        builder.Add(minute, (10300, 10310, 10290, 10300));
        builder.Add(minute + 1, (10300, 10310, 10290, 10300));
        BarSeries bars = builder.Build();
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst);
        Assert.Equal((FillReason.Target, 4, price),
            (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
        Assert.Equal(highestCents, journal.Equity.Max(point => point.HighestEquityCents));
        Assert.True(Audited(bars, HandPlayed.NoDailyLimit, journal).IsClean,
            Audited(bars, HandPlayed.NoDailyLimit, journal).ToText());
        Assert.False(Audited(bars, HandPlayed.NoDailyLimit, At(journal, price == 10300 ? 10181 : 10300)).IsClean);
    }

    [Fact]
    public void Assumption_6_a_second_that_opens_beyond_the_target_fills_it_at_its_price()
    {
        (int, int, int, int)[] bars = [Quiet, Quiet, Quiet, (10000, 10250, 10000, 10250), Quiet];
        BarSeries minutes = TestMarket.Day(Instrument.NQ, 600, bars),
            seconds = HandPlayed.SecondsOf(minutes, (3, [10000, 10100]));
        var jump = new Bar(minutes.UtcSeconds[3] + 30, minutes.EasternSeconds[3] + 30, 10250, 10250, 10250, 10250, 1);
        seconds = new BarSeries(
            Instrument.NQ, BarInterval.Second, "two seconds", true, MarketBuilder.Columns([seconds[0], jump]),
            [seconds.Days[0] with { EndBar = 2 }]);
        Fill exit = HandPlayed.Play(bars, BuyFirst, seconds: seconds).Fills[1];
        Assert.Equal((FillReason.Target, 10181, jump.UtcSeconds), (exit.Reason, exit.PriceTicks, exit.UtcSeconds));
    }

    [Theory]
    [InlineData(TradeAction.Close)]
    [InlineData(TradeAction.TakePartial)]
    public void Assumption_6_a_resting_target_comes_before_an_order_decided_at_the_last_close(TradeAction action)
    {
        TradingJournal journal = HandPlayed.Play(
            [Quiet, Quiet, Quiet, (10182, 10190, 10170, 10180), Quiet], new() { [1] = TradeAction.Buy, [2] = action },
            HandPlayed.OneContract with { Contracts = 2 });
        Assert.Equal([(FillReason.Entry, 2, 10001), (FillReason.Target, 2, 10181)],
            journal.Fills.Select(fill => (fill.Reason, fill.Contracts, fill.PriceTicks)));
    }

    [Fact]
    public void Assumption_7_the_favourable_extreme_comes_before_the_adverse_one()
    {
        // Equity at 10,100 is 49,997.50 + 99 × 5 = 50,492.50; the threshold rises to 49,992.50; at 10,000
        // equity is 49,992.50: breached. Had the low come first, the threshold would still have been 49,500.
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(50_000) };
        Fill exit = Exit([Quiet, Quiet, (10000, 10000, 10000, 10000), (10000, 10100, 10000, 10050), Quiet], null, rules);
        Assert.Equal((FillReason.Breach, 3, 9999), (exit.Reason, exit.BarIndex, exit.PriceTicks));
    }

    [Fact]
    public void Assumption_8_without_seconds_a_bar_that_reaches_both_fills_the_stop()
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, (10000, 10250, 9930, 10000), Quiet], BuyFirst);
        Assert.Equal((FillReason.Stop, 9940), (journal.Fills[1].Reason, journal.Fills[1].PriceTicks));
        // The peak saw the target, not the high: 49,997.50 + 180 × 5 = 50,897.50, and the threshold 48,397.50.
        EquityPoint point = journal.Equity.Single(point => point.BarIndex == 3);
        Assert.Equal((5_089_750, 4_839_750), (point.HighestEquityCents, point.ThresholdCents));
    }

    [Fact]
    public void Assumption_9_seconds_decide_the_order_inside_a_minute()
    {
        (int, int, int, int)[] bars = [Quiet, Quiet, Quiet, (10000, 10250, 9930, 10000), Quiet];
        BarSeries minutes = TestMarket.Day(Instrument.NQ, 600, bars);
        BarSeries upFirst = HandPlayed.SecondsOf(minutes, (3, [10000, 10250, 9930, 10000]));
        BarSeries downFirst = HandPlayed.SecondsOf(minutes, (3, [10000, 9930, 10250, 10000]));
        Fill up = HandPlayed.Play(bars, BuyFirst, seconds: upFirst).Fills[1],
            down = HandPlayed.Play(bars, BuyFirst, seconds: downFirst).Fills[1];
        Assert.Equal((FillReason.Target, 10181, minutes.UtcSeconds[3]), (up.Reason, up.PriceTicks, up.UtcSeconds));
        Assert.Equal((FillReason.Stop, 9940, minutes.UtcSeconds[3]), (down.Reason, down.PriceTicks, down.UtcSeconds));
        BarSeries elsewhere = HandPlayed.SecondsOf(minutes, (2, [10000, 10005, 9995, 10000]));
        Assert.Equal(FillReason.Stop, HandPlayed.Play(bars, BuyFirst, seconds: elsewhere).Fills[1].Reason);
    }

    [Fact]
    public void Assumption_10_the_entry_bar_counts_from_its_open_and_earlier_bars_do_not()
    {
        Fill exit = Exit([Quiet, (10000, 10400, 9500, 10000), (10000, 10005, 9930, 9990), Quiet]);
        Assert.Equal((FillReason.Stop, 2, 9940), (exit.Reason, exit.BarIndex, exit.PriceTicks));
        Assert.Equal(3, Exit([Quiet, (10000, 10400, 9500, 10000), Quiet, Quiet]).BarIndex);
    }

    [Fact]
    public void Assumption_11_a_liquidation_fills_where_its_limit_is_reached_rounded_against_the_account()
    {
        // 3 contracts: 15.00 a tick. Peak 49,992.50 + 99 × 15 = 51,477.50, threshold 50,477.50, reached
        // 32.33 ticks above the entry: rounded against the account 32, at 10,033; sold at 10,032.
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(100_000) };
        EnvironmentConfig config = HandPlayed.OneContract with { Contracts = 3 };
        Fill exit = Exit([Quiet, Quiet, Quiet, (10000, 10100, 10000, 10100), Quiet], config, rules,
            up: (10060, 10100, 10040, 10050), then: (10050, 10050, 10020, 10030));
        Assert.Equal((FillReason.Breach, 10032), (exit.Reason, exit.PriceTicks));
        Fill gap = Exit([Quiet, Quiet, Quiet, Quiet, Quiet], config, rules, up: (10060, 10100, 10040, 10050),
            then: (10010, 10020, 10000, 10010));
        Assert.Equal((FillReason.Breach, 10009), (gap.Reason, gap.PriceTicks));
    }

    [Fact]
    public void Assumption_12_the_adverse_extreme_never_lies_beyond_the_exit()
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, (10000, 10001, 9000, 9100), Quiet], BuyFirst);
        // 50,000 − 61 ticks × 5 − 5.00 = 49,690; a low of 9,000 would have been a loss of 5,000.
        Assert.Equal(4_969_000, journal.Equity.Single(point => point.BarIndex == 3).LowestEquityCents);
        Assert.Equal((60, FillReason.Stop), (journal.Trades[0].AdverseTicks, journal.Trades[0].ExitReason));
    }

    [Fact]
    public void Assumption_13_at_one_price_a_breach_comes_before_the_stop()
    {
        // Drawdown 500: after a high of 10,041 the threshold is reached 100 ticks lower, at 9,941, where the stop lies as well.
        RuleSet rules = HandPlayed.NoDailyLimit with { Drawdown = new DrawdownRule(50_000) };
        Fill exit = Exit([Quiet, Quiet, Quiet, (10000, 10041, 9941, 9950), Quiet], null, rules);
        Assert.Equal((FillReason.Breach, 9940), (exit.Reason, exit.PriceTicks));
        exit = Exit([Quiet, Quiet, Quiet, (10000, 10040, 9941, 9950), Quiet], null, rules);
        Assert.Equal(FillReason.Stop, exit.Reason);
    }

    [Theory]
    [InlineData(65_000, 65_000, FillReason.Breach, 10084, "drawdown breach")]            // both at 10,085
    [InlineData(70_000, 65_000, FillReason.DailyLimit, 10084, "end of data")]            // the threshold lies lower
    [InlineData(65_000, 65_001, FillReason.Breach, 10084, "drawdown breach")]
    public void Assumption_13_at_one_price_a_breach_comes_before_the_daily_limit(
        long drawdownCents, long dailyCents, FillReason reason, int price, string end)
    {
        // Two contracts bought at 10,001 before midnight; at 10,150 equity is 50,000 + 149 × 10 − 5 =
        // 51,485: the peak, and the new day's start. 650 below it is 65 ticks lower, 10,085; sold at 10,084.
        RuleSet rules = new() { Drawdown = new DrawdownRule(drawdownCents), DailyLoss = new DailyLossRule(dailyCents) };
        BarSeries bars = OverMidnight(
            Quiet, Quiet, (10000, 10050, 9999, 10050), (10050, 10100, 10045, 10100), (10100, 10150, 10095, 10150),
            (10150, 10150, 10000, 10020), Quiet, Quiet);
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, HandPlayed.OneContract with { Contracts = 2 }, rules);
        Assert.Equal((reason, 5, price), (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
        Assert.Equal(end, journal.Accounts[^1].Reason);
        Assert.True(Audited(bars, rules, journal).IsClean, Audited(bars, rules, journal).ToText());
    }

    [Theory]
    [InlineData(65_000, FillReason.DailyLimit)]                                           // at 10,085, as the stop
    [InlineData(65_001, FillReason.Stop)]                                                 // a tick below it
    public void Assumption_13_at_one_price_the_daily_limit_comes_before_the_stop(long dailyCents, FillReason reason)
    {
        // The close of 10,125 tightens the stop to 10,085. The day starts at 10,150, so that 650 below it lie at 10,085 as well.
        RuleSet rules = new() { DailyLoss = new DailyLossRule(dailyCents) };
        BarSeries bars = OverMidnight(
            Quiet, Quiet, (10000, 10125, 9999, 10125), (10125, 10150, 10120, 10150), (10150, 10150, 10000, 10020), Quiet, Quiet);
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy, [2] = TradeAction.TightenStop };
        TradingJournal journal = HandPlayed.Play(bars, script, HandPlayed.OneContract with { Contracts = 2 }, rules);
        Assert.Equal((reason, 4, 10084), (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
        Assert.True(Audited(bars, rules, journal).IsClean, Audited(bars, rules, journal).ToText());
    }

    [Fact]
    public void A_gap_that_passes_the_daily_limit_and_the_threshold_ends_the_account_and_both_are_reported()
    {
        // Bar 3 opens at 9,700: the stop fills there, −302 ticks × 5 − 5 = −1,515; the limits are 500 and 400.
        RuleSet rules = new() { Drawdown = new DrawdownRule(50_000), DailyLoss = new DailyLossRule(40_000) };
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, Quiet, Quiet, (10000, 10000, 10000, 10000), (9700, 9705, 9690, 9700), Quiet);
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, rules: rules);
        Assert.Equal((FillReason.Stop, 9699), (journal.Fills[1].Reason, journal.Fills[1].PriceTicks));
        Assert.Equal(("drawdown breach", 3, 4_848_500L),
            (journal.Accounts[0].Reason, journal.Accounts[0].LastBar, journal.Accounts[0].EquityCents));
        AuditReport report = Audited(bars, rules, journal);
        Assert.True(report.IsClean, report.ToText());
        Assert.Equal([AuditRule.DailyLoss, AuditRule.Drawdown], report.Breaches.Select(line => line.Rule));
    }

    [Fact]
    public void Assumption_14_at_flat_time_a_position_leaves_at_the_close_of_the_last_bar_before_it()
    {
        // From 16:50: bar 8 starts 16:58 and ends at 16:59, flat time; bars 9 and 10 are not traded.
        (int, int, int, int)[] bars = [.. Enumerable.Repeat(Quiet, 8), (10000, 10020, 9990, 10015), Quiet, Quiet];
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, firstMinute: 16 * 60 + 50);
        Assert.Equal((FillReason.FlatTime, 8, 10014),
            (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
        Assert.Equal(8, journal.Equity[^1].BarIndex);
    }

    [Theory]
    [InlineData(60.4, 60)]
    [InlineData(2.5, 3)]
    [InlineData(0.2, 1)]
    [InlineData(0.0, 1)]
    public void Assumption_15_distances_round_to_the_nearest_tick_and_are_at_least_one(double ticks, int expected)
    {
        Assert.Equal(expected, FillModel.DistanceTicks(ticks));
    }

    [Theory]
    // slippage 1: in at 10,001, the stop at 10,000 is the open
    [InlineData("ES", 1, false)]
    [InlineData("ES", 2, true)]
    // slippage 2: in at 10,002, out at 9,998, low 10,000
    [InlineData("M2K", 1, false)]
    [InlineData("M2K", 2, false)]
    [InlineData("M2K", 3, true)]
    public void Assumption_16_a_stop_within_its_entrys_slippage_is_masked_and_counted(string symbol, int stopTicks, bool isLegal)
    {
        BarSeries bars = TestMarket.Day(Instrument.Parse(symbol), 600, [.. Enumerable.Repeat((10000, 10000, 10000, 10000), 6)]);
        FeatureTable table = TestMarket.Table(bars, stopTicks / 1.5f);
        var journal = new TradingJournal();
        TradingEnvironments walk = TradingEnvironments.Walk(table, HandPlayed.OneContract, HandPlayed.NoDailyLimit, journal);
        walk.Reset();
        byte[] masks = new byte[walk.ActionCount];
        walk.Masks(masks);
        Assert.Equal((isLegal, isLegal), (masks[1] == 1, masks[2] == 1));
        Assert.Equal(isLegal ? 0 : 1, walk.Statistics.Adjustments(EntryAdjustment.MaskedForSlippage));
        Assert.Equal(isLegal ? 0 : 1,
            journal.EntryAdjustments.GetValueOrDefault("masked: stop distance not larger than the slippage"));
        if (!isLegal) return;
        // A market that stands still leaves the position alone until flat time.
        TradingJournal held = HandPlayed.Play(bars, BuyFirst, atr: stopTicks / 1.5f);
        Assert.Equal((FillReason.FlatTime, 5), (held.Fills[1].Reason, held.Fills[1].BarIndex));
    }

    [Fact]
    public void Assumption_16_the_auditor_finds_an_entry_whose_stop_lies_within_its_slippage()
    {
        BarSeries bars = TestMarket.Day(Instrument.M2K, 600, Quiet, Quiet, Quiet, Quiet);
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst);
        Assert.Equal((10002, 9942), (journal.Fills[0].PriceTicks, journal.Protections[0].StopTicks));
        journal.Protections[0] = journal.Protections[0] with { StopTicks = 10000 };
        AuditLine line = Audited(bars, HandPlayed.NoDailyLimit, journal).Violations[0];
        Assert.Equal((AuditRule.StopMove, "An entry's stop lay within its own slippage.", 2, 2),
            (line.Rule, line.Text, line.Value, line.Limit));
    }

    [Fact]
    public void An_episode_ends_where_only_stops_within_the_slippage_are_ahead()
    {
        // 70 minutes from 10:00, every stop one ES tick: nothing can be entered any more, so the episode ends at its first step.
        BarSeries bars = TestMarket.Day(Instrument.ES, 600, [.. Enumerable.Repeat(Quiet, 70)]);
        var environments = new TradingEnvironments(
            TestMarket.Table(bars, 0.5f), HandPlayed.OneContract with { EnvironmentCount = 1, MinimumBarsBeforeFlat = 5 },
            HandPlayed.NoDailyLimit, 1);
        var ends = new EpisodeEnd[1];
        environments.Reset();
        environments.Step([0], new float[1], ends);
        Assert.Equal((EpisodeEnd.Terminated, 1L), (ends[0], environments.Statistics.NothingFits));
    }

    /// <summary>The same journal with its exit at another price.</summary>
    private static TradingJournal At(TradingJournal journal, int priceTicks)
    {
        journal.Fills[1] = journal.Fills[1] with { PriceTicks = priceTicks };
        return journal;
    }

    private static AuditReport Audited(BarSeries bars, RuleSet rules, TradingJournal journal) =>
        ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });

    /// <summary>The last three bars come from midnight on, the bars before them up to 23:59.</summary>
    private static BarSeries OverMidnight(params (int, int, int, int)[] bars)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        for (int bar = 0; bar < bars.Length; bar++) builder.Add(bar - (bars.Length - 3), bars[bar]);
        return builder.Build();
    }

    private static Fill Exit(
        (int, int, int, int)[] bars, EnvironmentConfig? config = null, RuleSet? rules = null, (int, int, int, int)? up = null,
        (int, int, int, int)? then = null)
    {
        if (up is { } first && then is { } second) bars = [Quiet, Quiet, Quiet, first, second, Quiet];
        return HandPlayed.Play(bars, BuyFirst, config, rules).Fills[1];
    }
}
