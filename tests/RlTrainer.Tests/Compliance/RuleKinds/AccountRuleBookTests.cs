using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>What account rules have counted, account by account.</summary>
public sealed class AccountRuleBookTests
{
    private static readonly AccountRule MostTrades = new("most trades")
    {
        CountsTrade = _ => 1,
        MayEnter = facts => facts.Count < 2,
    };

    private static readonly AccountRule GreenDays = new("green days")
    {
        CountsDay = day => day.ProfitCents > 0 ? 1 : 0,
        MayPass = facts => facts.Count >= 1,
    };

    private static readonly AccountRule Idle = new("idle") { IsClosed = facts => facts.IdleDays >= 3 };
    private static readonly RuleSet Rules = new() { AccountRules = [MostTrades, GreenDays, Idle] };
    private static readonly Standing Fresh = Standing.Fresh(Rules);

    [Fact]
    public void Accounts_count_apart_and_a_new_account_counts_from_nothing()
    {
        var book = new AccountRuleBook(Rules, 2);
        book.Begin(0, 100);
        book.Begin(1, 100);
        book.Closed(0, new ClosedTrade(-500, 60, 1));
        Assert.True(MayEnter(book, 0));
        book.Closed(0, new ClosedTrade(-500, 60, 1));
        Assert.False(MayEnter(book, 0));
        Assert.True(MayEnter(book, 1));
        book.Begin(0, 101);
        Assert.True(MayEnter(book, 0));
    }

    [Fact]
    public void Days_are_counted_by_what_they_closed_with_and_stand_in_the_way_by_name()
    {
        var book = new AccountRuleBook(Rules, 1);
        book.Begin(0, 100);
        book.EndDay(0, new EndedDay(0, true));
        Assert.False(book.AllowsPass(0, Fresh, 5_000_000, 101));
        Assert.Equal(["green days"], book.Missing(0, Fresh, 5_000_000, 101));
        book.EndDay(0, new EndedDay(1, true));
        Assert.True(book.AllowsPass(0, Fresh, 5_000_000, 102));
        Assert.Empty(book.Missing(0, Fresh, 5_000_000, 102));
    }

    [Theory]
    [InlineData(102, null)]
    [InlineData(103, "idle")]
    public void An_account_is_idle_since_its_last_entry_or_since_it_began(int day, string? closing)
    {
        var book = new AccountRuleBook(Rules, 1);
        book.Begin(0, 100);
        Assert.Equal(closing, book.Closing(0, Fresh, 5_000_000, day));
        book.Entered(0, 102);
        Assert.Null(book.Closing(0, Fresh, 5_000_000, day));
        Assert.Equal("idle", book.Closing(0, Fresh, 5_000_000, 105));
    }

    [Fact]
    public void A_rule_sees_the_balance_the_days_profit_the_trades_and_the_days()
    {
        AccountFacts seen = default;
        var watching = new AccountRule("watching") { CountsTrade = trade => trade.NetCents, MayEnter = facts => Seen(facts) };
        var book = new AccountRuleBook(new RuleSet { AccountRules = [watching] }, 1);
        book.Begin(0, 100);
        book.Closed(0, new ClosedTrade(700, 60, 1));
        book.Closed(0, new ClosedTrade(-200, 60, 1));
        Standing standing = Fresh with { DayOpenCents = 4_990_000, TradedDays = 4 };
        Assert.True(book.AllowsEntry(0, standing, 4_995_000, 107));
        Assert.Equal(new AccountFacts(500, 4_995_000, 5_000, 2, 4, 7), seen);

        bool Seen(AccountFacts facts)
        {
            seen = facts;
            return true;
        }
    }

    [Fact]
    public void What_is_visited_and_written_back_is_the_same_account()
    {
        var book = new AccountRuleBook(Rules, 2);
        book.Begin(0, 100);
        book.Closed(0, new ClosedTrade(100, 60, 1));
        book.EndDay(0, new EndedDay(5, true));
        var numbers = new List<long>();
        book.Visit(0, value =>
        {
            numbers.Add(value);
            return value;
        });
        Assert.Equal([1, 1, 0, 1, 100], numbers);                                 // a count a rule, trades, the last day
        var restored = new AccountRuleBook(Rules, 2);
        int next = 0;
        restored.Visit(1, _ => numbers[next++]);
        Assert.True(restored.AllowsPass(1, Fresh, 5_000_000, 101));
        restored.Closed(1, new ClosedTrade(100, 60, 1));
        Assert.False(MayEnter(restored, 1));
        var copied = new AccountRuleBook(Rules, 1);
        copied.CopyFrom(restored, 1, 0);
        Assert.False(MayEnter(copied, 0));
    }

    [Fact]
    public void A_time_of_holding_is_asked_of_every_rule_and_without_rules_nothing_is_asked()
    {
        var rules = new RuleSet { Holding = new MinimumHolding(90) };
        var book = new AccountRuleBook(rules, 1);
        Assert.False(book.AllowsLeaving(89));
        Assert.True(book.AllowsLeaving(90));
        Assert.False(book.IsOff);
        var off = new AccountRuleBook(new RuleSet(), 1);
        Assert.True(off.IsOff);
        off.Visit(0, _ => throw new InvalidOperationException("nothing is kept"));
    }

    private static bool MayEnter(AccountRuleBook book, int account) => book.AllowsEntry(account, Fresh, 5_000_000, 100);
}
