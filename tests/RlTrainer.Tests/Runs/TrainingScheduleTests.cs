using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class TrainingScheduleTests
{
    [Theory]
    [InlineData(1, 256, new long[] { 50_176, 100_096, 150_016 })]        // 196, 391 and 586 updates of 256
    [InlineData(4, 256, new long[] { 50_176, 100_352, 150_528 })]        // 49, 98 and 147 updates of 1,024
    [InlineData(80, 256, new long[] { 61_440, 102_400, 163_840 })]       // 3, 5 and 8 updates of 20,480
    public void Evaluations_fall_on_the_first_update_boundary_past_each_multiple_of_environment_steps(
        int environments, int rollout, long[] expected)
    {
        var schedule = new TrainingSchedule { EvaluateEverySteps = 50_000 };
        long stepsPerUpdate = environments * rollout;
        var due = new List<long>();
        for (long update = 1; update * stepsPerUpdate < 170_000; update++)
            if (TrainingSchedule.IsDue((update - 1) * stepsPerUpdate, update * stepsPerUpdate, schedule.EvaluateEverySteps))
                due.Add(update * stepsPerUpdate);
        Assert.Equal(expected, due);
    }

    [Fact]
    public void A_run_that_would_never_evaluate_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new TrainingSchedule().Checked(30_720));
        Assert.Equal(
            "The run would never evaluate: it trains 30,720 steps and evaluates every 50,000. Set EvaluateEverySteps to at most "
            + "30,720, or train longer.",
            error.Message);
    }

    [Fact]
    public void An_option_out_of_its_range_is_named_with_its_value_and_what_is_usual()
    {
        var error = Assert.Throws<ArgumentException>(() => new TrainingSchedule { EvaluationEpisodes = 0 }.Checked(100_000));
        Assert.Equal("EvaluationEpisodes was 0; expected at least 1; 256 is usual.", error.Message);
    }
}
