using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Compliance;

/// <summary>Account rules by hand, each in the walk, in the audit and in rejudging.</summary>
public sealed class AccountRuleTests
{
    private static readonly AuditOptions Floor = new() { FloorAfterTarget = true };

    // Bought at 10:02 (bar 2). 180 seconds: the first order of one's own fills at 10:05, decided at the close of bar 4.
    [Fact]
    public void An_order_of_ones_own_is_masked_until_the_holding_time_is_over()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { Holding = new MinimumHolding(180) };
        BarSeries bars = DayMarket.Days(1);
        Assert.Throws<InvalidOperationException>(
            () => HandPlayed.Play(bars, new() { [1] = TradeAction.Buy, [3] = TradeAction.Close }, rules: rules));
        TradingJournal journal = HandPlayed.Play(bars, new() { [1] = TradeAction.Buy, [4] = TradeAction.Close }, rules: rules);
        Assert.Equal((FillReason.Close, 5), (journal.Fills[1].Reason, journal.Fills[1].BarIndex));
        Assert.True(ComplianceAudit.Run(bars, rules, journal, null, Floor).IsClean);
        AuditLine line = Assert.Single(
            ComplianceAudit.Run(bars, rules with { Holding = new MinimumHolding(181) }, journal, null, Floor).Violations);
        Assert.Equal((AuditRule.AccountRule, "A position was left against the rule 'minimum holding time'."),
            (line.Rule, line.Text));
    }

    // Two trades of one minute and two of two: half are shorter than 120 seconds. At most half passes, at most 49 % does not.
    [Theory]
    [InlineData(0.5, AccountOutcome.Passed)]
    [InlineData(0.49, AccountOutcome.Undecided)]
    public void Too_many_short_trades_stand_in_the_way_of_passing(double share, AccountOutcome outcome)
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { Holding = new MinimumHolding(120, share) };
        Trade[] trades = [DayMarket.Won(1, 1_000), DayMarket.Won(2, 1_000), DayMarket.Won(3, 1_000, minutes: 2),
            DayMarket.Won(6, 300_000, minutes: 2)];
        Rejudgement judged = Rejudge.Trades(trades, DayMarket.Days(1), rules);
        Assert.Equal(outcome, judged.Outcome);
        if (outcome == AccountOutcome.Undecided)
            Assert.Equal("the target was reached; missing: minimum holding time", judged.Reason);
    }

    // Monday, Tuesday, Wednesday; an entry on Monday only. Two days later the account is closed, and Thursday has a fresh one.
    [Fact]
    public void An_idle_account_is_closed_by_the_walk_and_by_the_auditor_on_the_same_day()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { Inactivity = new InactivityRule(2) };
        BarSeries bars = DayMarket.Days(4);
        TradingJournal journal = HandPlayed.Play(bars, new() { [1] = TradeAction.Buy }, rules: rules);
        Assert.Equal(
            [(AccountOutcome.Closed, "closed: inactivity", 29), (AccountOutcome.Undecided, "end of data", 39)],
            journal.Accounts.Select(end => (end.Outcome, end.Reason, end.LastBar)));
        AuditReport audit = ComplianceAudit.Run(bars, rules, journal, null, Floor);
        Assert.True(audit.IsClean, audit.ToText());
        Assert.Contains(audit.Breaches, line => line.Rule == AuditRule.AccountRule
            && line.Text == "The account was closed by the rule 'inactivity'.");
        Assert.False(ComplianceAudit.Run(bars, rules with { Inactivity = new InactivityRule(1) }, journal, null, Floor).IsClean);
        Rejudgement judged = Rejudge.Trades([DayMarket.Won(2, 100)], bars, rules);
        Assert.Equal((AccountOutcome.Closed, "closed: inactivity", 29), (judged.Outcome, judged.Reason, judged.Bar));
        Assert.Equal(AccountOutcome.Undecided,
            Rejudge.Trades([DayMarket.Won(2, 100), DayMarket.Won(12, 100), DayMarket.Won(32, 100)], bars, rules).Outcome);
    }

    // Friday to Monday are three calendar days: a rule of three closes over the weekend, one of four does not.
    [Theory]
    [InlineData(3, AccountOutcome.Closed)]
    [InlineData(4, AccountOutcome.Undecided)]
    public void Idle_days_are_calendar_days(int days, AccountOutcome outcome)
    {
        BarSeries bars = DayMarket.On([4, 7]);
        TradingJournal journal =
            HandPlayed.Play(bars, new() { [1] = TradeAction.Buy },
                rules: HandPlayed.NoDailyLimit with { Inactivity = new InactivityRule(days) });
        Assert.Equal(outcome, journal.Accounts[0].Outcome);
    }

    // 3,000 on the first day, then 200: with two days of 200 or more the second passes at its end, not before.
    [Fact]
    public void A_day_qualifies_once_it_has_ended()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { Qualifying = new QualifyingDaysRule(2, 20_000) };
        Trade[] trades = [DayMarket.Won(2, 300_000), DayMarket.Won(12, 20_000), DayMarket.Won(22, 100)];
        Assert.Equal(AccountOutcome.Undecided, Rejudge.Trades(trades[..1], DayMarket.Days(3), rules).Outcome);
        Rejudgement judged = Rejudge.Trades(trades, DayMarket.Days(3), rules);
        Assert.Equal((AccountOutcome.Passed, 23), (judged.Outcome, judged.Bar));
        Trade[] less = [trades[0], DayMarket.Won(12, 19_999), trades[2]];
        Assert.Equal(AccountOutcome.Undecided, Rejudge.Trades(less, DayMarket.Days(3), rules).Outcome);
    }

    // Above 50,100 at a day's end four contracts, else one. After the day that lost, a shrinking tier is one again.
    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 1)]
    public void Tiers_that_shrink_follow_the_last_day_and_others_the_best(bool shrinks, int third)
    {
        var contracts = new ContractRule(1, Tiers: [new(5_010_000, 4)], Shrinks: shrinks);
        Standing standing = Standing.Fresh(HandPlayed.NoDailyLimit);
        Assert.Equal(1, contracts.Limit(Instrument.NQ, standing));
        standing = standing.AfterDay(5_020_000, HandPlayed.NoDailyLimit.Drawdown);
        Assert.Equal(4, contracts.Limit(Instrument.NQ, standing));
        Assert.Equal(third, contracts.Limit(Instrument.NQ, standing.AfterDay(5_005_000, HandPlayed.NoDailyLimit.Drawdown)));
    }

    [Fact]
    public void A_rule_of_ones_own_without_a_type_counts_masks_and_is_audited()
    {
        RuleSet rules = HandPlayed.NoDailyLimit with
        {
            AccountRules =
            [
                new AccountRule("one trade") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < 1, Audited = history =>
                    AuditedStand.Free with { MayEnter = history.Trades.Count == 0 } },
            ],
        };
        BarSeries bars = DayMarket.Days(1);
        Dictionary<int, TradeAction> twice = new() { [1] = TradeAction.Buy, [2] = TradeAction.Close, [4] = TradeAction.Buy };
        Assert.Throws<InvalidOperationException>(() => HandPlayed.Play(bars, twice, rules: rules));
        AuditReport audit = ComplianceAudit.Run(bars, rules, HandPlayed.Play(bars, twice), null, Floor);
        Assert.Equal("An entry was made against the rule 'one trade'.", Assert.Single(audit.Violations).Text);
        Assert.Equal("Rule set 'original' contradicts itself: The rule 'one trade' is there twice; expected a name of its own "
            + "for each.",
            Assert.Throws<ArgumentException>(
                () => (rules with { AccountRules = [rules.AccountRules[0], rules.AccountRules[0]] }).Checked()).Message);
    }

    // Every day +1,000 by one trade: three days reach the target; five days have qualified when the sixth has its trade.
    [Fact]
    public void Resampling_counts_for_account_rules_too()
    {
        BarSeries bars = RlTrainer.Tests.Evaluation.Journals.Bars(20);
        TradingJournal journal = RlTrainer.Tests.Evaluation.Journals.Daily(bars, [.. Enumerable.Repeat(100_000L, 20)]);
        RuleSet plain = HandPlayed.NoDailyLimit;
        Assert.Equal(3, Median(plain));
        Assert.Equal(6, Median(plain with { Qualifying = new QualifyingDaysRule(5, 100_000) }));
        Assert.Null(PassProbability.Estimate(
            journal, bars, plain, plain with { Qualifying = new QualifyingDaysRule(5, 100_001) }, 3,
            out _)!.MedianDaysToPass.Value);

        double Median(RuleSet rules) =>
            PassProbability.Estimate(journal, bars, plain, rules, 3, out _)!.MedianDaysToPass.Value!.Value;
    }

    [Fact]
    public void Bad_parameters_are_named()
    {
        RuleSet bad = HandPlayed.NoDailyLimit with
        {
            Name = "mine",
            Holding = new MinimumHolding(0, 2),
            Inactivity = new InactivityRule(0),
            Qualifying = new QualifyingDaysRule(0, 0)
        };
        Assert.Equal(
            "Rule set 'mine' contradicts itself: Holding.Seconds was 0; expected at least 1 (10 is usual). "
            + "Holding.MostShorterShare was 2; expected a share in [0, 1] (0.5 is usual). "
            + "Inactivity.Days was 0; expected at least 1 (7 is usual). Qualifying.Days was 0; expected at least 1 (5 is usual). "
            + "Qualifying.ProfitCents was 0; expected at least 1 (5000 is usual).",
            Assert.Throws<ArgumentException>(() => bad.Checked()).Message);
    }

    [Fact]
    public void Nothing_is_allocated_in_a_step_with_rules_of_ones_own()
    {
        BarSeries bars = TestMarket.RandomWalk(3, 6, Instrument.NQ);
        RuleSet rules = HandPlayed.NoDailyLimit with
        {
            Holding = new MinimumHolding(60),
            Inactivity = new InactivityRule(7),
            Qualifying = new QualifyingDaysRule(2, 5_000),
            MinimumDays = 2
        };
        var environments = new TradingEnvironments(
            TestMarket.RandomTable(bars, 3), EnvironmentConfig.Phase2 with { EnvironmentCount = 8 }, rules, 1);
        environments.Reset();
        int[] actions = new int[8];
        float[] rewards = new float[8];
        var ends = new EpisodeEnd[8];
        byte[] masks = new byte[8 * environments.ActionCount];
        long least = long.MaxValue;
        // the runtime may allocate when it compiles again; a step would do so in every window
        for (int window = 0; window < 6; window++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 500; step++) Step();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        void Step()
        {
            environments.Masks(masks);
            for (int env = 0; env < 8; env++)
                actions[env] = masks[env * environments.ActionCount + 1] != 0 ? 1
                    : masks[env * environments.ActionCount + 3] != 0 ? 3 : 0;
            environments.Step(actions, rewards, ends);
            environments.ResetEnded();
        }
    }
}
