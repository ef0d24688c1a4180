using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>
/// Entries that switch to micros. NQ: 5 dollars a tick, 2.50 a side; MNQ: 0.50 a tick, 0.60 a side; slippage 1 tick in both.
/// Stop 60 ticks: one NQ risks 61 × 5 + 5 = 310, one MNQ 61 × 0.50 + 1.20 = 31.70. Bought at 10,001, stop 9,941, target 10,181.
/// </summary>
public sealed class MicrosNearThresholdTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;
    private static readonly Dictionary<int, TradeAction> BuyFirst = new() { [1] = TradeAction.Buy };
    private static readonly EnvironmentConfig Switching = HandPlayed.OneContract with { MicrosNearThreshold = true };

    private static readonly AuditOptions SwitchingAudit = new() { FloorAfterTarget = true, MicrosNearThreshold = true };

    [Theory]
    [InlineData(31_000, 1, false)]                                           // 310 is one NQ's risk to the cent
    [InlineData(30_999, 9, true)]                                            // 309.99 / 31.70 = 9.78
    [InlineData(25_000, 7, true)]                                            // 7.89
    [InlineData(3_170, 1, true)]
    public void Where_one_contract_does_not_fit_as_many_micros_are_bought_as_fit(int drawdown, int contracts, bool isMicro)
    {
        Fill entry = Play(Drawdown(drawdown), Quiet, Quiet, Quiet, Quiet).Fills[0];
        Assert.Equal((contracts, isMicro, 10_001), (entry.Contracts, entry.IsMicro, entry.PriceTicks));
        Assert.Equal(isMicro ? 60 * contracts : 250, entry.CommissionCents);
    }

    [Fact]
    public void Where_not_one_micro_fits_the_entry_is_masked_and_counted_as_such()
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, Quiet], [], Switching, Drawdown(3_169));
        Assert.Empty(journal.Fills);
        Assert.Equal(["masked: distance to the threshold"], journal.EntryAdjustments.Keys);
    }

    [Fact]
    public void Without_the_option_the_same_entry_is_masked()
    {
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, Quiet], [], rules: Drawdown(25_000));
        Assert.Empty(journal.Fills);
        Assert.Equal(["masked: distance to the threshold"], journal.EntryAdjustments.Keys);
    }

    [Fact]
    public void A_switch_says_whether_threshold_or_day_limit_asked_for_it()
    {
        Assert.Equal(new Dictionary<string, int> { ["micros: distance to the threshold"] = 1 },
            Play(Drawdown(25_000), Quiet, Quiet, Quiet, Quiet).EntryAdjustments);
        // a day limit of 200 is 6.3 micros
        TradingJournal daily = Play(new RuleSet { DailyLoss = new DailyLossRule(20_000) }, Quiet, Quiet, Quiet, Quiet);
        Assert.Equal((6, "micros: remaining day limit"), (daily.Fills[0].Contracts, daily.EntryAdjustments.Keys.Single()));
    }

    [Fact]
    public void The_programme_s_limit_counts_its_own_number_of_micros_a_mini()
    {
        RuleSet rules = Drawdown(25_000) with { Contracts = new ContractRule(1, MicrosPerMini: 3) };
        Assert.Equal((3, true), (Play(rules, Quiet, Quiet, Quiet, Quiet).Fills[0].Contracts, true));
    }

    [Fact]
    public void A_stop_out_in_micros_costs_what_was_risked_to_the_cent()
    {
        // 7 × (−61 × 0.50 − 1.20) = −221.90; costs 7 × 1.20 + 7 × 2 × 0.50 = 15.40; R = −221.90 / (7 × 60 × 0.50)
        TradingJournal journal = Play(Drawdown(25_000), Quiet, Quiet, Quiet, (10000, 10000, 9900, 9950), Quiet);
        Trade trade = journal.Trades[0];
        Assert.Equal((FillReason.Stop, 7, true, -22_190L, 1_540L),
            (trade.ExitReason, trade.Contracts, trade.IsMicro, trade.NetCents, trade.CostCents));
        Assert.Equal(-221.90 / 210, trade.RMultiple(500), 12);
        Assert.Equal((0.7, 1), (trade.Size, trade.WholeSize));
        Assert.Equal(4_977_810, journal.Accounts[0].EquityCents);
    }

    [Fact]
    public void A_breach_in_micros_is_at_the_price_at_which_their_equity_meets_the_threshold()
    {
        // Balance 49,995.80; at 10,100 equity is 49,995.80 + 99 × 3.50 = 50,342.30 and the threshold 50,092.30. It is met at
        // 10,001 + 96.50 / 3.50 = 10,028.57, a whole tick below is 10,028; sold at 10,027: 26 × 3.50 − 8.40 = 82.60.
        TradingJournal journal = Play(Drawdown(25_000), Quiet, Quiet, Quiet, (10000, 10100, 9990, 10000), Quiet);
        Trade trade = journal.Trades[0];
        Assert.Equal((FillReason.Breach, 10_027.0, 8_260L), (trade.ExitReason, trade.ExitPriceTicks, trade.NetCents));
    }

    [Fact]
    public void Break_even_in_micros_covers_their_own_costs()
    {
        // 1.20 of 0.50 a tick are three ticks, and one of slippage: the stop at 10,005 sells at 10,004: 3 × 3.50 − 8.40 = 2.10
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy, [3] = TradeAction.MoveStopToBreakEven };
        TradingJournal journal = HandPlayed.Play(
            [Quiet, Quiet, Quiet, (10000, 10050, 10000, 10040), (10040, 10040, 9990, 10000), Quiet], script, Switching,
            Drawdown(25_000));
        Assert.Equal((FillReason.Stop, 10_004.0, 210L),
            (journal.Trades[0].ExitReason, journal.Trades[0].ExitPriceTicks, journal.Trades[0].NetCents));
    }

    [Fact]
    public void Half_of_seven_micros_are_three()
    {
        Dictionary<int, TradeAction> script = new()
        {
            [1] = TradeAction.Buy,
            [2] = TradeAction.TakePartial,
            [3] = TradeAction.Close,
        };
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, Quiet, Quiet, Quiet], script, Switching, Drawdown(25_000));
        Assert.Equal([(7, true), (3, true), (4, true)], journal.Fills.Select(fill => (fill.Contracts, fill.IsMicro)));
        // every leg at 9,999: 7 × −2 × 0.50 − 8.40
        Assert.Equal(-1_540, journal.Trades[0].NetCents);
    }

    [Fact]
    public void Micros_count_as_the_contract_they_are_a_part_of_where_size_costs_slippage()
    {
        var model = new ExecutionModel { ContractsPerTick = 1, MicroFeeCents = 10 };
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, Quiet], BuyFirst,
            Switching with { Execution = model }, Drawdown(25_000));
        // a micro's risk is 31.90 with fees on both sides: still 7
        Assert.Equal((7, 1, 70L), (journal.Fills[0].Contracts, journal.Fills[0].SlippageTicks, journal.Fills[0].FeeCents));
    }

    [Fact]
    public void The_auditor_recomputes_micros_and_refuses_them_where_sizing_does_not_switch()
    {
        (int, int, int, int)[] prices = [Quiet, Quiet, Quiet, (10000, 10100, 9990, 10000), Quiet];
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, prices);
        RuleSet rules = Drawdown(25_000);
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, Switching, rules);
        AuditReport clean = ComplianceAudit.Run(bars, rules, journal, null, SwitchingAudit);
        Assert.True(clean.IsClean, clean.ToText());
        AuditReport refused =
            ComplianceAudit.Run(bars, rules, journal, null, SwitchingAudit with { MicrosNearThreshold = false });
        Assert.Equal(["An entry was made in micros, and sizing does not switch to them."],
            refused.Violations.Select(line => line.Text));
        journal.Fills[1] = journal.Fills[1] with { IsMicro = false };
        Assert.Contains(ComplianceAudit.Run(bars, rules, journal, null, SwitchingAudit).Violations,
            line => line.Text == "A fill added to a position, closed more than there was or was in another contract.");
    }

    [Fact]
    public void The_auditor_sees_a_micro_too_many_and_a_wrong_commission()
    {
        (int, int, int, int)[] prices = [Quiet, Quiet, Quiet, Quiet, Quiet];
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, prices);
        RuleSet rules = Drawdown(25_000) with { Contracts = new ContractRule(1, MicrosPerMini: 7) };
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, Switching, rules);
        Assert.Empty(ComplianceAudit.Run(bars, rules, journal, null, SwitchingAudit).Violations);
        Assert.Contains(ComplianceAudit.Run(bars, rules with { Contracts = new ContractRule(1, MicrosPerMini: 6) }, journal, null,
            SwitchingAudit).Violations, line => line.Rule == AuditRule.ContractLimit);
        journal.Fills[0] = journal.Fills[0] with { CommissionCents = 7 * 250 };
        Assert.Contains(ComplianceAudit.Run(bars, rules, journal, null, SwitchingAudit).Violations,
            line => line.Rule == AuditRule.Commission);
    }

    [Fact]
    public void An_exit_in_another_contract_than_the_entry_is_refused()
    {
        Account account = Account.Fresh(1, 5_000_000).After(
            new Fill(1, 2, 0, Side.Long, 7, 10_001, 1, 420, FillReason.Entry, IsMicro: true), 500);
        Assert.Equal(4_999_580 + 7 * 50, account.EquityCents(10_002, 500));
        Assert.Equal("A fill of 7 contracts Short met a position of 7 Long; expected a fill that closes at most the position, in "
            + "the same contract.",
            Assert.Throws<InvalidOperationException>(() => account.After(
                new Fill(1, 3, 0, Side.Short, 7, 10_001, 1, 420, FillReason.Stop), 500)).Message);
    }

    [Fact]
    public void Rejudging_counts_a_micro_with_its_own_tick_and_commission()
    {
        (int, int, int, int)[] prices = [Quiet, Quiet, Quiet, (10000, 10000, 9900, 9950), Quiet];
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, prices);
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, Switching, Drawdown(25_000));
        Rejudgement kept = Rejudge.Trades(journal.Trades, bars, Drawdown(25_000));
        Assert.Equal((AccountOutcome.Undecided, 4_977_810L, 0), (kept.Outcome, kept.EquityCents, kept.TradesRefused));
        // a drawdown of 200 is met 57 ticks below the entry: cut at the threshold of 49,800 + the peak's 9.80 above the start
        Rejudgement cut = Rejudge.Trades(journal.Trades, bars, Drawdown(20_000));
        Assert.Equal((AccountOutcome.Breached, 4_980_980L), (cut.Outcome, cut.EquityCents));
        RuleSet few = Drawdown(25_000) with { Contracts = new ContractRule(1, MicrosPerMini: 6) };
        Assert.Equal(1, Rejudge.Trades(journal.Trades, bars, few).TradesRefused);
        BarSeries micros = TestMarket.Day(Instrument.MNQ, 600, prices);
        Assert.Equal("Trade 1 of 1: it was made in micros, and MNQ has no micro contract here; expected bars of ES, NQ, YM "
            + "or RTY.",
            Assert.Throws<ArgumentException>(() => Rejudge.Trades(journal.Trades, micros, new RuleSet())).Message);
    }

    [Fact]
    public void Counterfactual_costs_take_a_micro_s_tick()
    {
        // one more tick on entry and stop: 7 × 2 × 0.50; no costs: 8.40 + 7.00 back
        (int, int, int, int)[] prices = [Quiet, Quiet, Quiet, (10000, 10000, 9900, 9950), Quiet];
        PolicyEvaluation evaluation = Backtest.Run(
            BarPolicy.Of("buys once", bar => bar == 1 ? Side.Long : Side.Flat),
            TestMarket.Table(TestMarket.Day(Instrument.NQ, 600, prices)), Switching, Drawdown(25_000), 1);
        Assert.Equal([-228.90, -230.30, -206.50],
            Counterfactuals.CostsOf(evaluation).Select(changed => Math.Round(changed.NetProfit.Value!.Value, 2)));
        Assert.Equal(15.40 / 210, evaluation.Metrics.CostPerR.Value!.Value, 12);
    }

    [Theory]
    [InlineData("MNQ", "is a micro itself")]
    [InlineData("CL", "has no micro contract here")]
    public void An_instrument_without_a_micro_is_refused(string symbol, string why)
    {
        Instrument instrument = symbol == "MNQ" ? Instrument.MNQ : Instrument.ES with { Symbol = "CL", Name = "Crude oil" };
        string expected = $"MicrosNearThreshold was true, and {symbol} {why}; expected ES, NQ, YM or RTY, or MicrosNearThreshold "
            + "false.";
        Assert.Equal(expected,
            Assert.Throws<ArgumentException>(() => Switching.CheckedFor(new RuleSet(), instrument)).Message);
        BarSeries bars = TestMarket.Day(instrument, 600, Quiet, Quiet, Quiet);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => HandPlayed.Play(bars, BuyFirst, Switching)).Message);
    }

    [Theory]
    [InlineData("ES", "MES")]
    [InlineData("NQ", "MNQ")]
    [InlineData("YM", "MYM")]
    [InlineData("RTY", "M2K")]
    public void A_micro_has_its_mini_s_ticks_and_a_tenth_of_their_value(string mini, string micro)
    {
        Instrument large = Instrument.Parse(mini), small = Instrument.Parse(micro);
        Assert.Equal(((Instrument?)small, (Instrument?)null), (large.Micro, small.Micro));
        Assert.Equal((large.TickSize, large.SlippageTicks, large.TickValueCents / 10.0),
            (small.TickSize, small.SlippageTicks, (double)small.TickValueCents));
        Assert.Null((large with { TickValueCents = 999 }).Micro);
    }

    [Fact]
    public void A_saved_state_holds_whether_a_position_is_in_micros()
    {
        // quiet bars; the account's room of 250 is 7 micros, and its fast path has no journal
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(Quiet, 100)]);
        EnvironmentConfig config = Switching with { EnvironmentCount = 1, MinimumBarsBeforeFlat = 20, EpisodeBars = 90 };
        TradingEnvironments first = Made(), second = Made();
        Step(first, TradeAction.Buy);
        Step(first, TradeAction.Hold);
        AccountSnapshot at = first.Snapshot(0);
        Assert.Equal((7, true), (at.Account.Contracts, at.Account.IsMicro));
        Assert.Equal(at.Account.BalanceCents - 7 * 50, at.EquityCents);                  // 10,000 is a tick below the entry
        second.RestoreState(first.SaveState());
        Assert.Equal(at, second.Snapshot(0));
        Step(second, TradeAction.Close);
        Assert.Equal((5_000_000 - 1_540L, true), (second.Snapshot(0).Account.BalanceCents, second.Snapshot(0).EntersMicros));

        TradingEnvironments Made()
        {
            var made = new TradingEnvironments(TestMarket.Table(bars), config, Drawdown(25_000), 1);
            made.Reset();
            return made;
        }

        void Step(TradingEnvironments environments, TradeAction action) =>
            environments.Step([config.Actions.IndexOf(action)], new float[1], new EpisodeEnd[1]);
    }

    private static RuleSet Drawdown(long cents) => new() { DailyLoss = null, Drawdown = new DrawdownRule(cents) };

    private static TradingJournal Play(RuleSet rules, params (int, int, int, int)[] bars) =>
        HandPlayed.Play(bars, BuyFirst, Switching, rules);
}
