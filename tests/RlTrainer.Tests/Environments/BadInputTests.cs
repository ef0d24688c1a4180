using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>Bad input says what it is and what to do, or is survived and counted in words.</summary>
public sealed class BadInputTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;
    private static readonly Dictionary<int, TradeAction> BuyFirst = new() { [1] = TradeAction.Buy };

    [Theory]
    [InlineData(0f)]
    [InlineData(-3f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_invalid_ATR_falls_back_to_one_percent_of_the_price_and_is_counted_in_words(float atr)
    {
        // 1 % of 10,000 is 100 ticks for the stop; the target is three times as far.
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(Quiet, 6)]);
        TradingJournal journal = HandPlayed.Play(bars, BuyFirst, atr: atr);
        Assert.Equal((100, 300), (journal.Trades[0].InitialStopTicks, journal.Trades[0].InitialTargetTicks));
        Assert.Equal(["stop and target from 1 % of the price: the ATR was zero, NaN or infinite"], journal.EntryAdjustments.Keys);
        var environments = new TradingEnvironments(
            TestMarket.Table(bars, atr), HandPlayed.OneContract with { EnvironmentCount = 1, MinimumBarsBeforeFlat = 2 },
            HandPlayed.NoDailyLimit, 1, null, EpisodeSchedule.Listed([1]));
        environments.Reset();
        environments.Step([1], new float[1], new EpisodeEnd[1]);
        Assert.Equal(1, environments.Statistics.AtrFallbacks);
    }

    [Theory]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    public void A_stop_on_the_wrong_side_is_refused(double atr, string written)
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => (EnvironmentConfig.Phase1 with { StopAtr = atr }).Checked());
        Assert.Equal($"The environment's configuration has 1 bad value(s): StopAtr was {written}; expected a distance in (0, "
            + $"100] ATR (1.5 is usual).", error.Message);
    }

    [Fact]
    public void Contracts_above_the_rules_limit_are_refused_for_a_run_with_what_is_allowed()
    {
        RunConfig six = RunConfig.Phase1 with
        {
            Rules = RulePresets.ApexEndOfDay,
            Environment = RunConfig.Phase1.Environment with { Contracts = 6 }
        };
        Assert.Same(six, six.Checked());
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => (six with { Environment = six.Environment with { Contracts = 7 } }).Checked());
        Assert.Equal("Contracts was 7, above the 6 NQ that the rules 'apex-eod' allow at most; expected 1 to 6, or other rules.",
            error.Message);
        error = Assert.Throws<ArgumentException>(
            () => (six with { Instrument = "MNQ", Environment = six.Environment with { Contracts = 61 } }).Checked());
        Assert.Equal("Contracts was 61, above the 60 MNQ that the rules 'apex-eod' allow at most; expected 1 to 60, or other "
            + "rules.", error.Message);
        // Tiers: five at the start, ten later; ten may be asked for and are given once they are allowed.
        Assert.Equal(10, (EnvironmentConfig.Phase1 with { Contracts = 10 })
            .CheckedFor(RulePresets.ApexLegacyFunded, Instrument.NQ).Contracts);
    }

    [Fact]
    public void A_hole_in_the_bars_cancels_the_entry_that_would_come_too_late_and_says_so()
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        foreach (int minute in new[] { 1000, 1001, 1002, 1018 }) builder.Add(minute, Quiet);              // 16:58 follows 16:42
        TradingJournal journal = HandPlayed.Play(builder.Build(), new() { [2] = TradeAction.Buy });
        Assert.Empty(journal.Fills);
        Assert.Equal(["cancelled: the next bar came too late"], journal.EntryAdjustments.Keys);
    }

    [Fact]
    public void A_hole_in_the_bars_moves_an_entry_to_the_next_bar_there_is_and_its_stop_counts_from_there()
    {
        // 10:02 to 10:09 are missing: the order of 10:01 fills at 10:10's open of 10,050; the stop lies 60 ticks below the fill.
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        builder.Add(600, Quiet);
        builder.Add(601, Quiet);
        for (int minute = 610; minute < 615; minute++) builder.Add(minute, (10050, 10055, 10045, 10050));
        TradingJournal journal = HandPlayed.Play(builder.Build(), BuyFirst);
        Assert.Equal((2, 10051, 9991),
            (journal.Fills[0].BarIndex, journal.Fills[0].PriceTicks, journal.Protections[0].StopTicks));
    }

    [Fact]
    public void A_loss_in_the_first_bar_after_a_reset_stays_in_the_new_day()
    {
        // Decided at 23:59, filled at 00:03 (three minutes are missing), stopped in that bar: −310, all of it in the new day.
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        builder.Add(-2, Quiet);
        builder.Add(-1, Quiet);
        builder.Add(3, (10000, 10001, 9900, 9900));
        for (int minute = 4; minute < 10; minute++) builder.Add(minute, Quiet);
        TradingJournal journal =
            HandPlayed.Play(builder.Build(), BuyFirst, rules: new RuleSet { DailyLoss = new DailyLossRule(31_000) });
        Assert.Equal([-31_000L, -31_000L, -31_000L], journal.Equity.Take(3).Select(point => point.DayPnlCents));
        Assert.Equal(6, journal.EntryAdjustments["masked: daily limit reached"]);      // 00:03 to 00:08; 00:09 is the last
    }
}
