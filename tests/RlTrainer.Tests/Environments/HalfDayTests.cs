using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>A half day of ten bars (12:50 to 12:59, closed at 13:00),
/// then two whole days of ten bars at 10:00, by hand.</summary>
public sealed class HalfDayTests
{
    private static readonly Dictionary<int, TradeAction> OneTrip = new() { [1] = TradeAction.Buy, [2] = TradeAction.Close };

    [Theory]
    [InlineData(false, 48_485)]
    [InlineData(true, 48_000)]
    public void An_end_of_day_threshold_waits_for_the_end_of_the_joined_day(bool joined, int afterHalfDayUsd)
    {
        // Bought at 10,001, sold at 10,099: +98 × 5 − 5 = +485. Drawdown 2,000: 48,000 before, 48,485 once the day has ended.
        RuleSet rules = RulePresets.ApexEndOfDay with { HalfDaysMerge = joined };
        BarSeries bars = Bars((10100, 10105, 10095, 10100));
        TradingJournal journal = HandPlayed.Play(bars, OneTrip, rules: rules);
        Assert.Equal(48_000, ThresholdUsd(journal, 7));
        Assert.Equal(afterHalfDayUsd, ThresholdUsd(journal, 8));           // 12:58: the half day's last bar
        Assert.Equal(afterHalfDayUsd, ThresholdUsd(journal, 18));
        Assert.Equal(48_485, ThresholdUsd(journal, 19));
        Assert.True(Audited(bars, rules, journal).IsClean, Audited(bars, rules, journal).ToText());
    }

    [Theory]
    [InlineData(false, 4, 2)]
    [InlineData(true, 13, 1)]
    public void A_pause_lasts_through_the_joined_day(bool joined, int masked, int entries)
    {
        // Limit 400, sold at 9,899 for −515 at bar 3. Masked at bars 3 to 6 (the last entry fills at 12:57), and where
        // the days are joined at bars 10 to 18 as well.
        RuleSet rules = new()
        {
            DailyLoss = new DailyLossRule(40_000),
            DailyReset = new LocalTime(18, 0),
            HalfDaysMerge = joined,
        };
        BarSeries bars = Bars((9900, 9905, 9890, 9900));
        Dictionary<int, TradeAction> script = new() { [1] = TradeAction.Buy };
        if (!joined) script[10] = TradeAction.Buy;
        TradingJournal journal = HandPlayed.Play(bars, script, rules: rules);
        Assert.Equal(masked, journal.EntryAdjustments["masked: daily limit reached"]);
        Assert.Equal(entries, journal.Fills.Count(fill => fill.Reason == FillReason.Entry));
        Assert.True(Audited(bars, rules, journal).IsClean, Audited(bars, rules, journal).ToText());
        // the day after is free in either case
        HandPlayed.Play(bars, new() { [1] = TradeAction.Buy, [20] = TradeAction.Buy }, rules: rules);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Flat_time_comes_before_the_early_close_in_either_case(bool joined)
    {
        RuleSet rules = HandPlayed.NoDailyLimit with { HalfDaysMerge = joined };
        TradingJournal journal = HandPlayed.Play(Bars(HandPlayed.Quiet), new() { [1] = TradeAction.Buy }, rules: rules);
        Assert.Equal((FillReason.FlatTime, 8), (journal.Fills[1].Reason, journal.Fills[1].BarIndex));
    }

    [Fact]
    public void Entries_a_session_count_over_the_joined_day()
    {
        EnvironmentConfig config = HandPlayed.OneContract with { Pacing = new PacingLimits { EntriesPerSession = 1 } };
        TradingJournal apart = HandPlayed.Play(Bars(HandPlayed.Quiet), OneTrip, config), joined = HandPlayed.Play(
            Bars(HandPlayed.Quiet), OneTrip, config, HandPlayed.NoDailyLimit with { HalfDaysMerge = true });
        Assert.Equal(4, apart.EntryAdjustments["masked: pacing limit"]);     // bars 3 to 6
        Assert.Equal(13, joined.EntryAdjustments["masked: pacing limit"]);   // and bars 10 to 18
    }

    private static long ThresholdUsd(TradingJournal journal, int bar) =>
        journal.Equity.Single(point => point.BarIndex == bar).ThresholdCents / 100;

    private static AuditReport Audited(BarSeries bars, RuleSet rules, TradingJournal journal) =>
        ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });

    private static BarSeries Bars((int, int, int, int) third)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 3; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day), day == 0 ? 13 * 60 : 17 * 60, day == 0);
            for (int bar = 0; bar < 10; bar++)
                builder.Add((day == 0 ? 770 : 600) + bar, day == 0 && bar == 3 ? third : HandPlayed.Quiet);
        }
        return builder.Build();
    }
}
