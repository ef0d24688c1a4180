using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>
/// Each pacing limit by hand. NQ, 5 dollars a tick, 2.50 a side, a tick of slippage: a round trip at an unchanged 10,000 is
/// bought at 10,001 and sold at 9,999, −2 × 5 − 5 = −15 dollars. A decision at bar t fills at bar t + 1.
/// </summary>
public sealed class PacingTests
{
    private static readonly (int, int, int, int) Quiet = HandPlayed.Quiet;

    /// <summary>Bought at the open of bar 2, sold at that of bar 3.</summary>
    private static readonly Dictionary<int, TradeAction> OneTrip = new() { [1] = TradeAction.Buy, [2] = TradeAction.Close };

    [Fact]
    public void Without_limits_entries_are_legal_whenever_flat()
    {
        Assert.Equal([1, 3, 4, 5, 6, 7, 8], EntryBars(10, OneTrip, PacingLimits.None));
    }

    [Fact]
    public void Bars_between_entries_count_from_fill_to_fill()
    {
        // Filled at bar 2: five bars later is bar 7, decided at bar 6.
        Assert.Equal([1, 6, 7, 8], EntryBars(10, OneTrip, new PacingLimits { BarsBetweenEntries = 5 }));
    }

    [Fact]
    public void Entries_a_session_end_with_their_number_and_begin_again_the_next_day()
    {
        Dictionary<int, TradeAction> twoTrips = new(OneTrip) { [4] = TradeAction.Sell, [5] = TradeAction.Close };
        // Day 1 is bars 0 to 9: entries at 1 and 4, then none. Day 2 begins at bar 10: its first decision is bar 10's.
        Assert.Equal([1, 3, 4, 10, 11, 12, 13, 14, 15, 16, 17, 18],
            EntryBars(10, twoTrips, new PacingLimits { EntriesPerSession = 2 }, days: 2));
    }

    [Fact]
    public void Entries_an_hour_count_by_the_clock_hour_of_their_fill()
    {
        // From 10:50: bar 2 is 10:52. The next fill may be 11:00, bar 10, decided at bar 9; after it that hour is full too.
        Dictionary<int, TradeAction> script = new(OneTrip) { [9] = TradeAction.Buy, [10] = TradeAction.Close };
        Assert.Equal([1, 9], EntryBars(14, script, new PacingLimits { EntriesPerHour = 1 }, firstMinute: 650));
    }

    [Fact]
    public void A_pause_after_a_loss_lasts_its_bars_and_a_win_pauses_nothing()
    {
        // Sold with a loss at bar 3: no entry at bars 4 to 7; bar 8 is decided at bar 7.
        var pause = new PacingLimits { PauseBarsAfterLoss = 4 };
        Assert.Equal([1, 7, 8], EntryBars(10, OneTrip, pause));
        Assert.Equal([1, 3, 4, 5, 6, 7, 8], EntryBars(10, OneTrip, pause, soldAt: 10_020));
    }

    [Theory]
    [InlineData(1_500, new[] { 1 })]                                         // the loss is 15.00: reached
    [InlineData(1_501, new[] { 1, 3, 4, 5, 6, 7, 8 })]
    public void An_own_day_loss_stop_ends_the_days_entries_at_its_amount(long cents, int[] firstDay)
    {
        // The next day begins from 0.
        Assert.Equal([.. firstDay, 10, 11, 12, 13, 14, 15, 16, 17, 18],
            EntryBars(10, OneTrip, new PacingLimits { DayLossStopCents = cents }, days: 2));
    }

    [Theory]
    [InlineData(8_500, new[] { 1 })]                                         // 10,019 − 10,001 = 18 × 5 − 5 = 85.00: reached
    [InlineData(8_501, new[] { 1, 3, 4, 5, 6, 7, 8 })]
    public void An_own_day_profit_stop_ends_the_days_entries_at_its_amount(long cents, int[] firstDay)
    {
        Assert.Equal([.. firstDay, 10, 11, 12, 13, 14, 15, 16, 17, 18],
            EntryBars(10, OneTrip, new PacingLimits { DayProfitStopCents = cents }, days: 2, soldAt: 10_020));
    }

    [Fact]
    public void A_paced_entry_is_masked_refused_and_counted_in_words()
    {
        EnvironmentConfig config = HandPlayed.OneContract with { Pacing = new PacingLimits { EntriesPerSession = 1 } };
        TradingJournal journal = HandPlayed.Play([.. Enumerable.Repeat(Quiet, 10)], OneTrip, config);
        Assert.Equal(6, journal.EntryAdjustments["masked: pacing limit"]);     // bars 3 to 8; bar 9 is the last
        var script = new Dictionary<int, TradeAction>(OneTrip) { [4] = TradeAction.Buy };
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => HandPlayed.Play([.. Enumerable.Repeat(Quiet, 10)], script, config));
        Assert.Equal("Action 1 (Buy) of environment 0 is illegal at bar 4; choose an action whose mask is 1.", error.Message);
    }

    [Fact]
    public void Each_limit_below_its_least_is_refused()
    {
        (PacingLimits Limits, string Fault)[] cases =
        [
            (new() { BarsBetweenEntries = 0 }, "Pacing.BarsBetweenEntries was 0; expected at least 1, or null for no limit."),
            (new() { EntriesPerSession = 0 }, "Pacing.EntriesPerSession was 0; expected at least 1, or null for no limit."),
            (new() { EntriesPerHour = -1 }, "Pacing.EntriesPerHour was -1; expected at least 1, or null for no limit."),
            (new() { PauseBarsAfterLoss = 0 }, "Pacing.PauseBarsAfterLoss was 0; expected at least 1, or null for no limit."),
            (new() { DayLossStopCents = 0 }, "Pacing.DayLossStopCents was 0; expected more than 0, or null for no limit."),
            (new() { DayProfitStopCents = -5 }, "Pacing.DayProfitStopCents was -5; expected more than 0, or null for no limit."),
        ];
        foreach ((PacingLimits limits, string fault) in cases)
        {
            ArgumentException error =
                Assert.Throws<ArgumentException>(() => (EnvironmentConfig.Phase1 with { Pacing = limits }).Checked());
            Assert.Equal($"The environment's configuration has 1 bad value(s): {fault}", error.Message);
        }
    }

    /// <summary>Bars at whose close an entry is legal while a script is played
    /// on days of quiet bars; bar 3 opens where the trip is sold.</summary>
    private static int[] EntryBars(
        int barsADay, Dictionary<int, TradeAction> script, PacingLimits limits, int days = 1, int firstMinute = 600,
        int soldAt = 10_000)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < days; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int bar = 0; bar < barsADay; bar++)
                builder.Add(firstMinute + bar, day == 0 && bar == 3 ? (soldAt, soldAt + 5, soldAt - 5, soldAt) : Quiet);
        }
        FeatureTable table = TestMarket.Table(builder.Build());
        EnvironmentConfig config = HandPlayed.OneContract with { Pacing = limits };
        TradingEnvironments walk = TradingEnvironments.Walk(table, config, new RuleSet(), new TradingJournal());
        byte[] masks = new byte[walk.ActionCount];
        var legal = new List<int>();
        for (walk.Reset(); !walk.WalkDone; walk.ResetEnded())
        {
            int bar = walk.Snapshot(0).Bar;
            walk.Masks(masks);
            if (masks[1] != 0) legal.Add(bar);
            walk.Step([config.Actions.IndexOf(script.GetValueOrDefault(bar))], new float[1], new EpisodeEnd[1]);
        }
        return [.. legal];
    }
}
