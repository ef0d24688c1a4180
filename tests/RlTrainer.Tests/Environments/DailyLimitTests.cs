using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>The daily limit and the sizing of entries by hand. NQ: 5 dollars a
/// tick, 2.50 a side; stop 60 ticks: one contract risks 61 × 5 + 5 = 310.</summary>
public sealed class DailyLimitTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;

    [Fact]
    public void A_loss_beyond_the_limit_pauses_entries_for_the_rest_of_the_day()
    {
        // Limit 400. Bar 3 opens at 9,900, beyond the stop at 9,941: sold at 9,899, −102 × 5 − 5 = −515 dollars.
        RuleSet rules = new() { DailyLoss = new DailyLossRule(40_000) };
        (int, int, int, int)[] prices =
            [Quiet, Quiet, (10000, 10000, 10000, 10000), (9900, 9905, 9890, 9900), .. Enumerable.Repeat(Quiet, 20)];
        TradingJournal journal =
            HandPlayed.Play(TestMarket.Day(Instrument.NQ, 600, prices), new() { [1] = TradeAction.Buy }, rules: rules);
        Assert.Equal((FillReason.Stop, 9899), (journal.Fills[1].Reason, journal.Fills[1].PriceTicks));
        Assert.Equal(-51_500, journal.Equity.Single(point => point.BarIndex == 3).DayPnlCents);
        Assert.Equal(20, journal.EntryAdjustments["masked: daily limit reached"]);      // bars 3 to 22; bar 23 is the last
    }

    [Fact]
    public void The_limit_itself_liquidates_where_it_is_nearer_than_the_stop()
    {
        // Two contracts, 10.00 a tick, limit 650: it lies at entry − 64.5 ticks, beyond the stop at −60, which comes first.
        RuleSet rules = new() { DailyLoss = new DailyLossRule(65_000) };
        EnvironmentConfig two = HandPlayed.OneContract with { Contracts = 2 };
        TradingJournal journal =
            HandPlayed.Play([Quiet, Quiet, Quiet, (10000, 10001, 9800, 9850), Quiet, Quiet], new() { [1] = TradeAction.Buy },
                two, rules);
        Assert.Equal((FillReason.Stop, 9940, 2),
            (journal.Fills[1].Reason, journal.Fills[1].PriceTicks, journal.Fills[1].Contracts));
        // Over the midnight reset: the profit made before it does not count.
        // 23:58 and 23:59, then 00:00: the reset marks the day at 23:59's close, 10,150 (+149 × 10 − 5 = +1,485 open).
        // The limit of 650 is reached 65 ticks below 10,150: at 10,085; sold at 10,084.
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        (int, int, int, int)[] bars = [Quiet, Quiet, (10000, 10150, 9999, 10150), (10150, 10160, 10000, 10020), Quiet, Quiet];
        for (int bar = 0; bar < bars.Length; bar++) builder.Add(-3 + bar, bars[bar]);
        journal = HandPlayed.Play(builder.Build(), new() { [1] = TradeAction.Buy }, two, rules);
        Assert.Equal((FillReason.DailyLimit, 3, 10084),
            (journal.Fills[1].Reason, journal.Fills[1].BarIndex, journal.Fills[1].PriceTicks));
        // slippage 2 × 5.00, commission 5.00
        Assert.Equal(-65_000 - 1_500, journal.Equity.Single(point => point.BarIndex == 3).DayPnlCents);
    }

    [Fact]
    public void A_pause_ends_at_the_reset_inside_the_trading_day()
    {
        RuleSet rules = new() { DailyLoss = new DailyLossRule(31_000) };
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        for (int minute = -10; minute < 10; minute++) builder.Add(minute, minute == -7 ? (10000, 10001, 9900, 9900) : Quiet);
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy, [9] = TradeAction.Buy };
        TradingJournal journal = HandPlayed.Play(builder.Build(), script, rules: rules);
        // Stopped at bar 3 for −310: the limit. Bars 3 to 8 are masked; at
        // the close of 23:59 (bar 9) an entry for 00:00 is legal again.
        Assert.Equal([(FillReason.Entry, 2), (FillReason.Stop, 3), (FillReason.Entry, 10), (FillReason.FlatTime, 19)],
            journal.Fills.Select(fill => (fill.Reason, fill.BarIndex)));
        Assert.Equal(6, journal.EntryAdjustments["masked: daily limit reached"]);
    }

    [Fact]
    public void With_a_reset_at_1800_a_pause_lasts_to_the_next_trading_day()
    {
        RuleSet rules = new() { DailyLoss = new DailyLossRule(31_000), DailyReset = new LocalTime(18, 0) };
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 2; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int minute = -10; minute < 10; minute++)
                builder.Add(minute, day == 0 && minute == -7 ? (10000, 10001, 9900, 9900) : Quiet);
        }
        TradingJournal journal =
            HandPlayed.Play(builder.Build(), new() { [1] = TradeAction.Buy, [22] = TradeAction.Buy }, rules: rules);
        Assert.Equal([2, 3, 23, 39], journal.Fills.Select(fill => fill.BarIndex));
        Assert.Equal(16, journal.EntryAdjustments["masked: daily limit reached"]);       // bars 3 to 18 of the first day
    }

    [Fact]
    public void A_hard_limit_ends_the_account()
    {
        RuleSet rules = new() { DailyLoss = new DailyLossRule(31_000, EndsAccount: true) };
        TradingJournal journal =
            HandPlayed.Play([Quiet, Quiet, Quiet, (10000, 10001, 9900, 9900), Quiet, Quiet], new() { [1] = TradeAction.Buy },
                rules: rules);
        Assert.Equal(("daily limit breach", 3), (journal.Accounts[0].Reason, journal.Accounts[0].LastBar));
    }

    [Theory]
    [InlineData(62_000, 2, null)]                                            // exactly 2 × 310
    [InlineData(61_999, 1, "fewer contracts: remaining day limit")]
    [InlineData(31_000, 1, "fewer contracts: remaining day limit")]
    [InlineData(30_999, 0, "masked: remaining day limit")]
    public void An_entry_gets_the_contracts_whose_risk_fits(long limitCents, int contracts, string? reason)
    {
        EnvironmentConfig two = HandPlayed.OneContract with { Contracts = 2 };
        var script = contracts > 0 ? new Dictionary<int, TradeAction> { [1] = TradeAction.Buy } : [];
        TradingJournal journal =
            HandPlayed.Play([Quiet, Quiet, Quiet, Quiet, Quiet], script, two,
                new RuleSet { DailyLoss = new DailyLossRule(limitCents) });
        Assert.Equal(contracts, journal.Fills.FirstOrDefault().Contracts);
        Assert.Equal(reason is null ? [] : [reason], journal.EntryAdjustments.Keys);
    }

    [Fact]
    public void Threshold_and_contract_limit_cap_an_entry_as_well()
    {
        EnvironmentConfig many = HandPlayed.OneContract with { Contracts = 20 };
        Dictionary<int, TradeAction> buy = new() { [1] = TradeAction.Buy };
        TradingJournal journal = HandPlayed.Play([Quiet, Quiet, Quiet, Quiet], buy, many, HandPlayed.NoDailyLimit);
        Assert.Equal(8, journal.Fills[0].Contracts);                         // 2,500 / 310 = 8.06
        Assert.Equal(["fewer contracts: distance to the threshold"], journal.EntryAdjustments.Keys);
        journal = HandPlayed.Play(
            [Quiet, Quiet, Quiet, Quiet], buy, many, HandPlayed.NoDailyLimit with { Contracts = new ContractRule(3) });
        Assert.Equal(3, journal.Fills[0].Contracts);
        Assert.Equal(["fewer contracts: contract limit"], journal.EntryAdjustments.Keys);
    }
}
