using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class BestModelTests
{
    private static readonly TrainingSchedule Schedule = new() { PatienceEvaluations = 2, MinimumEvaluations = 3 };

    [Theory]
    [InlineData(1.00, 1.05, false)]      // exactly 0.05 more is no improvement
    [InlineData(1.00, 1.06, true)]
    [InlineData(10.0, 10.19, false)]     // 2 % of 10 is 0.2
    [InlineData(10.0, 10.21, true)]
    [InlineData(-10.0, -9.85, false)]
    public void An_improvement_is_more_than_the_larger_of_five_hundredths_and_two_percent(
        double best, double reward, bool improves)
    {
        BestModel model = BestModel.None.After(best, 50_000, Schedule);
        Assert.Equal(improves, model.IsImprovedBy(reward, Schedule));
    }

    [Fact]
    public void The_first_evaluation_is_always_the_best_so_far()
    {
        BestModel model = BestModel.None.After(-7, 50_000, Schedule);
        Assert.Equal(new BestModel(-7, 50_000, 1, 0), model);
    }

    [Fact]
    public void Training_stops_when_patience_is_spent_but_not_before_the_minimum()
    {
        BestModel second = BestModel.None.After(1, 50, Schedule).After(1, 100, Schedule);
        Assert.False(second.ShouldStop(Schedule));
        BestModel third = second.After(1, 150, Schedule);
        Assert.True(third.ShouldStop(Schedule));
        Assert.Equal(50, third.Steps);
        Assert.False(third.ShouldStop(Schedule with { MinimumEvaluations = 4 }));
        Assert.False(third.ShouldStop(Schedule with { PatienceEvaluations = 0 }));
    }
}
