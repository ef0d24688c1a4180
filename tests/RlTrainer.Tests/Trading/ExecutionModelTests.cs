using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Trading;

/// <summary>
/// One test for each numbered assumption of <see cref="ExecutionModel"/>. NQ from 10:00: slippage
/// 1 tick, 5 dollars a tick, 2.50 a side; a quiet bar has a range of 10 ticks; bought at bar 2.
/// </summary>
public sealed class ExecutionModelTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;

    [Fact]
    public void Assumption_1_an_order_at_the_open_slips_by_the_range_before_and_a_stop_by_its_own()
    {
        // A fifth of the range: 10 ticks before the entry are 2, so 10,000
        // + 1 + 2; the stop 60 lower, at 9,943. Its bar has a range of
        // 101 ticks, 20.2: sold at 9,943 − 1 − 20.
        TradingJournal journal =
            Play(new ExecutionModel { RangeShare = 0.2 }, [Quiet, Quiet, Quiet, (10000, 10001, 9900, 9905), Quiet]);
        Assert.Equal([(10003, 3), (9922, 21)], journal.Fills.Select(fill => (fill.PriceTicks, fill.SlippageTicks)));
    }

    [Theory]
    [InlineData(10, 2, 10, 3, 4)]                                            // 10:02, the entry's minute
    [InlineData(10, 3, 10, 2, 1)]                                            // the whole day but 10:02
    [InlineData(23, 0, 10, 3, 4)]                                            // over midnight
    [InlineData(9, 0, 10, 2, 1)]
    public void Assumption_2_hours_add_their_ticks(int fromHour, int fromMinute, int toHour, int toMinute, int slippage)
    {
        var model = new ExecutionModel
        {
            Hours = [new SlippageHours(new LocalTime(fromHour, fromMinute), new LocalTime(toHour, toMinute), 3)],
        };
        Assert.Equal(slippage, Play(model, [Quiet, Quiet, Quiet, Quiet]).Fills[0].SlippageTicks);
    }

    [Theory]
    [InlineData(2, 0, 1, 3)]                                                 // at 10:02 and for one minute from it on
    [InlineData(2, 0, 0, 1)]
    [InlineData(1, 0, 1, 1)]                                                 // over at 10:02
    [InlineData(1, 0, 2, 3)]
    [InlineData(3, 1, 1, 3)]                                                 // a minute before 10:03
    [InlineData(4, 1, 1, 1)]
    public void Assumption_2_events_add_their_ticks_around_their_minute(int minute, int before, int after, int slippage)
    {
        var model = new ExecutionModel
        {
            Events = [new SlippageEvent(TestMarket.Monday, new LocalTime(10, minute), before, after, 2)],
        };
        Assert.Equal(slippage, Play(model, [Quiet, Quiet, Quiet, Quiet, Quiet, Quiet]).Fills[0].SlippageTicks);
        var nextDay = new ExecutionModel
        {
            Events = [new SlippageEvent(TestMarket.Monday.PlusDays(1), new LocalTime(10, minute), before, after, 2)],
        };
        Assert.Equal(1, Play(nextDay, [Quiet, Quiet, Quiet, Quiet, Quiet, Quiet]).Fills[0].SlippageTicks);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]                                                       // two contracts beyond the first
    [InlineData(5, 3)]
    public void Assumption_3_the_size_adds_a_tick_for_every_so_many_contracts(int contracts, int slippage)
    {
        TradingJournal journal = Play(new ExecutionModel { ContractsPerTick = 2 }, [Quiet, Quiet, Quiet, Quiet], contracts);
        Assert.Equal((contracts, slippage), (journal.Fills[0].Contracts, journal.Fills[0].SlippageTicks));
    }

    [Fact]
    public void Assumption_4_a_liquidation_slips_further_than_a_stop()
    {
        // Drawdown 500: the high of 10,050 puts the threshold at 9,950, above the stop:
        // sold at 9,950 − 1 − 7. The stop of another account, 9,941, is sold at 9,940.
        var model = new ExecutionModel { ForcedExitTicks = 7 };
        (int, int, int, int)[] bars = [Quiet, Quiet, Quiet, (10000, 10050, 9990, 10000), (10000, 10000, 9900, 9900), Quiet];
        Fill breach = Play(model, bars, rules: new RuleSet { DailyLoss = null, Drawdown = new DrawdownRule(50_000) }).Fills[1];
        Fill stop = Play(model, bars).Fills[1];
        Assert.Equal([(FillReason.Breach, 9942), (FillReason.Stop, 9940)],
            new[] { breach, stop }.Select(fill => (fill.Reason, fill.PriceTicks)));
    }

    [Fact]
    public void Assumption_5_fees_are_paid_on_every_leg_apart_from_the_commission()
    {
        // 1.38 + 0.25 a contract and side; two ticks lost and two commissions: −10.00 − 5.00 − 3.26 = −18.26.
        TradingJournal journal =
            Play(new ExecutionModel { ExchangeFeeCents = 138, PlatformFeeCents = 25 }, [Quiet, Quiet, Quiet, Quiet]);
        Assert.Equal([(250L, 163L), (250L, 163L)], journal.Fills.Select(fill => (fill.CommissionCents, fill.FeeCents)));
        Assert.Equal((-1_826L, 1_826L), (journal.Trades[0].NetCents, journal.Trades[0].CostCents));
        // Break-even: 8.26 are two ticks of 5.00, and one of slippage.
        Assert.Equal(3, Costs.Of(Instrument.NQ, new ExecutionModel { ExchangeFeeCents = 138, PlatformFeeCents = 25 })
            .BreakEvenTicks);
    }

    [Fact]
    public void Assumption_6_a_fill_that_comes_later_and_finds_its_stop_within_the_slippage_is_cancelled()
    {
        // Decided at 10:01 for 10:02, filled at 10:04 after a hole, where
        // an hour of 60 more ticks begins: the stop of 60 is within 61.
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        foreach (int minute in new[] { 600, 601, 604, 605, 606 }) builder.Add(minute, Quiet);
        var model = new ExecutionModel { Hours = [new SlippageHours(new LocalTime(10, 4), new LocalTime(11, 0), 60)] };
        TradingJournal journal =
            HandPlayed.Play(builder.Build(), new() { [1] = TradeAction.Buy }, HandPlayed.OneContract with { Execution = model });
        Assert.Empty(journal.Fills);
        Assert.True(journal.EntryAdjustments["masked: stop distance not larger than the slippage"] > 0);
    }

    [Fact]
    public void The_auditor_finds_a_tick_or_a_cent_that_the_model_does_not_have()
    {
        var model = new ExecutionModel { RangeShare = 0.2, ExchangeFeeCents = 138 };
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, Quiet, Quiet, Quiet, Quiet);
        TradingJournal journal =
            HandPlayed.Play(bars, new() { [1] = TradeAction.Buy }, HandPlayed.OneContract with { Execution = model });
        Assert.True(Audit(model).IsClean, Audit(model).ToText());
        Assert.Contains(Audit(model with { RangeShare = 0.1 }).Violations, line => line.Rule == AuditRule.Slippage);
        Assert.Contains(Audit(model with { PlatformFeeCents = 1 }).Violations, line =>
            line.Text == "The fees of a Entry fill of 1 contracts are wrong.");

        AuditReport Audit(ExecutionModel other) =>
            ComplianceAudit.Run(bars, HandPlayed.NoDailyLimit, journal, null,
                new AuditOptions { FloorAfterTarget = true, Execution = other });
    }

    [Fact]
    public void A_model_is_written_to_a_run_json_and_read_back_and_compared_by_content()
    {
        var model = new ExecutionModel
        {
            ContractsPerTick = 4,
            Events = [new SlippageEvent(TestMarket.Monday, new LocalTime(8, 30), 1, 5, 3)],
            Hours = [new SlippageHours(new LocalTime(18, 0), new LocalTime(9, 30), 1)],
        };
        RunConfig config = RunConfig.Phase1 with { Environment = EnvironmentConfig.Phase1 with { Execution = model } };
        RunConfig read = RunConfigText.Read(RunConfigText.Write(config), "run.json", []).Config;
        Assert.Equal(model, read.Environment.Execution);
        Assert.NotEqual(model, model with { Events = [] });
        Assert.Equal(ExecutionModel.Standard, RunConfigText.Read("{}", "run.json", []).Config.Environment.Execution);
    }

    [Fact]
    public void Every_bad_value_is_named_with_its_range()
    {
        var bad = new ExecutionModel
        {
            RangeShare = 2,
            ContractsPerTick = 0,
            ForcedExitTicks = -1,
            ExchangeFeeCents = -1,
            PlatformFeeCents = 100_001,
            Hours = [new SlippageHours(default, default, -1)],
            Events = [new SlippageEvent(TestMarket.Monday, default, -1, 0, 0)],
        };
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => (EnvironmentConfig.Phase1 with { Execution = bad }).Checked());
        Assert.StartsWith("The environment's configuration has 7 bad value(s): Execution.RangeShare was 2; expected a share in "
            + "[0, 1]", error.Message, StringComparison.Ordinal);
    }

    private static TradingJournal Play(
        ExecutionModel model, (int, int, int, int)[] bars, int contracts = 1, RuleSet? rules = null) =>
        HandPlayed.Play(bars, new() { [1] = TradeAction.Buy },
            HandPlayed.OneContract with { Contracts = contracts, Execution = model }, rules);
}
