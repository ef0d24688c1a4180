using NodaTime;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>What a report says beyond the comparison: choice among the
/// run's models, changed assumptions, openings of the test days.</summary>
public sealed class EvaluationRunTests : IDisposable
{
    private static readonly RunConfig Config = new()
    {
        Name = "judged",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 1000, StepsPerRollout = 64, Hidden = [8], BatchSize = 64, Epochs = 1 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 500,
            CheckpointEverySteps = 500,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 60 }).Minutes;

    private readonly string _folder = Directory.CreateTempSubdirectory("judged-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_report_judges_the_choice_among_the_runs_models_and_says_what_hangs_on_each_assumption()
    {
        var run = new RunFolder(_folder);
        using (TrainingRun training = TrainingRun.Start(
            Config, PreparedMarket.Of(Bars.SliceDays(0, 30), Config), run, threads: 1)) training.RunToEnd();
        Checkpoint model = CheckpointFile.Read(run.Best);
        BarSeries heldOut = Bars.SliceDays(32, 60);
        Comparison comparison = EvaluationRun.On(model, heldOut);

        var (evidence, baselines) = EvaluationRun.Selection(comparison, run)!.Value;
        // checkpoints at 512 and 1024 steps, and the chosen model
        Assert.Equal(3, evidence.Trials);
        Assert.Equal(["always flat", "always long", "buy once a day and hold", "random entries", "moving-average cross 20/60"],
            baselines.Select(one => one.Baseline.Split(',', '(')[0].Trim()));
        Assert.All(baselines, one => Assert.Equal((3, 28), (one.Check.Models, one.Check.Days)));

        IReadOnlyList<Counterfactual> changes = EvaluationRun.CounterfactualsOf(comparison, model);
        foreach (RuleSet preset in RulePresets.All
            .Where(preset => preset.Name != Config.Rules.Name && preset.StartCents == Config.Rules.StartCents))
            Assert.Contains(changes, change => change.Change == $"the rules of {preset.Title}");
        Assert.Contains(changes, change => change.Change == "stop 1.0 ATR, target 3.0 ATR");

        string openings = Path.Combine(_folder, "test-openings.txt");
        var when = Instant.FromUtc(2026, 1, 2, 3, 4);
        SealedTest.Open(openings, BarsHash.Of(heldOut), "first", when);
        var extras = new EvaluationExtras
        {
            Selection = evidence,
            AgainstBaselines = baselines,
            Counterfactuals = changes,
            TestOpenings = SealedTest.Open(openings, BarsHash.Of(heldOut), "second", when),
            DataFindings = ["3 bars lie off the tick."],
        };
        string page = File.ReadAllText(
            EvaluationRun.Write(comparison, model, Path.Combine(_folder, "evaluation"), run, extras)[0]);
        foreach (string expected in new[]
        {
            "The sealed test days have been opened 2 times", "Reality check against always flat, p",
            "nothing shown: luck and choice explain it", "stop 1.0 ATR, target 3.0 ATR",
            "3 bars lie off the tick.", "Share of the tradable bars that training covered", "all steps trained after 1,024 steps",
        })
            Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_its_run_is_judged_without_the_choice()
    {
        Assert.Null(EvaluationRun.Selection(
            new Comparison([PolicyEvaluation.Of("nothing", new(), Bars, Config.Rules, 1)]),
            new RunFolder(Path.Combine(_folder, "absent"))));
    }
}
