using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Values;

namespace RlTrainer.Tests.Compliance;

/// <summary>A rule is known again by its answers on fixed moments and on a fixed account.</summary>
public sealed class RuleHashTests
{
    private static readonly AccountRule OneTrade = new("one trade") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < 1 };

    // Written down once: they change only with the fixed moments or the fixed account, which then must be meant.
    [Fact]
    public void Hashes_are_the_same_on_every_machine()
    {
        IDefinition[] rules =
        [
            EntryRule.When("free", _ => true), EntryRule.When("no lunch", moment => moment.Eastern.Hour != 12), OneTrade,
            new InactivityRule(3),
        ];
        Assert.Equal(["93c7aba5d760bdbe", "eb6d95d8931f3601", "f0515865991910b7", "e16c2f8e9e3c2000"],
            rules.Select(rule => Hash(rule)[..16]));
    }

    [Fact]
    public void Each_question_of_an_entry_rule_counts()
    {
        string[] hashes =
        [
            Hash(EntryRule.When("r", _ => true)),
            Hash(EntryRule.When("r", _ => false)),
            Hash(EntryRule.When("r", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Friday)),
            Hash(EntryRule.When("r", moment => moment.TradingDate != new LocalDate(2024, 1, 17))),   // one day of four weeks
            Hash(EntryRule.When("r", moment => moment.TradingDate.Year != 2027)),
            Hash(EntryRule.When("r", moment => moment.UtcSeconds % 3600 != 3540)),                   // one minute of the hour
            Hash(EntryRule.When("r", _ => true, _ => true)),
            Hash(EntryRule.When("r", _ => true, entry => entry.Contracts > 1)),
            Hash(EntryRule.When("r", _ => true, entry => entry.TradingDayNumber % 7 != 4)),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Each_question_of_an_account_rule_counts()
    {
        string[] hashes =
        [
            Hash(new AccountRule("r")),
            Hash(new AccountRule("r") { CountsTrade = trade => trade.Contracts }),
            Hash(new AccountRule("r") { CountsTrade = trade => trade.HeldSeconds < 60 ? 1 : 0 }),
            Hash(new AccountRule("r") { CountsDay = day => day.HasEntry ? 0 : 1 }),
            Hash(new AccountRule("r") { CountsDay = day => day.ProfitCents > 0 ? 1 : 0 }),
            Hash(new AccountRule("r") { MayEnter = facts => facts.DayProfitCents > -50_000 }),
            Hash(new AccountRule("r") { MayEnter = facts => facts.BalanceCents > 5_000_000 }),
            Hash(new AccountRule("r") { MayLeave = seconds => seconds >= 60 }),
            Hash(new AccountRule("r") { MayPass = facts => facts.TradedDays >= 10 }),
            Hash(new AccountRule("r") { IsClosed = facts => facts.IdleDays >= 2 }),
            Hash(new AccountRule("r") { Audited = _ => AuditedStand.Free }),
            Hash(new AccountRule("r") { Audited = history => AuditedStand.Free with { MayEnter = history.Days.Count < 9 } }),
            Hash(new AccountRule("r") { Audited = history => new(true, history.NowUtc - history.OpenedUtc >= 60, true, false) }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void A_name_does_not_count_and_parameters_do()
    {
        Assert.Equal(
            Hash(new AccountRule("a") { MayLeave = seconds => seconds >= 60 }),
            Hash(new AccountRule("b") { MayLeave = seconds => seconds > 59 }));
        Assert.NotEqual(Hash(new MinimumHolding(60)), Hash(new MinimumHolding(61)));
        Assert.NotEqual(Hash(new QualifyingDaysRule(3, 10_000)), Hash(new QualifyingDaysRule(4, 10_000)));
        var news = new NewsBlackout(2, 2) { EventsEastern = ["2024-01-10 08:30"] };
        Assert.NotEqual(Hash(news), Hash(news with { MinutesAfter = 3 }));
    }

    [Fact]
    public void The_programmes_own_rules_need_no_code()
    {
        IDefinition[] known =
            [new NewsBlackout(1, 1), new MinimumHolding(10), new InactivityRule(7), new QualifyingDaysRule(5, 1)];
        Assert.All(known, rule => Assert.True(rule.IsBuiltIn));
        Assert.All([OneTrade, (IDefinition)EntryRule.When("r", _ => true)], rule => Assert.False(rule.IsBuiltIn));
    }

    private static string Hash(IDefinition rule) => DefinitionMark.Of(rule).Hash;
}
