using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Compliance;

/// <summary>Faults that were planted in the judging of finished trades and that no test saw; one test each.</summary>
public sealed class RejudgeFaultTests
{
    [Theory]
    // Monday and Tuesday are two days; Wednesday is the third
    [InlineData(2, AccountOutcome.TimedOut, 1)]
    [InlineData(3, AccountOutcome.Undecided, 2)]
    public void A_time_limit_of_so_many_days_ends_after_them_and_not_a_day_later(int limit, AccountOutcome outcome, int counted)
    {
        BarSeries bars = Days(TestMarket.Monday, 3);
        Rejudgement judged =
            Rejudge.Trades([Made(2, 1_000), Made(22, 1_000)], bars, HandPlayed.NoDailyLimit with { TimeLimitDays = limit });
        Assert.Equal((outcome, counted), (judged.Outcome, judged.TradesCounted));
    }

    [Theory]
    // Friday to Wednesday: the sixth calendar day, the fourth trading day
    [InlineData(5, AccountOutcome.TimedOut, 1)]
    [InlineData(6, AccountOutcome.Undecided, 2)]
    public void A_time_limit_counts_calendar_days_and_not_trading_days(int limit, AccountOutcome outcome, int counted)
    {
        BarSeries bars = Days(new LocalDate(2024, 1, 12), 4);
        Assert.Equal(new LocalDate(2024, 1, 17), bars.Days[3].Date);
        Rejudgement judged =
            Rejudge.Trades([Made(2, 1_000), Made(32, 1_000)], bars, HandPlayed.NoDailyLimit with { TimeLimitDays = limit });
        Assert.Equal((outcome, counted), (judged.Outcome, judged.TradesCounted));
    }

    // Friday to Wednesday are six calendar days: one month begun. The 31st day begins the second.
    [Theory]
    [InlineData(4, 32, 15_000)]
    [InlineData(21, 202, 15_000)]                                           // Friday to Friday four weeks on: 29 days
    [InlineData(22, 212, 20_000)]                                           // to the Monday after: 32 days
    public void A_rejudged_account_pays_the_programmes_fees_for_every_month_begun(int days, int last, long cents)
    {
        BarSeries bars = Days(new LocalDate(2024, 1, 12), days);
        RuleSet rules = HandPlayed.NoDailyLimit with { Fees = new FeeRule(10_000, MonthlyCents: 5_000) };
        Assert.Equal(cents, Rejudge.Trades([Made(2, 1_000), Made(last, 1_000)], bars, rules).FeesCents);
        Assert.Null(Rejudge.Trades([Made(2, 1_000)], bars, HandPlayed.NoDailyLimit).FeesCents);
    }

    [Fact]
    public void A_rejudged_account_pays_no_longer_than_it_lives()
    {
        BarSeries bars = Days(new LocalDate(2024, 1, 12), 30);
        RuleSet rules = HandPlayed.NoDailyLimit with { Fees = new FeeRule(10_000, MonthlyCents: 5_000) };
        Assert.Equal(15_000, Rejudge.Trades([Made(2, 310_000)], bars, rules).FeesCents);            // passed on its first day
        Assert.Equal(10_000, Rejudge.Trades([], bars, rules).FeesCents);
    }

    [Theory]
    [InlineData(2, 12)]
    [InlineData(3, 22)]
    public void Minimum_days_are_met_on_that_day_and_not_before_or_after(int days, int bar)
    {
        BarSeries bars = Days(TestMarket.Monday, 4);
        Trade[] trades = [Made(2, 310_000), Made(12, 100), Made(22, 100), Made(32, 100)];
        Rejudgement judged = Rejudge.Trades(trades, bars, HandPlayed.NoDailyLimit with { MinimumDays = days });
        Assert.Equal((AccountOutcome.Passed, bar + 1, days), (judged.Outcome, judged.Bar, judged.TradedDays));
    }

    [Theory]
    [InlineData(Side.Long)]
    [InlineData(Side.Short)]
    public void A_bar_is_judged_no_further_than_the_trades_own_excursions(Side side)
    {
        // The exit bar runs 900 ticks both ways; the trade had seen 20 in favour and 10 against before it left. The peak is
        // 49,997.50 + 20 × 5 = 50,097.50 and the threshold 47,597.50; a run of 900 ticks, 4,500 dollars, would have breached.
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10900, 9100, 10000), HandPlayed.Quiet);
        Trade trade = Made(2, -5_500) with { Side = side, ExitBar = 2, AdverseTicks = 10, FavorableTicks = 20 };
        Rejudgement judged = Rejudge.Trades([trade], bars, HandPlayed.NoDailyLimit);
        Assert.Equal((AccountOutcome.Undecided, 4_994_500L, 4_759_750L),
            (judged.Outcome, judged.EquityCents, judged.ThresholdCents));
    }

    /// <summary>Days of ten quiet bars from 10:00, weekends left out.</summary>
    private static BarSeries Days(LocalDate first, int count)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        LocalDate date = first;
        for (int day = 0; day < count; day++)
        {
            builder.BeginDay(date);
            for (int minute = 600; minute < 610; minute++) builder.Add(minute, HandPlayed.Quiet);
            date = date.PlusDays(date.DayOfWeek == IsoDayOfWeek.Friday ? 3 : 1);
        }
        return builder.Build();
    }

    private static Trade Made(int entryBar, long netCents) => new(
        1, Side.Long, 1, entryBar, entryBar + 1, 10000, 10000, 60, 180, netCents, 1500, 2, 2, FillReason.Close);
}
