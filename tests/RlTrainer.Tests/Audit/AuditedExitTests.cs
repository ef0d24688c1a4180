using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>
/// What the auditor says must happen to one NQ inside a bar, by hand. Bought at 1000 for 2.50: cash 49,997.50. The daily limit
/// of 1,000 lies at 49,000: 199.5 ticks down, so at 800; the drawdown of 2,500 at 500.
/// </summary>
public sealed class AuditedExitTests
{
    private static readonly RuleSet Rules = new();

    [Theory]
    [InlineData(990, 1020, 1000, 1010, 991, null, 0)]                             // survives
    [InlineData(990, 1020, 1000, 1010, 990, FillReason.Stop, 990)]                // touched is enough
    [InlineData(990, 1020, 985, 1010, 980, FillReason.Stop, 985)]                 // opened beyond: at the open
    [InlineData(990, 1020, 1000, 1020, 995, null, 0)]                             // a limit is filled when it is traded through
    [InlineData(990, 1020, 1000, 1021, 995, FillReason.Target, 1020)]
    [InlineData(990, 1020, 1000, 1021, 990, FillReason.Stop, 990)]                // both in one bar: the worse one
    [InlineData(990, 1020, 1025, 1030, 1021, FillReason.Target, 1020)]            // it rested in the market, at its own price
    [InlineData(700, 1020, 1000, 1005, 801, null, 0)]
    [InlineData(700, 1020, 1000, 1005, 800, FillReason.DailyLimit, 800)]
    [InlineData(700, 1020, 795, 800, 790, FillReason.DailyLimit, 795)]
    public void A_long_position_leaves(int stop, int target, int open, int high, int low, FillReason? reason, int price)
    {
        AuditedAccount account = Long(Rules, stop, target);
        ExpectedExit? exit = account.GoThrough(Part(open, high, low), followsBreak: false);
        Assert.Equal((reason, price), (exit?.Reason, exit?.MarketTicks ?? 0));
    }

    // Sold at 1000: the daily limit is 199.5 ticks up, so at 1200.
    [Theory]
    [InlineData(1010, 980, 1000, 1009, 990, null, 0)]
    [InlineData(1010, 980, 1000, 1010, 990, FillReason.Stop, 1010)]
    [InlineData(1010, 980, 1015, 1020, 990, FillReason.Stop, 1015)]
    [InlineData(1010, 980, 1000, 1005, 980, null, 0)]
    [InlineData(1010, 980, 1000, 1005, 979, FillReason.Target, 980)]
    [InlineData(1010, 980, 975, 979, 970, FillReason.Target, 980)]
    [InlineData(1300, 980, 1000, 1199, 995, null, 0)]
    [InlineData(1300, 980, 1000, 1200, 995, FillReason.DailyLimit, 1200)]
    public void A_short_position_leaves(int stop, int target, int open, int high, int low, FillReason? reason, int price)
    {
        AuditedAccount account = new(1, Instrument.NQ, Rules, new AuditOptions());
        account.Book(new Fill(1, 0, 0, Side.Short, 1, 1000, 0, 250, FillReason.Entry));
        (account.StopTicks, account.TargetTicks) = (stop, target);
        ExpectedExit? exit = account.GoThrough(Part(open, high, low), followsBreak: false);
        Assert.Equal((reason, price), (exit?.Reason, exit?.MarketTicks ?? 0));
    }

    [Fact]
    public void After_a_break_a_target_is_served_at_the_open() => Assert.Equal(
        new ExpectedExit(FillReason.Target, 1025, 60),
        Long(Rules, 990, 1020).GoThrough(Part(1025, 1030, 1021), followsBreak: true));

    // Without a daily limit the threshold of 47,500 lies 499.5 ticks down. It follows the bar's best price first: 10 ticks up
    // raise the peak by 47.50 over the start, and the threshold with it, to 489.5 ticks down.
    [Theory]
    [InlineData(1000, 501, null, 0)]
    [InlineData(1000, 500, FillReason.Breach, 500)]
    [InlineData(1010, 510, FillReason.Breach, 510)]
    [InlineData(1010, 511, null, 0)]
    public void The_threshold_is_looked_at_after_the_best_price_of_the_bar(int high, int low, FillReason? reason, int price)
    {
        AuditedAccount account = Long(Rules with { DailyLoss = null }, stop: 100, target: 2000);
        ExpectedExit? exit = account.GoThrough(Part(1000, high, low), followsBreak: false);
        Assert.Equal((reason, price), (exit?.Reason, exit?.MarketTicks ?? 0));
    }

    [Fact]
    public void Where_the_daily_limit_counts_closed_losses_alone_no_price_ends_a_position_for_it()
    {
        RuleSet rules = Rules with { DailyLoss = new DailyLossRule(100_000, IncludesOpen: false) };
        Assert.Null(Long(rules, 700, 1020).GoThrough(Part(1000, 1005, 750), followsBreak: false));
    }

    [Fact]
    public void A_threshold_that_is_checked_at_the_days_end_ends_no_position_inside_a_bar()
    {
        var rules = new RuleSet
        {
            DailyLoss = null,
            Drawdown = new DrawdownRule(250_000, DrawdownBasis.EndOfDay, DrawdownCheck.Close),
        };
        Assert.Null(Long(rules, 100, 2000).GoThrough(Part(1000, 1005, 300), followsBreak: false));
    }

    private static AuditedAccount Long(RuleSet rules, int stop, int target)
    {
        var account = new AuditedAccount(1, Instrument.NQ, rules, new AuditOptions());
        account.Book(new Fill(1, 0, 0, Side.Long, 1, 1000, 0, 250, FillReason.Entry));
        (account.StopTicks, account.TargetTicks) = (stop, target);
        return account;
    }

    private static Bar Part(int open, int high, int low) => new(60, 60, open, high, low, low, 1);
}
