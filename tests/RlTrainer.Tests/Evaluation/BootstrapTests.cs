using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void Blocks_keep_neighbouring_days_together()
    {
        var random = Rng.Stream(1, "test");
        int[] days = new int[100_000];
        new DayBootstrap(MeanBlockDays: 5).Draw(days, ref random);
        int joined = Enumerable.Range(1, days.Length - 1).Count(index => days[index] == (days[index - 1] + 1) % days.Length);
        Assert.InRange(joined / (double)days.Length, 0.79, 0.81);   // a block goes on with probability 1 − 1/5
    }

    // 400 independent days with deviation 1: the mean's 95 % interval is about ±1.96/√400 = ±0.098 around the sample mean.
    [Fact]
    public void The_interval_of_a_mean_has_the_width_that_theory_gives()
    {
        var random = Rng.Stream(2, "test");
        double[] values = new double[400];
        for (int day = 0; day < values.Length; day++) values[day] = random.NextGaussian();
        Interval interval = new DayBootstrap(MeanBlockDays: 1).Of(values.Length, drawn =>
        {
            double sum = 0;
            foreach (int day in drawn) sum += values[day];
            return sum / drawn.Length;
        }, ref random)!.Value;
        Assert.InRange(interval.High - interval.Low, 0.196 * 0.85, 0.196 * 1.15);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals()
    {
        BarSeries bars = Journals.Bars(25);
        EvaluationMetrics metrics = MetricsFromJournal.Of(
            Journals.Daily(bars, [.. Enumerable.Range(0, 25).Select(day => (long)(day % 5 - 1) * 10_000)]), bars,
            Journals.StartCents);
        var first = MetricIntervals.Of(metrics, new DayBootstrap(Resamples: 200), 7);
        Assert.Equal(first, MetricIntervals.Of(metrics, new DayBootstrap(Resamples: 200), 7));
        Assert.True(first.NetProfit!.Value.Low < metrics.NetProfit.Value && metrics.NetProfit.Value < first.NetProfit.Value.High);
        Assert.True(first.Sharpe!.Value.Low < metrics.Sharpe.Value && metrics.Sharpe.Value < first.Sharpe.Value.High);
    }

    [Fact]
    public void A_statistic_that_most_draws_leave_undefined_has_no_interval()
    {
        var random = Rng.Stream(3, "test");
        Assert.Null(new DayBootstrap(Resamples: 50).Of(10, _ => null, ref random));
        Assert.Null(new DayBootstrap(Resamples: 50).Of(1, _ => 1, ref random));
    }

    // Wilson (1927) for 0 of 10 at 95 %: upper end z²/(n + z²) = 3.8415/13.8415 = 0.27753.
    [Fact]
    public void The_interval_of_a_share_is_not_empty_at_zero()
    {
        Interval interval = Interval.OfShare(0, 10, 0.95);
        Assert.Equal(0, interval.Low);
        Assert.Equal(0.27753, interval.High, 5);
    }

    // Of 1…6 a quarter is 1.5 numbers: half of 2, then 3, 4, half of 5 → (1 + 3 + 4 + 2.5)/3 = 3.5. An outlier does not move it.
    [Fact]
    public void The_interquartile_mean_ignores_outliers()
    {
        Assert.Equal(3.5, Quantiles.InterquartileMean([1, 2, 3, 4, 5, 6]), 12);
        Assert.Equal(3.5, Quantiles.InterquartileMean([1, 2, 3, 4, 5, 600]), 12);
        Assert.Equal(2.5, Quantiles.Of([1, 2, 3, 4], 0.5));
    }
}
