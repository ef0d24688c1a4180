using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class ConvergenceTests
{
    [Fact]
    public void A_run_has_converged_at_the_first_evaluation_from_which_all_stay_within_five_percent_of_the_final_level()
    {
        // Final level: mean of 100, 98, 102, 101, 99 = 100; 96 lies within 5, 94 and 110 do not.
        (long Steps, double Reward)[] points =
            [(1, 50), (2, 97), (3, 94), (4, 96), (5, 104), (6, 100), (7, 98), (8, 102), (9, 101), (10, 99)];
        Assert.Equal((4L, 100.0), Convergence.Of(points));
    }

    [Fact]
    public void A_run_whose_last_evaluation_is_away_from_its_final_level_has_not_converged() =>
        // (4 · 90 + 140) / 5 = 100
        Assert.Equal((null, 100.0), Convergence.Of([(1, 90.0), (2, 90.0), (3, 90.0), (4, 90.0), (5, 140.0)]));

    [Fact]
    public void A_run_without_evaluations_is_refused() => Assert.Equal(
        "Convergence was asked of no evaluations; expected at least one.",
        Assert.Throws<ArgumentException>(() => Convergence.Of([])).Message);

    [Fact]
    public void A_level_is_reached_by_the_mean_of_five_evaluations_and_not_by_one()
    {
        // means: 20 at 5, 30 at 6, 40 at 7
        (long Steps, double Reward)[] points = [(1, 0), (2, 100), (3, 0), (4, 0), (5, 0), (6, 50), (7, 150)];
        Assert.Equal(5L, Convergence.StepsTo(20, points));
        Assert.Equal(6L, Convergence.StepsTo(30, points));
        Assert.Equal(7L, Convergence.StepsTo(31, points));
        Assert.Null(Convergence.StepsTo(41, points));
        Assert.Null(Convergence.StepsTo(0, points[..4]));
    }
}
