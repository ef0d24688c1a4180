using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Compliance;

/// <summary>
/// One account, told by the walk, the auditor, rejudging and resampling: the four agree on when it has passed. NQ: a tick is
/// 5 dollars, slippage a tick, 2.50 a side.
/// </summary>
public sealed class ProgrammeOutcomeTests
{
    // Four contracts bought at 10,000 + 1 tick, the target 20 ATR of 40 ticks above: 800 ticks × 5 × 4 − 8 × 2.50 = 15,980.
    private static readonly EnvironmentConfig FourLots =
        EnvironmentConfig.Phase1 with { Contracts = 4, TargetAtr = 20, WindowBars = 1, EntryWindow = EntryWindow.Full };

    [Theory]
    [InlineData("apex-legacy", "1 of 7 trading days")]
    [InlineData("take-profit-trader", "1 of 5 trading days; best day 100 % of the profit, allowed 50 %")]
    [InlineData("topstep", "best day 100 % of the profit, allowed 50 %")]
    public void The_target_on_the_first_day_does_not_pass_where_days_or_consistency_are_missing(string preset, string missing)
    {
        RuleSet rules = RulePresets.Parse(preset);
        BarSeries bars = Days(2, (0, 3, (10750, 10900, 10740, 10800)));
        TradingJournal journal = HandPlayed.Play(bars, new() { [1] = TradeAction.Buy }, FourLots, rules);
        Assert.Equal(1_598_000, journal.Trades.Single().NetCents);
        AccountEnd end = Assert.Single(journal.Accounts);
        Assert.Equal((AccountOutcome.Undecided, $"end of data; the target was reached; missing: {missing}", 19),
            (end.Outcome, end.Reason, end.LastBar));
        AuditReport audit = ComplianceAudit.Run(bars, rules, journal);
        Assert.True(audit.IsClean, audit.ToText());
        Assert.DoesNotContain(audit.Breaches, line => line.Rule == AuditRule.Pass);
        Assert.Contains(audit.Breaches, line => line.Rule == AuditRule.Target
            && line.Text.EndsWith("the account trades on.", StringComparison.Ordinal));
        Rejudgement judged = Rejudge.Trades(journal.Trades, bars, rules);
        Assert.Equal((AccountOutcome.Undecided, $"the target was reached; missing: {missing}"), (judged.Outcome, judged.Reason));
    }

    [Fact]
    public void The_same_day_passes_where_the_target_is_all_it_takes()
    {
        BarSeries bars = Days(2, (0, 3, (10750, 10900, 10740, 10800)));
        TradingJournal journal =
            HandPlayed.Play(bars, new() { [1] = TradeAction.Buy }, FourLots, RulePresets.Original with { DailyLoss = null });
        Assert.Equal((AccountOutcome.Passed, "passed", 3),
            (journal.Accounts[0].Outcome, journal.Accounts[0].Reason, journal.Accounts[0].LastBar));
        Assert.Equal(2, journal.Accounts.Count);                          // a fresh account has the second day
    }

    // Topstep: 2,000 of 3,000 is 67 %, 2,000 of 4,000 is 50 %: the third day passes.
    [Fact]
    public void A_best_day_that_was_too_large_is_outgrown_by_trading_on()
    {
        BarSeries bars = Days(3);
        Trade[] trades = [Won(2, 200_000), Won(12, 100_000), Won(22, 100_000)];
        Assert.Equal((AccountOutcome.Undecided, "the target was reached; missing: best day 66.7 % of the profit, allowed 50 %"),
            Judged(trades[..2]));
        Assert.Equal((AccountOutcome.Passed, "the target was reached and every condition met"), Judged(trades));
        Assert.Equal(5_400_000, Rejudge.Trades(trades, bars, RulePresets.Topstep).EquityCents);

        (AccountOutcome, string) Judged(Trade[] made)
        {
            Rejudgement judged = Rejudge.Trades(made, bars, RulePresets.Topstep);
            return (judged.Outcome, judged.Reason);
        }
    }

    [Theory]
    [InlineData("take-profit-trader", 290_000, 6_000, 6_000, 0.96)]        // 2,900 of 3,020
    [InlineData("lucid-flex", 295_000, 6_000, 0, 0.98)]                   // 2,950 of 3,010
    public void A_day_that_made_nearly_everything_does_not_pass(string preset, long first, long second, long third, double share)
    {
        Trade[] trades = [Won(2, first), Won(12, second), .. third == 0 ? Array.Empty<Trade>() : [Won(22, third)]];
        Rejudgement judged = Rejudge.Trades(trades, Days(3), RulePresets.Parse(preset));
        Assert.Equal((AccountOutcome.Undecided, share), (judged.Outcome, Math.Round(judged.BestDayShare, 2)));
        Assert.Equal(first + second + third, judged.EquityCents - 5_000_000);
    }

    [Fact]
    public void A_funded_account_goes_on_beyond_any_profit_and_nobody_says_it_passed()
    {
        RuleSet rules = RulePresets.ApexLegacyFunded;
        BarSeries bars = Days(2, (0, 3, (10750, 10900, 10740, 10800)));
        TradingJournal journal =
            HandPlayed.Play(bars, new() { [1] = TradeAction.Buy },
                FourLots with { AfterTarget = TargetOutcome.RaisesFloor }, rules);
        AccountEnd end = Assert.Single(journal.Accounts);
        Assert.Equal((AccountOutcome.Undecided, "end of data"), (end.Outcome, end.Reason));
        Assert.Equal(5_010_000, journal.Equity[^1].ThresholdCents);       // the lock, not the target
        AuditReport audit = ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
        Assert.True(audit.IsClean, audit.ToText());
        Assert.DoesNotContain(audit.Breaches, line => line.Rule is AuditRule.Pass or AuditRule.Target);
        Assert.Null(PassProbability.Estimate(journal, bars, rules, rules, 1, out string? refusal));
        Assert.Equal("there is nothing to pass: 'apex-legacy-funded' is a funded account", refusal);
    }

    // Two days allowed: Monday and Tuesday. On Wednesday a fresh account stands there.
    [Fact]
    public void An_account_whose_time_is_over_is_replaced_and_audited_so()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { TimeLimitDays = 2 };
        BarSeries bars = Days(4);
        TradingJournal journal = HandPlayed.Play(bars, new() { [1] = TradeAction.Buy, [31] = TradeAction.Buy }, rules: rules);
        Assert.Equal(
            [(AccountOutcome.TimedOut, "the time limit of 2 calendar days was over", 19),
                (AccountOutcome.Undecided, "end of data", 39)],
            journal.Accounts.Select(end => (end.Outcome, end.Reason, end.LastBar)));
        AuditReport audit = ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
        Assert.True(audit.IsClean, audit.ToText());
        Assert.Contains(audit.Breaches, line => line.Rule == AuditRule.TimeLimit && line.AccountNumber == 1);
        AuditReport shorter =
            ComplianceAudit.Run(bars, rules with { TimeLimitDays = 1 }, journal, null,
                new AuditOptions { FloorAfterTarget = true });
        Assert.Contains(shorter.Violations, line => line.Rule == AuditRule.TimeLimit
            && line.Text == "An entry was made after the time limit of 1 calendar days.");
    }

    [Fact]
    public void Trades_after_the_time_limit_do_not_count_and_bars_after_it_end_the_account()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { TimeLimitDays = 2 };
        Assert.Equal(AccountOutcome.Passed, Rejudge.Trades([Won(2, 100_000), Won(12, 200_000)], Days(3), rules).Outcome);
        Rejudgement late = Rejudge.Trades([Won(2, 100_000), Won(22, 200_000)], Days(3), rules);
        Assert.Equal((AccountOutcome.TimedOut, 5_100_000L), (late.Outcome, late.EquityCents));
        Assert.Equal(AccountOutcome.TimedOut, Rejudge.Trades([Won(2, 100_000)], Days(3), rules).Outcome);
        Assert.Equal(AccountOutcome.Undecided, Rejudge.Trades([Won(2, 100_000)], Days(2), rules).Outcome);
    }

    [Theory]
    [InlineData(AccountOutcome.Passed)]
    [InlineData(AccountOutcome.Breached)]
    [InlineData(AccountOutcome.TimedOut)]
    public void A_journal_that_claims_another_end_is_caught(AccountOutcome claimed)
    {
        RuleSet rules = RulePresets.ApexLegacy;
        BarSeries bars = Days(2, (0, 3, (10750, 10900, 10740, 10800)));
        TradingJournal journal = HandPlayed.Play(bars, new() { [1] = TradeAction.Buy }, FourLots, rules);
        journal.Accounts[0] = journal.Accounts[0] with { Outcome = claimed, Reason = "claimed" };
        AuditLine line = Assert.Single(ComplianceAudit.Run(bars, rules, journal).Violations);
        Assert.Equal((AuditRule.Pass,
            $"The journal says {claimed} ('claimed'); the auditor found Undecided, missing: 1 of 7 trading days."),
                (line.Rule, line.Text));
    }

    // Every day: +4,000 and flat. With two days to trade the second
    // passes; half of the profit on the best day takes two equal days.
    [Fact]
    public void Resampled_accounts_trade_on_until_every_condition_holds()
    {
        BarSeries bars = Evaluation.Journals.Bars(20);
        TradingJournal journal = Evaluation.Journals.Daily(bars, [.. Enumerable.Repeat(400_000L, 20)]);
        RuleSet plain = HandPlayed.NoDailyLimit;
        Assert.Equal(1, MedianDays(plain));
        Assert.Equal(4, MedianDays(plain with { MinimumDays = 4 }));
        Assert.Equal(2, MedianDays(plain with { Consistency = new ConsistencyRule(0.5) }));
        Assert.Equal(3, MedianDays(plain with { Consistency = new ConsistencyRule(0.5, IsStrict: true) }));

        double MedianDays(RuleSet rules) =>
            PassProbability.Estimate(journal, bars, plain, rules, 3, out _)!.MedianDaysToPass.Value!.Value;
    }

    /// <summary>Ten bars a day from 10:00, from Monday on; all quiet but the given ones.</summary>
    private static BarSeries Days(int days, params (int Day, int Bar, (int, int, int, int) Prices)[] others)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < days; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int bar = 0; bar < 10; bar++)
                builder.Add(600 + bar,
                    others.Where(other => other.Day == day && other.Bar == bar).Select(other => other.Prices)
                        .DefaultIfEmpty(HandPlayed.Quiet).First());
        }
        return builder.Build();
    }

    private static Trade Won(int entryBar, long netCents) =>
        new(1, Side.Long, 1, entryBar, entryBar + 1, 10000, 10000, 60, 180, netCents, 1500, 2, 2, FillReason.Close);
}
