using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>A clean journal with one fault planted in it, or audited
/// against facts that differ by one fault, is never clean.</summary>
public sealed class PlantedFaultTests
{
    private static readonly BarSeries Bars = TestMarket.RandomWalk(11, 6, Instrument.NQ, 10);
    private static readonly FeatureTable Table = TestMarket.RandomTable(Bars, 11, 12);
    private static readonly EnvironmentConfig Config = EnvironmentConfig.Phase1 with { EntryWindow = EntryWindow.Full };
    private static readonly RuleSet Rules = new();

    [Fact]
    public void The_journal_without_a_fault_is_clean() => Assert.True(Audit(Journal()).IsClean, Audit(Journal()).ToText());

    [Fact]
    public void Fault_1_a_commission_left_out() =>
        Caught(AuditRule.Commission, journal => journal.Fills[3] = journal.Fills[3] with { CommissionCents = 0 });

    [Fact]
    public void Fault_2_a_peak_off_by_one_cent() =>
        Caught(AuditRule.Books, journal => Shift(journal, 40, point => point with { ThresholdCents = point.ThresholdCents + 1 }));

    [Fact]
    public void Fault_3_favourable_and_adverse_swapped() =>
        Caught(AuditRule.Books, journal => Shift(journal, ExposedPoint(journal), point => point with
        {
            LowestEquityCents = point.HighestEquityCents,
            HighestEquityCents = point.LowestEquityCents,
        }));

    [Fact]
    public void Fault_4_a_stop_one_tick_late() =>
        Caught(AuditRule.Exit, journal =>
        {
            int exit = journal.Fills.FindIndex(fill => fill.Reason == FillReason.Stop);
            journal.Fills[exit] =
                journal.Fills[exit] with { PriceTicks = journal.Fills[exit].PriceTicks + (int)journal.Fills[exit].Side };
        });

    [Fact]
    public void Fault_5_the_wrong_multiplier()
    {
        Instrument es = Instrument.ES with { Symbol = "NQ" };
        var bars = new BarSeries(es, BarInterval.Minute, "wrong multiplier", true, Columns(), Bars.Days);
        Assert.Contains(ComplianceAudit.Run(bars, Rules, Journal()).Violations, line => line.Rule == AuditRule.Books);
    }

    [Fact]
    public void Fault_6_midnight_an_hour_off()
    {
        AuditReport report = ComplianceAudit.Run(Bars, Rules with { DailyReset = new LocalTime(1, 0) }, Journal());
        Assert.Contains(report.Violations, line => line.Rule == AuditRule.Books
            && line.Text.Contains("day profit", StringComparison.Ordinal));
    }

    [Fact]
    public void Fault_7_a_stop_that_the_market_passed_without_an_exit() =>
        Caught(AuditRule.Exit, journal =>
            journal.Fills.RemoveAt(journal.Fills.FindIndex(fill => fill.Reason == FillReason.Stop)));

    [Fact]
    public void Fault_8_a_position_kept_over_flat_time() =>
        Caught(AuditRule.FlatTime, journal =>
            journal.Fills.RemoveAt(journal.Fills.FindIndex(fill => fill.Reason == FillReason.FlatTime)), holdsToFlatTime: true);

    [Fact]
    public void Fault_9_slippage_left_out_of_a_market_order() =>
        Caught(AuditRule.Slippage, journal => journal.Fills[0] = journal.Fills[0] with { SlippageTicks = 0 });

    [Fact]
    public void Fault_10_more_contracts_than_the_rules_allow()
    {
        AuditReport report = ComplianceAudit.Run(Bars, Rules with { Contracts = new ContractRule(1) }, Journal());
        Assert.Contains(report.Violations, line => line.Rule == AuditRule.ContractLimit);
    }

    [Fact]
    public void Fault_11_an_entry_at_another_price_than_the_open() =>
        Caught(AuditRule.OpenPrice, journal =>
            journal.Fills[0] = journal.Fills[0] with { PriceTicks = journal.Fills[0].PriceTicks - 1 });

    [Fact]
    public void Fault_12_a_drawdown_limit_that_was_not_enforced()
    {
        AuditReport report = ComplianceAudit.Run(Bars, Rules with { Drawdown = new DrawdownRule(60_000) }, Journal());
        Assert.Contains(report.Violations, line => line.Rule == AuditRule.Drawdown);
    }

    [Fact]
    public void Fault_13_a_daily_limit_that_was_not_enforced()
    {
        AuditReport report = ComplianceAudit.Run(Bars, Rules with { DailyLoss = new DailyLossRule(20_000) }, Journal());
        Assert.Contains(report.Violations, line => line.Rule == AuditRule.DailyLoss);
    }

    [Fact]
    public void Fault_14_a_stop_moved_away_from_the_price() =>
        Caught(AuditRule.StopMove, journal =>
        {
            Fill entry = journal.Fills[0];
            journal.Protections.Insert(
                1, new ProtectionChange(
                    1, entry.BarIndex + 1, journal.Protections[0].StopTicks - (int)entry.Side,
                    journal.Protections[0].TargetTicks));
        });

    [Fact]
    public void Fault_15_a_stop_on_the_wrong_side_of_its_entry()
    {
        TradingJournal journal = Journal();
        Fill entry = journal.Fills[0];
        journal.Protections[0] = journal.Protections[0] with { StopTicks = entry.PriceTicks + 10 * (int)entry.Side };
        AuditLine line = Audit(journal).Violations.First(violation => violation.Rule == AuditRule.StopMove);
        Assert.Equal(
            ("An entry's stop lies on the wrong side of its price.", entry.PriceTicks + 10 * (int)entry.Side, entry.PriceTicks,
                10 * (int)entry.Side),
            (line.Text, line.Value, line.Limit, line.Margin));
    }

    [Fact]
    public void Fault_16_an_account_that_is_over_goes_on()
    {
        // The fills of the account after a breach are booked on the breached one.
        RuleSet tight = Rules with { Drawdown = new DrawdownRule(60_000) };
        TradingJournal journal = Walks.Random(Table, Config, tight, 1, 0.9);
        int number = journal.Accounts.First(end => end.Reason == "drawdown breach").AccountNumber;
        for (int index = 0; index < journal.Fills.Count; index++)
            if (journal.Fills[index].AccountNumber == number + 1)
                journal.Fills[index] = journal.Fills[index] with { AccountNumber = number };
        Assert.Contains(ComplianceAudit.Run(Bars, tight, journal).Violations, line => line.Rule == AuditRule.AccountOver);
    }

    [Fact]
    public void Fault_17_an_entry_too_late_to_be_closed_by_flat_time()
    {
        AuditReport report = ComplianceAudit.Run(Bars, Rules with { FlatTime = new LocalTime(15, 0) }, Journal());
        Assert.Contains(report.Violations, line => line.Rule == AuditRule.FlatTime
            && line.Text == "An entry filled too late to be closed by flat time.");
    }

    [Fact]
    public void Fault_18_an_entry_while_the_daily_limit_pauses_entries()
    {
        AuditReport report = ComplianceAudit.Run(Bars, Rules with { DailyLoss = new DailyLossRule(10_000) }, Journal());
        Assert.Contains(report.Violations, line => line.Rule == AuditRule.DailyLoss
            && line.Text == "An entry was made while the daily limit paused entries.");
    }

    [Fact]
    public void Fault_19_a_loss_that_a_second_reset_erased() =>
        Caught(AuditRule.Books, journal =>
            Shift(journal, journal.Equity.FindIndex(point => point.DayPnlCents < 0), point => point with { DayPnlCents = 0 }));

    [Fact]
    public void The_headline_names_what_was_checked_and_what_the_programme_has_not()
    {
        AuditReport on = ComplianceAudit.Run(Bars, Rules, new TradingJournal()),
            off = ComplianceAudit.Run(Bars, Rules with { DailyLoss = null }, new TradingJournal());
        Assert.Equal("No violation. Checked: contract limit, flat time, drawdown, daily loss limit, profit target. The programme "
            + "has no minimum days, no consistency, no time limit.", on.Headline);
        Assert.Equal("No violation. Checked: contract limit, flat time, drawdown, profit target. The programme has no daily loss "
            + "limit, no minimum days, no consistency, no time limit.", off.Headline);
    }

    private static void Caught(AuditRule rule, Action<TradingJournal> plant, bool holdsToFlatTime = false)
    {
        TradingJournal journal = Journal(holdsToFlatTime);
        plant(journal);
        AuditReport report = Audit(journal);
        Assert.Contains(report.Violations, line => line.Rule == rule);
    }

    private static TradingJournal Journal(bool holdsToFlatTime = false) =>
        Walks.Random(Table, holdsToFlatTime ? Config with { StopAtr = 9, TargetAtr = 90, Contracts = 1 } : Config, Rules, 1,
            holdsToFlatTime ? 0.995 : 0.9);

    private static AuditReport Audit(TradingJournal journal) => ComplianceAudit.Run(Bars, Rules, journal);

    private static int ExposedPoint(TradingJournal journal) =>
        journal.Equity.FindIndex(point => point.HighestEquityCents > point.LowestEquityCents);

    private static void Shift(TradingJournal journal, int index, Func<EquityPoint, EquityPoint> change) =>
        journal.Equity[index] = change(journal.Equity[index]);

    private static BarColumns Columns() => MarketBuilder.Columns([.. Enumerable.Range(0, Bars.Count).Select(bar => Bars[bar])]);
}
