using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Phase 1, gate, phase 2, evaluation: where it stands is read from its files.</summary>
public sealed class CurriculumTests : IDisposable
{
    private static readonly RunConfig Small = new()
    {
        Name = "phase1",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 1000, StepsPerRollout = 64, Hidden = [16], BatchSize = 64, Epochs = 2 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 500,
            CheckpointEverySteps = 500,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly CurriculumConfig Config = new()
    {
        Phase1 = Small,
        Phase2 = RunConfig.Phase2 with
        {
            Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = 4 },
            Ppo = Small.Ppo,
            Schedule = Small.Schedule
        },
    };

    private static readonly PreparedMarket Market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, Small);

    private readonly string _folder = Directory.CreateTempSubdirectory("curriculum-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_goes_from_phase_1_through_the_gate_to_phase_2_and_the_evaluation_and_can_be_left_anywhere()
    {
        Assert.Equal(CurriculumStage.Phase1, New().Stage);
        // 3 of 4 updates, then left
        using (TrainingRun run = New().Train()) Assert.Equal(3, run.Run().Take(3).Count());
        Assert.Equal(CurriculumStage.Phase1, New().Stage);
        using (TrainingRun run = New().Train()) run.RunToEnd();
        Assert.Equal(CurriculumStage.Gate, New().Stage);

        // a thousand steps show nothing
        GateVerdict shut = New().Judge();
        Assert.False(shut.IsOpen);
        Assert.Equal(CurriculumStage.Gate, New().Stage);
        Assert.True(New().Judge(force: true).IsForced);
        Assert.Equal(CurriculumStage.Phase2, New().Stage);

        using (TrainingRun run = New().Train()) Assert.Equal(3, run.Run().Take(3).Count());
        using (TrainingRun run = New().Train()) run.RunToEnd();
        Assert.Equal(CurriculumStage.Evaluation, New().Stage);

        Comparison comparison = New().Evaluate();
        Assert.Equal(
            ["phase 2, greedy", "phase 2, sampled", "phase 1, greedy", "phase 2 on phase 1's task", "always flat"],
            comparison.Policies.Take(5).Select(policy => policy.PolicyName));
        Assert.All(comparison.Policies, policy => Assert.True(policy.Audit!.IsClean));
        EvaluationRun.Write(comparison, CheckpointFile.Read(New().Phase2.Best), New().EvaluationFolder, New().Phase2);
        Assert.Equal(CurriculumStage.Done, New().Stage);
        Assert.Equal(2, RunModels.ConfigOf(CheckpointFile.Read(New().Phase2.Best)).Phase);
    }

    [Fact]
    public void A_left_curriculum_ends_with_the_same_bytes_as_one_in_one_go()
    {
        Curriculum whole = New("whole"), left = New("left");
        foreach (Curriculum curriculum in new[] { whole, left })
        {
            if (curriculum == left)
                using (TrainingRun run = New("left").Train()) Assert.Equal(3, run.Run().Take(3).Count());
            using (TrainingRun run = curriculum.Train()) run.RunToEnd();
            curriculum.Judge(force: true);
            if (curriculum == left)
                using (TrainingRun run = New("left").Train()) Assert.Equal(3, run.Run().Take(3).Count());
            using (TrainingRun run = curriculum.Train()) run.RunToEnd();
        }
        Assert.Equal(File.ReadAllBytes(whole.Phase2.Final(2)), File.ReadAllBytes(left.Phase2.Final(2)));
        Assert.Equal(File.ReadAllBytes(whole.Phase2.Best), File.ReadAllBytes(left.Phase2.Best));
    }

    [Fact]
    public void The_verdict_says_what_was_asked_and_what_was_found() => Assert.Equal(
        "gate shut: asked was that the best model earns more than always flat and more than random entries on the validation "
        + "days, by 2 standard errors or more; "
        + "on 100 days the model of 400,000 steps made $1,234, 2.5 standard errors more than always flat and 1.9 more than "
        + "random entries",
        new GateVerdict(new GateCriterion(), 400_000, 100, 1234, 2.5, 1.9, false).ToString());

    [Fact]
    public void The_gate_opens_only_if_both_leads_are_large_enough_and_defined()
    {
        var verdict = new GateVerdict(new GateCriterion(), 1, 100, 1, 2, 2, false);
        Assert.True(verdict.IsOpen);
        Assert.False((verdict with { LeadOnFlat = 1.99 }).IsOpen);
        Assert.False((verdict with { LeadOnRandom = 1.99 }).IsOpen);
        Assert.False((verdict with { LeadOnFlat = null }).IsOpen);
    }

    [Fact]
    public void A_folder_of_another_curriculum_is_refused()
    {
        _ = New();
        string file = Path.Combine(_folder, "one", "curriculum.json");
        var error = Assert.Throws<InvalidDataException>(
            () => new Curriculum(
                Config with { Gate = new GateCriterion { StandardErrors = 3 } }, Market, Path.Combine(_folder, "one")));
        Assert.Equal($"{file} was begun with another configuration than this one; use the same options, or another name.",
            error.Message);
    }

    [Fact]
    public void There_is_nothing_to_train_at_the_gate()
    {
        using (TrainingRun run = New().Train()) run.RunToEnd();
        Assert.Equal("The curriculum stands at Gate; there is nothing to train now.",
            Assert.Throws<InvalidOperationException>(() => New().Train()).Message);
    }

    private Curriculum New(string name = "one") => new(Config, Market, Path.Combine(_folder, name), threads: 1);
}
