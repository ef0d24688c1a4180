using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Experiments are data; the runner finishes what is open and nothing twice.</summary>
public sealed class ExperimentTests : IDisposable
{
    private static readonly RunConfig One = RunConfig.Phase1 with
    {
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = RunConfig.Phase1.Ppo with { Steps = 500, StepsPerRollout = 64, Hidden = [8], Epochs = 1 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 250,
            CheckpointEverySteps = 250,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly RunConfig Two =
        RunConfig.Phase2.After(
            One) with
        {
            Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = 4 },
            Ppo = One.Ppo,
            Schedule = One.Schedule
        };

    private static readonly Experiment Small = new("small", "does it run?",
    [
        new("phase 1", One), new("phase 2", Two) { From = "phase 1" },
        new("entries of phase 2", Two) { ModelsOf = "phase 2", EntriesOnly = true },
        new("fewer days", One) { TrainingDays = 5 }, new("on ES", One) { ModelsOf = "phase 1", JudgedOn = "ES" },
    ]);

    private readonly string _folder = Directory.CreateTempSubdirectory("experiment-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_arm_is_run_with_every_seed_once_and_a_second_call_adds_nothing()
    {
        var runner = new ExperimentRunner(
            Small, symbol => ExperimentDays.Synthetic(PlantedSignal.Fast, 20, Instrument.Parse(symbol)), _folder);
        runner.Run(seeds: 3, atOnce: 2);
        IReadOnlyList<ExperimentRow> rows = runner.Finished();
        Assert.Equal(15, rows.Count);                                         // 5 arms, 3 seeds
        Assert.All(Small.Arms, arm =>
            Assert.Equal([1UL, 2UL, 3UL], rows.Where(row => row.Arm == arm.Name).Select(row => row.Seed)));
        Assert.All(rows, row => Assert.NotNull(row.Share));
        string before = File.ReadAllText(runner.Results);
        runner.Run(seeds: 3, atOnce: 2);
        Assert.Equal(before, File.ReadAllText(runner.Results));
        Assert.Equal(512, rows[0].Steps);                                     // 2 updates of 4 · 64

        string table = ExperimentTable.Markdown(Small, rows);
        Assert.StartsWith("### small: does it run?\n\n| arm | seeds | share of the oracle | profit $ |", table,
            StringComparison.Ordinal);
        Assert.Contains("| phase 1 | 3 |", table, StringComparison.Ordinal);
        Assert.Contains("\n| fewer days | 3 |", table, StringComparison.Ordinal);
        Assert.Contains("entries of phase 2", ExperimentTable.Figure(Small, rows).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_experiment_goes_on_with_what_is_open()
    {
        var runner = new ExperimentRunner(
            Small with { Arms = [Small.Arms[0]] }, symbol =>
                ExperimentDays.Synthetic(PlantedSignal.Fast, 20, Instrument.Parse(symbol)), _folder);
        runner.Run(seeds: 1, atOnce: 1);
        var heard = new List<ulong>();
        runner.Run(seeds: 2, atOnce: 1, row => heard.Add(row.Seed));
        Assert.Equal([2UL], heard);
    }

    [Fact]
    public void What_two_experiments_train_alike_is_trained_once_and_found_the_same()
    {
        string models = Path.Combine(_folder, "models");
        var other = new Experiment("other", "the same arms under other names?",
        [
            new("first", One), new("second", Two) { From = "first" }, new("all the days", One) { TrainingDays = 20 },
            new("not from the first", Two),
            new("window of 5", One with { Environment = One.Environment with { WindowBars = 5 } }),
        ]);
        IReadOnlyList<ExperimentRow>[] rows = [.. new[] { Small, other }.Select(experiment =>
        {
            var runner = new ExperimentRunner(
                experiment, symbol => ExperimentDays.Synthetic(PlantedSignal.Fast, 20, Instrument.Parse(symbol)),
                Path.Combine(_folder, experiment.Name), models);
            runner.Run(seeds: 1, atOnce: 1);
            return runner.Finished();
        })];
        // Small trains phase 1, phase 2 from it, and phase 1 on fewer
        // days; the other adds phase 2 from random weights and the window.
        Assert.Equal(5, Directory.GetDirectories(models).Length);
        // Other bars are another training, also under the same name.
        var elsewhere = new ExperimentRunner(
            Small with { Arms = [Small.Arms[0]] }, symbol =>
                ExperimentDays.Synthetic(PlantedSignal.None, 20, Instrument.Parse(symbol)),
                Path.Combine(_folder, "elsewhere"), models);
        elsewhere.Run(seeds: 1, atOnce: 1);
        Assert.Equal(6, Directory.GetDirectories(models).Length);
        Assert.Equal((rows[0][0].ProfitUsd, rows[0][1].ProfitUsd, rows[0][0].ProfitUsd),
            (rows[1][0].ProfitUsd, rows[1][1].ProfitUsd, rows[1][2].ProfitUsd));
    }

    [Fact]
    public void The_librarys_experiments_are_possible_and_have_different_names()
    {
        Assert.Equal(Experiments.All.Count, Experiments.All.Select(experiment => experiment.Name).Distinct().Count());
        foreach (Experiment experiment in Experiments.All)
        {
            experiment.WithSteps(Experiment.DefaultSteps).Checked();
            Assert.True(experiment.Arms.Count >= 2, experiment.Name);
        }
        Assert.Equal(14, Experiments.All.Count);
    }

    [Fact]
    public void An_arm_that_starts_from_a_later_arm_is_refused() => Assert.Equal(
        "Experiment 'x': the arm 'a' needs the models of 'b'; expected an earlier arm of that name that trains.",
        Assert.Throws<ArgumentException>(() => new Experiment("x", "?", [new("a", Two) { From = "b" }, new("b", One)]).Checked())
            .Message);

    [Fact]
    public void An_unknown_experiment_is_answered_with_the_nearest() => Assert.StartsWith(
        "The experiment was 'rewards'; did you mean reward? Expected one of transfer, leash,",
        Assert.Throws<ArgumentException>(() => Experiments.Parse("rewards")).Message, StringComparison.Ordinal);
}
