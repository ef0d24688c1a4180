using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Tests.Files;

namespace RlTrainer.Sweeps.Tests;

/// <summary>Every file operation of a sweep's beginning and of a trial fails in turn.</summary>
internal static class SweepFaultWork
{
    private const string Json = """
        {
          "Name": "faulty",
          "Run": {
            "Preset": "test", "Environment": { "EnvironmentCount": 2 },
            "Ppo": { "Steps": 384, "StepsPerRollout": 32, "Hidden": [8], "BatchSize": 32, "Epochs": 1 },
            "Schedule": { "EvaluateEverySteps": 128, "CheckpointEverySteps": 128, "EvaluationEpisodes": 2,
                "PatienceEvaluations": 0 }
          }
        }
        """;

    private static readonly string[] Changing = ["timing.csv", "machine.log", "manifest.json", "owner.lock", "result.json",
        "attempts.log"];
    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;

    /// <summary>A sweep of one trial, from its file to its result.</summary>
    /// <param name="root">A folder of its own.</param>
    public static FaultDrive Trial(string root) =>
        new("sweep", Path.Combine(root, "sweep"), _ => { }, Run, file => !Changing.Contains(Path.GetFileName(file)));

    private static void Run(string folder)
    {
        var sweep = Sweep.Read(Json, "sweep.json");
        var here = new SweepFolder(folder);
        here.Begin(Json, sweep);
        _ = here.Read();
        if (SweepWorker.Run(sweep, here, 0, Bars, new("here")) is null)
            throw new InvalidOperationException("The trial was stopped.");
    }
}
