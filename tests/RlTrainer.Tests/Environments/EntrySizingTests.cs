using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>
/// Contracts of an entry, by hand. NQ with a stop of 40 ticks and a slippage of 1 risks 41 · 5.00 + 2 · 2.50 = 210.00 a
/// contract. The rules: 50,000, a drawdown of 2,500, a daily limit of 1,000, ten minis.
/// </summary>
public sealed class EntrySizingTests
{
    // Any bars of NQ: sizes depend on the instrument alone.
    private static readonly FeatureTable Features = FeatureSet.Base.Compute(
        SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.NQ, Days = 3 }).Minutes);

    private static readonly RuleSet Rules = new(), NoDaily = new() { DailyLoss = null };

    [Theory]
    [InlineData(4, 4, EntryAdjustment.None)]                                      // 840 of 1,000
    [InlineData(5, 4, EntryAdjustment.SmallerForDailyLimit)]                      // 1,050
    [InlineData(1, 1, EntryAdjustment.None)]
    public void The_day_has_room_for_four(int wanted, int contracts, EntryAdjustment why) =>
        Assert.Equal((contracts, why), Fit(Rules, wanted, Fresh(Rules), Standing.Fresh(Rules)));

    [Theory]
    [InlineData(10, 10, EntryAdjustment.None)]                                    // 2,100 of 2,500
    [InlineData(11, 10, EntryAdjustment.SmallerForContractLimit)]
    [InlineData(50, 10, EntryAdjustment.SmallerForContractLimit)]
    public void Without_a_daily_limit_ten_contracts_are_the_most(int wanted, int contracts, EntryAdjustment why) =>
        Assert.Equal((contracts, why), Fit(NoDaily, wanted, Fresh(NoDaily), Standing.Fresh(NoDaily)));

    // 48,130 is 630 above the threshold of 47,500: three contracts, and 48,129.99 leaves two. 47,709.99 leaves none.
    [Theory]
    [InlineData(4_813_000, 3, EntryAdjustment.SmallerForThreshold)]
    [InlineData(4_812_999, 2, EntryAdjustment.SmallerForThreshold)]
    [InlineData(4_771_000, 1, EntryAdjustment.SmallerForThreshold)]
    [InlineData(4_770_999, 0, EntryAdjustment.MaskedForThreshold)]
    public void What_lies_above_the_threshold_is_all_that_may_be_risked(long balance, int contracts, EntryAdjustment why) =>
        Assert.Equal((contracts, why), Fit(NoDaily, 5, Fresh(NoDaily) with { BalanceCents = balance }, Standing.Fresh(NoDaily)));

    // The day has lost 790.00: 210.00 are left, one contract. A cent more, and none; after a reset the whole 1,000 again.
    [Theory]
    [InlineData(4_921_000, false, 1, EntryAdjustment.SmallerForDailyLimit)]
    [InlineData(4_920_999, false, 0, EntryAdjustment.MaskedForDailyLimit)]
    [InlineData(4_920_999, true, 4, EntryAdjustment.SmallerForDailyLimit)]
    public void What_the_day_has_lost_is_gone_until_its_reset(long balance, bool fresh, int contracts, EntryAdjustment why) =>
        Assert.Equal(
            (contracts, why), Fit(
                Rules, 5, Fresh(Rules) with { BalanceCents = balance }, Standing.Fresh(Rules), freshDay: fresh));

    [Fact]
    public void A_paused_day_has_no_entry_before_its_reset()
    {
        Standing paused = Standing.Fresh(Rules) with { Day = DayStatus.Paused };
        Assert.Equal((0, EntryAdjustment.MaskedForPause), Fit(Rules, 1, Fresh(Rules), paused));
        Assert.Equal((1, EntryAdjustment.None), Fit(Rules, 1, Fresh(Rules), paused, freshDay: true));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(3, 4)]
    public void A_stop_within_its_own_slippage_is_no_stop(int stop, int slippage) => Assert.Equal(
        (0, EntryAdjustment.MaskedForSlippage),
        Fit(Rules, 1, Fresh(Rules), Standing.Fresh(Rules), stop: stop, slippage: slippage));

    [Fact]
    public void A_tier_opens_with_the_highest_end_of_a_day()
    {
        RuleSet rules = NoDaily with { Contracts = new ContractRule(2, 10, [new ContractTier(5_100_000, 6)]) };
        Standing before = Standing.Fresh(rules), after = before with { HighestEndOfDayCents = 5_100_001 };
        Assert.Equal((2, EntryAdjustment.SmallerForContractLimit), Fit(rules, 8, Fresh(rules), before));
        Assert.Equal((6, EntryAdjustment.SmallerForContractLimit), Fit(rules, 8, Fresh(rules), after));
    }

    // A contract of 20 ticks risks 105.00 before slippage.
    [Theory]
    [InlineData(5_000_000, DayStatus.Open, false, false)]
    [InlineData(5_000_000, DayStatus.Paused, false, true)]
    [InlineData(5_000_000, DayStatus.Paused, true, false)]                        // the reset ahead ends the pause
    [InlineData(4_910_499, DayStatus.Open, false, true)]                          // 104.99 of the day are left
    [InlineData(4_910_500, DayStatus.Open, false, false)]
    [InlineData(4_760_499, DayStatus.Open, true, true)]                           // 104.99 above the threshold
    public void A_day_is_over_where_not_one_contract_fits_ahead(long balance, DayStatus day, bool resetAhead, bool isOver)
    {
        var sizing = Sizing(Rules, 1);
        Standing standing = Standing.Fresh(Rules) with { Day = day };
        Account account = Fresh(Rules) with { BalanceCents = balance };
        Assert.Equal(isOver, sizing.NothingFitsAhead(account, standing, 20, resetAhead));
        Assert.True(sizing.NothingFitsAhead(account, standing, int.MaxValue, resetAhead));           // no decision is left
    }

    private static EntrySizing Sizing(RuleSet rules, int wanted)
    {
        EnvironmentConfig config = new EnvironmentConfig() with { Contracts = wanted };
        return new EntrySizing(rules, new MarketTape(Features, config, rules, null), config);
    }

    private static Account Fresh(RuleSet rules) => Account.Fresh(1, rules.StartCents);

    private static (int, EntryAdjustment) Fit(
        RuleSet rules, int wanted, Account account, Standing standing, bool freshDay = false, int stop = 40, int slippage = 1)
    {
        var sizing = Sizing(rules, wanted);
        return (sizing.Fit(account, standing, stop, slippage, freshDay, out EntryAdjustment why), why);
    }
}
