using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

/// <summary>Faults that were planted in the measuring of journals and that no test saw; one test each.</summary>
public sealed class MeasuringFaultTests
{
    private static readonly RuleSet Rules = new();      // 50,000, target +3,000, live trailing drawdown 2,500, day limit 1,000

    [Fact]
    public void A_trade_that_nets_zero_is_no_win_and_no_loss()
    {
        TradeFigures figures =
            TradeFigures.Of([Journals.TradeOf(0, 1, 0), Journals.TradeOf(2, 3, 20_000), Journals.TradeOf(4, 5, -10_000)],
                Instrument.NQ);
        // one win of three; 200 won, 100 lost
        Assert.Equal((1.0 / 3, 2.0), (figures.WinRate.Value, figures.ProfitFactor.Value));
        BarSeries bars = Journals.Bars(1);
        TradingJournal journal = Journals.Daily(bars, 1);
        journal.Trades[0] = journal.Trades[0] with { NetCents = 0 };
        Assert.Equal(0, MetricsFromJournal.Of(journal, bars, Journals.StartCents).WinRate.Value);
    }

    // Days of +2,500 and +300 in a drawn order under a best day of at most half the profit: what a plain count of days, totals
    // and best days says, with the same draws, is what the resampled account says. Forgetting the best day would pass too soon.
    [Fact]
    public void The_best_day_is_remembered_until_the_rest_of_the_profit_has_outgrown_it()
    {
        long[] profits = [250_000, 30_000];
        IReadOnlyList<DayPath> days = Paths(profits);
        RuleSet rules = Rules with { Consistency = new ConsistencyRule(0.5), DailyLoss = null };
        int later = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var draws = Rng.Stream(seed, "days");
            long total = 0, best = 0;
            int day = 0, reached = 0;
            while (day < 60 && (total < 300_000 || 2 * best > total))
            {
                long profit = profits[draws.NextInt32(2)];
                (total, best, day) = (total + profit, Math.Max(best, profit), day + 1);
                if (total >= 300_000 && reached == 0) reached = day;
            }
            if (reached > 0 && day > reached) later++;
            var again = Rng.Stream(seed, "days");
            Assert.Equal((seed, (AccountOutcome.Passed, day)),
                (seed, new ResampledAccount(rules, days).Run([0, 1], 60, ref again)));
        }
        Assert.True(later > 10, $"only {later} of 40 accounts waited for the rule");
    }

    // 3,000 are made on day 1; the rule asks for so many traded days.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    public void Minimum_days_are_met_on_that_day(int minimum, int passed)
    {
        var random = Rng.Stream(1, "days");
        Assert.Equal((AccountOutcome.Passed, passed),
            new ResampledAccount(Rules with { MinimumDays = minimum }, Paths([300_000])).Run([0], 60, ref random));
    }

    // A day that gaps to −1,300 costs 1,300 and not the limit of 1,000: 2,500 are lost on the second such day, not on the third.
    [Fact]
    public void A_day_that_falls_through_the_limit_ends_at_its_close()
    {
        var random = Rng.Stream(1, "days");
        Assert.Equal((AccountOutcome.Breached, 2), new ResampledAccount(Rules, Paths([-130_000])).Run([0], 60, ref random));
    }

    // 30 calendar days are 30 × 252 ÷ 365 = 20.7 trading days: 21.
    [Theory]
    [InlineData(30, 21)]
    [InlineData(365, 252)]
    [InlineData(null, 60)]
    public void A_time_limit_in_calendar_days_is_a_horizon_in_trading_days(int? calendarDays, int horizon)
    {
        BarSeries bars = Journals.Bars(20);
        RuleSet rules = Rules with { TimeLimitDays = calendarDays };
        Assert.Equal(horizon,
            PassProbability.Estimate(Journals.Daily(bars, new long[20]), bars, Rules, rules, 1, out _)!.HorizonDays);
    }

    /// <summary>One day a profit, made by one trade.</summary>
    private static IReadOnlyList<DayPath> Paths(long[] profits) =>
        DayPath.Of(Journals.Daily(Journals.Bars(profits.Length), profits), Journals.Bars(profits.Length), Journals.StartCents);
}
