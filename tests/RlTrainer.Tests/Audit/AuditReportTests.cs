using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>The report's text as a person reads it: rule, time, value, limit, margin, each in its unit.</summary>
public sealed class AuditReportTests
{
    [Fact]
    public void A_clean_report_names_what_was_reached_and_how_close_it_came()
    {
        // Bar 3 opens at 9,700, beyond the stop at 9,941: sold at 9,699,
        // −302 × 5 − 5 = −1,515. Limits 400 a day, threshold 49,500.
        RuleSet rules = new() { Drawdown = new DrawdownRule(50_000), DailyLoss = new DailyLossRule(40_000) };
        (BarSeries bars, TradingJournal journal) = Played(rules);
        Assert.Equal(
            """
            No violation. Checked: contract limit, flat time, drawdown, daily loss limit, profit target. The programme has no minimum days, no consistency, no time limit.
            1 account(s), 2 fills, 2 bars replayed from bars, rules, fills and stop log alone.
            finding  rule           account  New York time           value         limit        margin  what
            reached  DailyLoss            1  2024-01-08 10:03   -$1,515.00      -$400.00    -$1,115.00  The daily loss limit was reached.
            reached  Drawdown             1  2024-01-08 10:03   $48,485.00    $49,500.00    -$1,015.00  The drawdown threshold was breached.
            closest  ContractLimit        1  2024-01-08 10:02  1 contracts  10 contracts  -9 contracts  Largest entry.
            closest  FlatTime             1  2024-01-08 10:02        10:02         16:59      -417 min  Latest entry.
            closest  DailyLoss            1  2024-01-08 10:02       -$7.50      -$400.00       $392.50  Day profit nearest to the daily limit.
            closest  Drawdown             1  2024-01-08 10:02   $49,992.50    $49,500.00       $492.50  Equity nearest to the threshold.

            """.ReplaceLineEndings("\n"), ComplianceAudit.Run(bars, rules, journal).ToText());
    }

    [Fact]
    public void A_violation_is_one_sentence_with_its_numbers()
    {
        (BarSeries bars, TradingJournal journal) = Played(HandPlayed.NoDailyLimit);
        journal.Fills[1] = journal.Fills[1] with { PriceTicks = 9_700, CommissionCents = 0 };
        AuditReport report = ComplianceAudit.Run(bars, HandPlayed.NoDailyLimit, journal);
        Assert.Equal(
            "Exit, account 1, 2024-01-08 10:03 New York: The exit was 1 contracts, Stop at 9700 ticks (1704726180 s); it had to "
            + "be 1, Stop at 9699 (1704726180 s). "
            + "Value 9700 ticks, limit 9699 ticks, margin 1 ticks.", report.Violations[0].ToString());
        Assert.Equal(
            "Commission, account 1, 2024-01-08 10:03 New York: The commission of a Stop fill of 1 contracts is wrong. Value "
            + "$0.00, limit $2.50, margin -$2.50.",
            report.Violations[1].ToString());
        Assert.StartsWith($"{report.Violations.Count} violation(s); the first: Exit, account 1,", report.Headline,
            StringComparison.Ordinal);
        Assert.Contains("… and ", report.ToText(1), StringComparison.Ordinal);
    }

    private static (BarSeries, TradingJournal) Played(RuleSet rules)
    {
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10000, 10000, 10000), (9700, 9705, 9690, 9700));
        return (bars, HandPlayed.Play(bars, new() { [1] = TradeAction.Buy }, rules: rules));
    }
}
