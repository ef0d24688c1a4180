using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Runs;

/// <summary>The library call that the README shows.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-readme-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_readmes_example_trains_judges_and_reports()
    {
        string dataFolder = Path.Combine(Repository.Root, "data"), runFolder = Path.Combine(_root, "run"),
            reportFolder = Path.Combine(_root, "report");
        // page: begin
        BarSeries bars = BarFiles.Find(dataFolder, Instrument.NQ).Read();
        RunConfig config = RunConfig.Phase1Test with { Seed = 7 };
        var folder = new RunFolder(runFolder);
        using (TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(bars, config), folder))
            foreach (TrainingProgress progress in run.Run())
                Console.WriteLine(progress);                        // rate, time left, reward; stop pulling to pause
        Checkpoint best = CheckpointFile.Read(folder.Best);
        Comparison comparison = EvaluationRun.OnTestDays(best, bars);   // the model beside baselines, all audited
        EvaluationRun.Write(comparison, best, reportFolder, folder);    // report.html, CSV and JSON
        // page: end
        Assert.True(File.Exists(Path.Combine(reportFolder, "report.html")));
        Assert.Equal("all steps trained",
            RunJson.Read<TrainingSummary>(File.ReadAllText(folder.Summary), folder.Summary).StopReason);
        Assert.All(comparison.Policies, policy => Assert.True(policy.Audit!.IsClean));
    }
}
