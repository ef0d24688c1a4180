using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>Faults that were planted in the auditor and that no test saw; one test each.</summary>
public sealed class AuditorFaultTests
{
    private static readonly BarSeries Bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 8)]);

    [Theory]
    [InlineData(TradeAction.Buy, 9_941, 9_940)]
    [InlineData(TradeAction.Sell, 10_059, 10_060)]
    public void A_stop_moved_a_tick_away_is_found_on_either_side(TradeAction entry, int stop, int moved)
    {
        TradingJournal journal = HandPlayed.Play(Bars, new() { [1] = entry });
        Assert.Equal(stop, journal.Protections[0].StopTicks);
        journal.Protections.Add(new ProtectionChange(1, 4, moved, journal.Protections[0].TargetTicks));
        AuditLine line = Audit(Bars, journal, HandPlayed.NoDailyLimit).Violations.Single();
        Assert.Equal((AuditRule.StopMove, 4, moved, stop, "A stop moved away from the price."),
            (line.Rule, line.Bar, line.Value, line.Limit, line.Text));
    }

    [Theory]
    [InlineData(16 * 60 + 57, false)]
    [InlineData(16 * 60 + 58, true)]
    public void An_entry_that_fills_at_1658_is_too_late(int minute, bool isLate)
    {
        // Bars of 2013, when the day closed at 17:15: under a flat time
        // of 17:00 an entry at 16:58 was legal, under 16:59 it is not.
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(new LocalDate(2013, 1, 8), 17 * 60 + 15);
        for (int bar = 0; bar < 8; bar++) builder.Add(minute - 2 + bar, HandPlayed.Quiet);
        BarSeries bars = builder.Build();
        TradingJournal journal =
            HandPlayed.Play(bars, new() { [1] = TradeAction.Buy },
                rules: HandPlayed.NoDailyLimit with { FlatTime = new LocalTime(17, 0) });
        Assert.Equal((FillReason.Entry, 2), (journal.Fills[0].Reason, journal.Fills[0].BarIndex));
        AuditLine[] late = [.. Audit(bars, journal, HandPlayed.NoDailyLimit)
            .Violations.Where(line => line.Text == "An entry filled too late to be closed by flat time.")];
        Assert.Equal(isLate ? 1 : 0, late.Length);
        if (isLate)
            Assert.Equal((AuditRule.FlatTime, 2, "16:58", "16:58"),
                (late[0].Rule, late[0].Bar, late[0].ValueText, late[0].LimitText));
    }

    [Theory]
    [InlineData("balance")]
    [InlineData("equity")]
    [InlineData("threshold")]
    [InlineData("day profit")]
    [InlineData("lowest equity")]
    [InlineData("highest equity")]
    public void Each_figure_of_the_journal_is_compared_to_the_cent(string figure)
    {
        TradingJournal journal = HandPlayed.Play(Bars, new() { [1] = TradeAction.Buy });
        EquityPoint point = journal.Equity[3];
        journal.Equity[3] = figure switch
        {
            "balance" => point with { BalanceCents = point.BalanceCents + 1 },
            "equity" => point with { EquityCents = point.EquityCents + 1 },
            "threshold" => point with { ThresholdCents = point.ThresholdCents + 1 },
            "day profit" => point with { DayPnlCents = point.DayPnlCents + 1 },
            "lowest equity" => point with { LowestEquityCents = point.LowestEquityCents + 1 },
            _ => point with { HighestEquityCents = point.HighestEquityCents + 1 },
        };
        AuditLine line = Audit(Bars, journal, HandPlayed.NoDailyLimit).Violations.Single();
        Assert.Equal((AuditRule.Books, 1L, $"The {figure} in the journal differs from the auditor's."),
            (line.Rule, line.Margin, line.Text));
    }

    [Fact]
    public void The_position_of_the_journal_is_compared_too()
    {
        TradingJournal journal = HandPlayed.Play(Bars, new() { [1] = TradeAction.Sell });
        journal.Equity[3] = journal.Equity[3] with { Side = Side.Long };
        AuditLine line = Audit(Bars, journal, HandPlayed.NoDailyLimit).Violations.Single();
        Assert.Equal((1L, -1L, "The position in the journal differs from the auditor's."), (line.Value, line.Limit, line.Text));
    }

    private static AuditReport Audit(BarSeries bars, TradingJournal journal, RuleSet rules) =>
        ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
}
