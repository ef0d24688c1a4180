using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Tests.Compliance;

/// <summary>One entry rule, asked by mask, guard, rejudging and auditor.
/// Bars start at 10:00 (bar 0); bar 1 is the first decision.</summary>
public sealed class EntryRuleTests
{
    private static readonly RuleSet Quiet =
        HandPlayed.NoDailyLimit with { News = new NewsBlackout(1, 2) { EventsEastern = ["2024-01-08 10:04"] } };

    // The event is at 10:04: no fill from 10:03 to 10:06. A decision at the close of bar n fills in the minute of bar n + 1.
    [Fact]
    public void The_mask_is_closed_for_decisions_that_would_fill_in_a_blackout()
    {
        BarSeries bars = DayMarket.Days(1);
        TradingEnvironments walk =
            TradingEnvironments.Walk(TestMarket.Table(bars), HandPlayed.OneContract, Quiet, new TradingJournal());
        var open = new List<int>();
        float[] reward = new float[1];
        byte[] mask = new byte[walk.ActionCount];
        for (walk.Reset(); walk.Snapshot(0).End == EpisodeEnd.None;)
        {
            walk.Masks(mask);
            if (mask[1] != 0) open.Add(walk.Snapshot(0).Bar);
            walk.Step([0], reward, new EpisodeEnd[1]);
        }
        Assert.Equal([1, 6, 7, 8], open);                                 // fills at 10:02, then from 10:07 on
    }

    [Fact]
    public void The_guard_refuses_an_entry_that_a_mask_would_have_let_through()
    {
        BarSeries bars = DayMarket.Days(1);
        var guard = new OrderGuard(new OneSided(Side.Long), bars, Quiet);
        int[] actions = new int[1], at = [3];
        byte[] open = [1, 1, 1];
        guard.Act(new Observations(at, new float[8]), open, actions);
        Assert.Equal((0, 1L), (actions[0], guard.Refused(OrderRefusal.EntryForbidden)));
        float[] room = [0, 0, 0, 0, 0, 1, 1, 0];
        at[0] = 6;
        guard.Act(new Observations(at, room), open, actions);
        Assert.Equal((1, 1L), (actions[0], guard.RefusedCount));
    }

    [Fact]
    public void Rejudging_refuses_a_trade_made_in_the_blackout()
    {
        Rejudgement judged =
            Rejudge.Trades([DayMarket.Won(2, 10_000), DayMarket.Won(4, 10_000), DayMarket.Won(7, 10_000)],
                DayMarket.Days(1), Quiet);
        Assert.Equal((2, 1, 5_020_000L), (judged.TradesCounted, judged.TradesRefused, judged.EquityCents));
    }

    [Fact]
    public void The_auditor_finds_an_entry_that_was_made_in_the_blackout()
    {
        BarSeries bars = DayMarket.Days(1);
        TradingJournal journal = HandPlayed.Play(bars, new() { [3] = TradeAction.Buy });      // fills at 10:04, without the rule
        AuditLine line = Assert.Single(
            ComplianceAudit.Run(bars, Quiet, journal, null, new AuditOptions { FloorAfterTarget = true }).Violations);
        Assert.Equal((AuditRule.EntryRule, "An entry was made against the rule 'news blackout'."), (line.Rule, line.Text));
    }

    [Fact]
    public void A_rule_of_ones_own_takes_a_line_and_an_audit_without_its_half_says_so()
    {
        BarSeries bars = DayMarket.Days(2);                               // Monday and Tuesday
        var noMonday = EntryRule.When("no Mondays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Monday);
        RuleSet rules = HandPlayed.NoDailyLimit with { EntryRules = [noMonday] };
        TradingJournal journal = HandPlayed.Play(bars, new() { [12] = TradeAction.Buy }, rules: rules);
        Assert.Equal(13, journal.Fills[0].BarIndex);
        Assert.Throws<InvalidOperationException>(() => HandPlayed.Play(bars, new() { [2] = TradeAction.Buy }, rules: rules));
        AuditReport audit = ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
        Assert.Contains("NOT checked: no Mondays.", audit.Headline, StringComparison.Ordinal);
        // 1970-01-01 was a Thursday: Mondays are 4
        var audited = EntryRule.When("no Mondays", _ => true, entry => entry.TradingDayNumber % 7 != 4);
        AuditReport both = ComplianceAudit.Run(
            bars, rules with { EntryRules = [audited] }, HandPlayed.Play(bars, new() { [2] = TradeAction.Buy }), null,
            new AuditOptions { FloorAfterTarget = true });
        Assert.Contains(both.Violations, line => line.Text == "An entry was made against the rule 'no Mondays'.");
        Assert.Contains("no Mondays", both.RulesChecked);
    }

    [Fact]
    public void A_calendar_file_is_read_line_by_line_and_a_bad_line_is_named()
    {
        Assert.Equal(["2026-12-10 14:00", "2026-12-16 08:30"],
            NewsCalendar.Read("# my calendar\n2026-12-10 14:00, FOMC\n\n2026-12-16 08:30, CPI # first\n", "news.csv"));
        Assert.Equal(
            "news.csv:2: found '10.12.2026', expected a New York wall-clock time such as '2026-12-10 14:00', then a comma and "
            + "what happens.",
            Assert.Throws<InvalidDataException>(() => NewsCalendar.Read("2026-12-10 14:00\n10.12.2026, FOMC", "news.csv"))
                .Message);
        Assert.StartsWith("news.csv holds no event;",
            Assert.Throws<InvalidDataException>(() => NewsCalendar.Read("# nothing\n", "news.csv")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Blackouts_compare_by_content_and_say_what_is_wrong_with_them()
    {
        Assert.Equal(new NewsBlackout(1, 2) { EventsEastern = ["2024-01-08 10:04"] }, Quiet.News);
        Assert.NotEqual(new NewsBlackout(1, 2) { EventsEastern = ["2024-01-08 10:05"] }, Quiet.News);
        RuleSet bad = Quiet with { Name = "mine", News = new NewsBlackout(-1, 2) { EventsEastern = ["noon"] } };
        Assert.Equal(
            "Rule set 'mine' contradicts itself: News.MinutesBefore was -1; expected 0 or more (2 is usual). "
            + "News.EventsEastern held 'noon'; expected a New York wall-clock time such as '2026-12-10 14:00'.",
            Assert.Throws<ArgumentException>(() => bad.Checked()).Message);
    }

    [Fact]
    public void A_stored_rule_set_whose_code_is_missing_names_the_rule_and_the_call()
    {
        var noMondays = EntryRule.When("no Mondays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Monday, version: 2);
        RuleSet rules = HandPlayed.NoDailyLimit with { Name = "mine", EntryRules = [noMondays] };
        RuleSet stored = rules with { EntryRules = [], CodeRules = rules.CodeRules };
        DefinitionMark mark = Assert.Single(stored.CodeRules);
        Assert.Equal(("no Mondays", 2, DefinitionMark.Of(noMondays).Hash), (mark.Name, mark.Version, mark.Hash));
        Assert.Equal(
            $"Rule set 'mine' contradicts itself: CodeRules names 'no Mondays' (version 2, hash {mark.Hash[..12]}), defined in "
            + $"code, which was not given; "
            + "pass it: rules.WithCode(entryRules: [...], accountRules: [...]).",
            Assert.Throws<ArgumentException>(() => stored.Checked()).Message);
        Assert.Equal(rules, stored.WithCode(entryRules: rules.EntryRules));
    }

    [Fact]
    public void A_rule_of_another_version_or_with_other_answers_is_not_taken_for_the_stored_one()
    {
        var noMondays = EntryRule.When("no Mondays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Monday);
        RuleSet stored = HandPlayed.NoDailyLimit with { Name = "mine", CodeRules = [DefinitionMark.Of(noMondays)] };
        var newer = EntryRule.When("no Mondays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Monday, version: 2);
        var other = EntryRule.When("no Mondays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Tuesday);
        var audited = EntryRule.When(
            "no Mondays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Monday, entry =>
                entry.TradingDayNumber % 7 != 4);
        Assert.All([newer, other, audited], rule => Assert.Contains(
            $"The definition {DefinitionMark.Of(noMondays)} was asked for, and {DefinitionMark.Of(rule)} was given: its outputs "
            + $"on the fixed input differ.",
            Assert.Throws<ArgumentException>(() => stored.WithCode(entryRules: [rule])).Message, StringComparison.Ordinal));
        var sameAnswers = EntryRule.When(
            "no Mondays", moment => moment.EasternSeconds + 21_600 is var shifted && shifted / 86_400 % 7 != 4);
        Assert.Equal([sameAnswers], stored.WithCode(entryRules: [sameAnswers]).EntryRules);      // other code, the same answers
    }
}
