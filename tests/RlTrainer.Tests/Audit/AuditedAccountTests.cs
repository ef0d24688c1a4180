using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>
/// The auditor's own account, by hand. NQ: a tick is 5.00, a side 2.50. The rules: 50,000, a live trailing drawdown of 2,500, a
/// daily limit of 1,000 that counts open losses. Amounts are in cents.
/// </summary>
public sealed class AuditedAccountTests
{
    private const long Start = 5_000_000;
    private static readonly RuleSet Rules = new();

    // Bought 2 at 1000 (−5.00), sold 1 at 1010 (+50.00 − 2.50), sold 1 at 1020 (+100.00 − 2.50): 50,000 + 140.00.
    [Fact]
    public void A_long_position_is_booked_in_two_parts()
    {
        AuditedAccount account = Account();
        Assert.True(account.Book(Bought(2, 1000)));
        Assert.Equal((2, 1000, Start - 500), (account.Position, account.EntryTicks, account.Cash));
        Assert.Equal(Start - 500 + 2 * 10 * 500, account.EquityAt(1010));
        Assert.True(account.Book(Sold(1, 1010)));
        Assert.Equal((1, Start + 4_250), (account.Position, account.Cash));
        Assert.True(account.Book(Sold(1, 1020)));
        Assert.Equal((0, 0, Start + 14_000), (account.Position, account.EntryTicks, account.Cash));
    }

    // Sold 1 at 1000, bought back at 990: +50.00 − 5.00.
    [Fact]
    public void A_short_position_wins_where_the_price_falls()
    {
        AuditedAccount account = Account();
        account.Book(Sold(1, 1000));
        Assert.Equal(Start - 250 + 7 * 500, account.EquityAt(993));
        Assert.True(account.Book(Bought(1, 990)));
        Assert.Equal(Start + 4_500, account.Cash);
    }

    [Fact]
    public void A_fill_that_adds_to_a_position_or_turns_it_is_told()
    {
        AuditedAccount adds = Account(), turns = Account();
        adds.Book(Bought(1, 1000));
        Assert.False(adds.Book(Bought(1, 1000)));
        turns.Book(Bought(1, 1000));
        Assert.False(turns.Book(Sold(2, 1000)));
    }

    [Fact]
    public void Fees_of_the_programme_are_paid_beside_the_commission()
    {
        AuditedAccount account = Account();
        account.Book(Bought(1, 1000) with { FeeCents = 120 });
        Assert.Equal(Start - 370, account.Cash);
    }

    // A peak of 50,600 lies 2,500 above 48,100; with a lock at 50,100 from a peak of 52,600 it stands at 50,100.
    [Fact]
    public void The_threshold_follows_the_peak_up_and_stops_at_its_lock()
    {
        RuleSet rules = Rules with { Drawdown = new DrawdownRule(250_000, Lock: new DrawdownLock(5_260_000, 5_010_000)) };
        AuditedAccount account = Account(rules);
        account.Book(Bought(10, 1000) with { CommissionCents = 0 });
        account.BeginBar(1000, followsBreak: true);
        Assert.Equal(4_750_000, account.Threshold);
        account.Mark(1012);                                                       // 12 · 10 · 5.00 = 600
        Assert.Equal(4_810_000, account.Threshold);
        account.Mark(1005);
        Assert.Equal(4_810_000, account.Threshold);
        account.Mark(1052);                                                       // 2,600 above the start: the lock
        Assert.Equal(5_010_000, account.Threshold);
        account.Mark(1100);
        Assert.Equal(5_010_000, account.Threshold);
        Assert.Equal((5_000_000L, 5_500_000L), (account.Lowest, account.Highest));
    }

    [Theory]
    [InlineData(DrawdownBasis.LiveEquity, 4_850_000, 4_850_000, 4_850_000)]
    [InlineData(DrawdownBasis.ClosedBalance, 4_750_000, 4_800_000, 4_800_000)]
    [InlineData(DrawdownBasis.EndOfDay, 4_750_000, 4_750_000, 4_800_000)]
    public void A_peak_is_seen_live_when_closed_or_at_the_days_end(DrawdownBasis basis, long live, long closed, long ended)
    {
        // 10 contracts: 20 ticks up are 1,000 while open; closed at 10 ticks up they are 500
        AuditedAccount account = Account(Rules with { Drawdown = new DrawdownRule(250_000, basis) });
        account.Book(Bought(10, 1000) with { CommissionCents = 0 });
        account.BeginBar(1000, followsBreak: true);
        account.Mark(1020);
        Assert.Equal(live, account.Threshold);
        account.Book(Sold(10, 1010) with { CommissionCents = 0 });
        Assert.Equal(closed, account.Threshold);
        Assert.Equal(50_000, account.EndDay());
        Assert.Equal(ended, account.Threshold);
    }

    [Fact]
    public void Traded_days_count_days_with_an_entry_once()
    {
        AuditedAccount account = Account();
        RoundTrip(account, 1010);
        RoundTrip(account, 1010);
        Assert.Equal(1, account.TradedDays);
        account.EndDay();
        Assert.True(account.HadEntryOnEndedDay);
        account.EndDay();
        Assert.Equal((1, false), (account.TradedDays, account.HadEntryOnEndedDay));
        RoundTrip(account, 1010);
        Assert.Equal(2, account.TradedDays);
    }

    // Days of +995 and +495 make 1,490, of which the best made 66.8 %; a third of +745 makes 2,235, of which it made 44.5 %.
    [Fact]
    public void What_is_missing_to_pass_is_said_in_the_order_of_the_rules()
    {
        RuleSet rules = Rules with { MinimumDays = 2, Consistency = new ConsistencyRule(0.5) };
        AuditedAccount account = Account(rules);
        RoundTrip(account, 1200);                                                 // 200 ticks are 1,000.00, less 5.00
        Assert.Equal("1 of 2 trading days", account.Missing());
        account.EndDay();
        RoundTrip(account, 1100);
        Assert.Equal("the best day made 995.00 of 1490.00", account.Missing());
        account.EndDay();
        RoundTrip(account, 1150);                                                 // 995 of 2,235
        Assert.Null(account.Missing());
        Assert.Equal(
            "a funded account has nothing to pass", Account(rules with { Stage = AccountStage.Funded }).Missing());
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 3)]
    public void A_tier_is_kept_unless_the_programme_shrinks_it_again(bool shrinks, int afterTheLoss)
    {
        // above 50,500 at a day's end: 10 minis in place of 3
        RuleSet rules = Rules with { Contracts = new ContractRule(3, 10, [new ContractTier(5_050_000, 10)], shrinks) };
        AuditedAccount account = Account(rules);
        Assert.Equal(3, account.ContractLimit(isMicro: false));
        RoundTrip(account, 1200);
        Assert.Equal(3, account.ContractLimit(isMicro: false));                                 // not before the day has ended
        account.EndDay();
        Assert.Equal(10, account.ContractLimit(isMicro: false));
        RoundTrip(account, 800);                                                  // −1,005
        account.EndDay();
        Assert.Equal(afterTheLoss, account.ContractLimit(isMicro: false));
        Assert.Equal(30, new AuditedAccount(1, Instrument.MNQ, rules, new AuditOptions()).ContractLimit(isMicro: false));
    }

    [Fact]
    public void A_new_day_starts_from_its_equity_and_ends_a_pause()
    {
        AuditedAccount account = Account();
        account.IsPaused = true;
        account.ResetDay(4_990_000);
        Assert.Equal((4_990_000L, false), (account.DayStart, account.IsPaused));
        account.RaiseFloor();
        Assert.Equal(5_300_000, account.Threshold);                               // start and target
    }

    private static AuditedAccount Account(RuleSet? rules = null) =>
        new(1, Instrument.NQ, rules ?? Rules, new AuditOptions());

    private static void RoundTrip(AuditedAccount account, int exit)
    {
        account.Book(Bought(1, 1000));
        account.Book(Sold(1, exit));
    }

    private static Fill Bought(int contracts, int price) =>
        new(1, 0, 0, Side.Long, contracts, price, 0, 250L * contracts, FillReason.Entry);

    private static Fill Sold(int contracts, int price) =>
        new(1, 0, 0, Side.Short, contracts, price, 0, 250L * contracts, FillReason.Close);
}
