using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Evaluation;

public sealed class SelectionTests
{
    private static readonly DayBootstrap Quick = new(Resamples: 300, MeanBlockDays: 2);

    // 40 times the best of 10 skill-less trials over 100 days: a test at 10 % may reject about 4 of 40; 10 would be 3 deviations.
    [Fact]
    public void The_reality_check_rarely_believes_the_best_of_many_lucky_trials()
    {
        int believed = Enumerable.Range(0, 40)
            .Count(run => RealityCheck.Of(Noise(10, 100, (ulong)run), new double[100], Quick, 1).PValue < 0.10);
        Assert.InRange(believed, 0, 10);
    }

    [Fact]
    public void The_reality_check_believes_a_real_lead()
    {
        double[][] models = Noise(10, 100, 1);
        models[7] = [.. models[7].Select(profit => profit + 1)];
        RealityCheck check = RealityCheck.Of(models, new double[100], Quick, 1);
        Assert.Equal((7, 10, 100), (check.Best, check.Models, check.Days));
        Assert.InRange(check.PValue, 1.0 / 301, 0.01);
    }

    [Fact]
    public void A_model_that_equals_its_benchmark_has_a_p_value_of_one() =>
        Assert.Equal(1, RealityCheck.Of([new double[30]], new double[30], Quick, 1).PValue);

    // Without skill the best in sample is anywhere out of sample: about half of the splits.
    [Fact]
    public void Trials_without_skill_overfit_half_of_the_time()
    {
        double mean = Enumerable.Range(0, 12).Average(run => BacktestOverfitting.Of(Noise(8, 160, (ulong)run)).Probability);
        Assert.InRange(mean, 0.38, 0.62);
    }

    [Fact]
    public void A_trial_that_is_better_everywhere_is_not_overfitted()
    {
        double[][] models = Noise(8, 160, 3);
        models[2] = [.. models[2].Select(profit => profit + 2)];
        BacktestOverfitting result = BacktestOverfitting.Of(models);
        Assert.Equal((0, 0, 16), (result.Probability, result.LossProbability, result.Blocks));
        Assert.Equal(12_870, result.Splits);                     // 16 choose 8
    }

    // Two trials over 20 days in 4 blocks of 5: A wins blocks 1 and 2, B wins 3 and 4 by as much. The six halvings: {1,2} and
    // {3,4} pick the one that loses outside; the four mixed ones leave both equal inside, the first (A) is picked and ties
    // outside (rank 0.5 of 1 is the median): all six count as overfitted.
    [Fact]
    public void Overfitting_is_counted_over_every_half_of_the_blocks()
    {
        double[] wiggle = [.. Enumerable.Range(0, 20).Select(day => day % 5 * 0.1)];
        double[] first = [.. wiggle.Select((value, day) => value + (day < 10 ? 1 : -1))],
            second = [.. wiggle.Select((value, day) => value + (day < 10 ? -1 : 1))];
        BacktestOverfitting result = BacktestOverfitting.Of([first, second]);
        Assert.Equal((4, 6), (result.Blocks, result.Splits));
        Assert.Equal(1, result.Probability);
    }

    [Fact]
    public void Too_few_days_or_trials_are_refused() => Assert.Equal(
        "The probability of overfitting was asked of 1 models of 40 days; expected at least 2 models of the same 20 or "
        + "more days.",
        Assert.Throws<ArgumentException>(() => BacktestOverfitting.Of(Noise(1, 40, 1))).Message);

    [Fact]
    public void More_trials_deflate_the_sharpe_ratio()
    {
        BarSeries bars = Journals.Bars(60);
        long[] profits = [.. Noise(1, 60, 4)[0].Select(value => (long)((value + 0.35) * 20_000))];
        PolicyEvaluation chosen = PolicyEvaluation.Of("chosen", Journals.Daily(bars, profits), bars, new RuleSet(), 1);
        double[] own = SelectionEvidence.DailyProfits(chosen);
        SelectionEvidence alone = SelectionEvidence.Of(chosen, [own], 1),
            among = SelectionEvidence.Of(chosen, [own, .. Noise(19, 60, 5)], 1);
        Assert.Equal(chosen.Metrics.ProbabilisticSharpe.Value!.Value, alone.DeflatedSharpe.Value!.Value, 12);
        Assert.Null(alone.Overfitting);
        Assert.True(among.DeflatedSharpe.Value < alone.DeflatedSharpe.Value);
        Assert.Equal(20, among.RealityCheck!.Models);
    }

    [Fact]
    public void Seeds_are_summarised_by_their_middle_half()
    {
        var summary = SeedSummary.Of([1, 2, 3, 4, 100], 1);
        Assert.Equal(3, summary.InterquartileMean, 12);           // 1.25 left out at each end: (¾·2 + 3 + ¾·4) / 2.5
        Assert.Equal((5, 1, 100, 3), (summary.Seeds, summary.Lowest, summary.Highest, summary.Median));
        Assert.True(summary.Interval!.Value.Low >= 1 && summary.Interval.Value.Low < 3 && summary.Interval.Value.High > 3);
        Assert.Null(SeedSummary.Of([1, 2], 1).Interval);
    }

    [Fact]
    public void Pairs_of_seeds_tell_apart_what_spread_hides()
    {
        double[] left = [10, 20, 30, 40, 50], right = [9, 19, 29, 39, 49];
        Interval paired = SeedSummary.Difference(left, right, isPaired: true, 1)!.Value,
            free = SeedSummary.Difference(left, right, isPaired: false, 1)!.Value;
        Assert.Equal((1, 1), (Math.Round(paired.Low, 9), Math.Round(paired.High, 9)));
        Assert.True(free.Low < 0 && free.High > 0);
        Assert.Equal(0.6, SeedSummary.ProbabilityOfImprovement(left, right), 12);          // 1 + 2 + 3 + 4 + 5 of 25 pairs
    }

    private static double[][] Noise(int models, int days, ulong seed)
    {
        var random = Rng.Stream(seed, "noise");
        double[][] noise = new double[models][];
        for (int model = 0; model < models; model++)
        {
            noise[model] = new double[days];
            for (int day = 0; day < days; day++) noise[model][day] = random.NextGaussian();
        }
        return noise;
    }
}
