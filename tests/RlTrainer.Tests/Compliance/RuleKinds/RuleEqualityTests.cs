using NodaTime;
using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>Two rules written the same way are one rule: a notebook's cell that runs again makes no other rule set.</summary>
public sealed class RuleEqualityTests
{
    [Fact]
    public void Entry_rules_that_answer_alike_are_equal_and_so_are_their_rule_sets()
    {
        EntryRule one = NoFridays(), other = NoFridays();
        Assert.NotSame(one, other);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(new RuleSet { EntryRules = [one] }, new RuleSet { EntryRules = [other] });
        Assert.False(one.Equals(null));
    }

    [Fact]
    public void Another_answer_another_half_another_name_or_another_version_is_another_entry_rule()
    {
        EntryRule rule = NoFridays();
        Assert.NotEqual(rule, EntryRule.When("no Fridays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Monday));
        Assert.NotEqual(
            rule, EntryRule.When("no Fridays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Friday, _ => true));
        Assert.NotEqual(
            rule, EntryRule.When("not on Fridays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Friday));
        Assert.NotEqual(
            rule, EntryRule.When("no Fridays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Friday, version: 2));
        Assert.NotEqual(new RuleSet { EntryRules = [rule] }, new RuleSet());
    }

    [Fact]
    public void The_same_code_is_equal_without_asking_it()
    {
        static bool Throws(EntryMoment moment) => throw new InvalidOperationException("never asked");
        Assert.Equal(EntryRule.When("a", Throws), EntryRule.When("a", Throws));
    }

    [Fact]
    public void Account_rules_that_count_and_answer_alike_are_equal_and_so_are_their_rule_sets()
    {
        AccountRule one = MostTrades(3), other = MostTrades(3);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(new RuleSet { AccountRules = [one] }, new RuleSet { AccountRules = [other] });
    }

    [Fact]
    public void Each_half_of_an_account_rule_tells_it_from_another()
    {
        AccountRule rule = MostTrades(3);
        AccountRule[] others =
        [
            MostTrades(4),
            new("most trades") { CountsTrade = trade => trade.Contracts, MayEnter = facts => facts.Count < 3 },
            new("most trades") { CountsDay = _ => 1, MayEnter = facts => facts.Count < 3 },
            new("most trades") { CountsTrade = _ => 1, MayPass = facts => facts.Count < 3 },
            new("most trades") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < 3, MayLeave = held => held > 60 },
            new("most trades") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < 3, IsClosed = facts => facts.Count > 9 },
            new("most trades")
            {
                CountsTrade = _ => 1, MayEnter = facts => facts.Count < 3, Audited = _ => AuditedStand.Free,
            },
            new("most trades") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < 3, Version = 2 },
            new("fewest trades") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < 3 },
        ];
        Assert.All(others, other => Assert.NotEqual(rule, other));
    }

    private static EntryRule NoFridays() =>
        EntryRule.When("no Fridays", moment => moment.TradingDate.DayOfWeek != IsoDayOfWeek.Friday);

    private static AccountRule MostTrades(int most) =>
        new("most trades") { CountsTrade = _ => 1, MayEnter = facts => facts.Count < most };
}
