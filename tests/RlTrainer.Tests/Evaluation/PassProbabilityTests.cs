using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

public sealed class PassProbabilityTests
{
    private static readonly RuleSet Rules = new();      // 50,000, target +3,000, live trailing drawdown 2,500, day limit 1,000

    // +500 dollars every day: the target of 3,000 is reached on day 6, surely.
    [Fact]
    public void A_policy_that_always_wins_passes_on_the_day_the_sum_says()
    {
        PassProbability pass = Estimate(20, _ => 50_000, Rules);
        Assert.Equal(1, pass.Passed);
        Assert.Equal(6, pass.MedianDaysToPass.Value);
        Assert.Equal(new Interval(1, 1, 0.95), pass.PassedInterval);
    }

    // −500 dollars every day: the threshold 47,500 is reached on day 5.
    [Fact]
    public void A_policy_that_always_loses_breaches()
    {
        PassProbability pass = Estimate(20, _ => -50_000, Rules);
        Assert.Equal(1, pass.Breached);
        Assert.Equal("0 of 4000 accounts passed; a median needs 20", pass.MedianDaysToPass.Reason);
    }

    [Fact]
    public void A_policy_that_never_trades_stays_undecided() => Assert.Equal(1, Estimate(20, _ => 0, Rules).Undecided);

    // A fair game of ±500 dollars that ends at +3,000 or 2,500 below the peak. Under a static floor it would pass with 5/11;
    // the trail makes it (1 − 1/6)^6 = 0.335 when the highest point moves by 500 (each new high is reached before a fall of
    // 5 steps with probability 5/6, six highs are needed). The long time limit cuts no game off.
    [Fact]
    public void A_fair_game_passes_as_often_as_a_trailing_stop_allows()
    {
        PassProbability pass = Estimate(40, day => day % 2 == 0 ? 50_000 : -50_000, Rules with { TimeLimitDays = 3650 });
        Assert.InRange(pass.Passed, 0.335 - 0.025, 0.335 + 0.025);
        Assert.True(pass.PassedInterval.Low < 0.25 && pass.PassedInterval.High > 0.45, "days decide the width, not accounts");
    }

    [Fact]
    public void Under_20_days_the_estimate_is_refused()
    {
        BarSeries bars = Journals.Bars(19);
        Assert.Null(PassProbability.Estimate(Journals.Daily(bars, new long[19]), bars, Rules, Rules, 1, out string? refusal));
        Assert.Equal("there are 19 test days and a pass probability needs at least 20", refusal);
    }

    // Equity rises 2,000 and falls 2,500 inside one bar: the peak 52,000 lifts the threshold to 49,500, the low is 49,500.
    [Fact]
    public void The_favourable_extreme_of_a_bar_comes_before_the_adverse_one()
    {
        Assert.Equal(AccountOutcome.Breached, OneDay(200_000, -50_000, 0, Rules with { DailyLoss = null }));
        Assert.Equal(AccountOutcome.Undecided, OneDay(199_999, -50_000, 0, Rules with { DailyLoss = null }));
    }

    [Fact]
    public void An_end_of_day_drawdown_does_not_follow_open_profit() =>
        Assert.Equal(AccountOutcome.Undecided,
            OneDay(200_000, -50_000, 0,
                Rules with { DailyLoss = null, Drawdown = new DrawdownRule(250_000, DrawdownBasis.EndOfDay) }));

    [Fact]
    public void A_hard_day_limit_ends_the_account_and_a_soft_one_only_the_day()
    {
        Assert.Equal(AccountOutcome.Breached,
            OneDay(0, -100_000, -20_000, Rules with { DailyLoss = new DailyLossRule(100_000, EndsAccount: true) }));
        Assert.Equal(AccountOutcome.Undecided, OneDay(0, -100_000, -20_000, Rules));
    }

    // The soft limit settles each such day at −1,000 although the day recovered to −200: the third reaches the threshold.
    [Fact]
    public void A_soft_day_limit_settles_the_day_at_the_limit()
    {
        Assert.Equal((AccountOutcome.Breached, 3), Run(Day(0, -100_000, -20_000), Rules, 60));
        Assert.Equal((AccountOutcome.Breached, 12), Run(Day(0, -30_000, -20_000), Rules, 60));   // 11 × 200 + 300 = 2,500
    }

    [Fact]
    public void Minimum_days_delay_the_pass() =>
        Assert.Equal((AccountOutcome.Undecided, 60), Run(Day(400_000, 390_000, 400_000), Rules with { MinimumDays = 2 }, 60));

    private static PassProbability Estimate(int days, Func<int, long> profit, RuleSet rules)
    {
        BarSeries bars = Journals.Bars(days);
        TradingJournal journal = Journals.Daily(bars, [.. Enumerable.Range(0, days).Select(profit)]);
        return PassProbability.Estimate(journal, bars, Rules, rules, 5, out _)!;
    }

    private static AccountOutcome OneDay(long high, long low, long close, RuleSet rules) =>
        Run(Day(high, low, close), rules, 1).Outcome;

    private static (AccountOutcome Outcome, int Days) Run(IReadOnlyList<DayPath> days, RuleSet rules, int horizon)
    {
        var random = Rng.Stream(1, "test");
        return new ResampledAccount(rules, days).Run([0], horizon, ref random);
    }

    /// <summary>A day of one bar without a trade, relative to its start.</summary>
    private static IReadOnlyList<DayPath> Day(long high, long low, long close)
    {
        BarSeries bars = Journals.Bars(1, barsPerDay: 1);
        var journal = new TradingJournal();
        journal.Equity.Add(new EquityPoint(
            1, 0, Journals.StartCents + close, Journals.StartCents + low, Journals.StartCents + high, Journals.StartCents
                + close, 0, 0, Side.Flat, 0, 0, 0));
        return DayPath.Of(journal, bars, Journals.StartCents);
    }
}
