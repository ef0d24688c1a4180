using System.Globalization;
using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Tests.Runs;

/// <summary>A run's files as a training writes them, with figures that are easy to work out.</summary>
internal static class RunFiles
{
    private const string Metrics = "update,steps,episode_reward,approximate_kl,entropy,share_Hold\n";

    /// <summary>A run of so many updates of 8,192 steps.</summary>
    public static RunFolder Make(string runs, string name, int updates, TrainingSummary? summary = null)
    {
        var folder = new RunFolder(Path.Combine(runs, name));
        Directory.CreateDirectory(folder.Checkpoints);
        RunConfig config = RunConfig.Phase1Test with { Name = Path.GetFileName(name), Seed = 7 };
        File.WriteAllText(folder.Config, RunJson.Write(config));
        File.WriteAllText(folder.Metrics, Metrics + Lines(updates, n => $"{n},{8192 * n},{n}.5,0.0{n % 10},1.09,0.{n % 10}"));
        File.WriteAllText(folder.Timing, "update,steps,environment_seconds,inference_seconds,learning_seconds,steps_per_second\n"
            + Lines(updates, n => $"{n},{8192 * n},0.1,0.1,0.2,2048"));
        File.WriteAllText(folder.Evaluations, "steps,train_reward,validation_reward,train_profit_usd,validation_profit_usd,"
            + $"validation_hold_share,is_best\n{8192 * updates},1,0.25,100,-120.5,0.5,1\n");
        File.WriteAllText(folder.Log, "began\ndoctor: step 8,192: nothing is bought. Cause: fear. Remedy: courage.\n");
        if (summary is not null) File.WriteAllText(folder.Summary, RunJson.Write(summary));
        return folder;
    }

    /// <summary>How a run ended.</summary>
    public static TrainingSummary Ended(string name, string reason) => new()
    {
        Run = name,
        StopReason = reason,
        Steps = 24576,
        BestReward = 0.25,
        BestSteps = 24576,
        Evaluations = 1,
        Checkpoints = [],
        PossibleStarts = 10,
        DistinctStarts = 5,
        ShareOfBarsCovered = 0.5,
        DecisionShare = 0.5,
        Findings = [],
    };

    /// <summary>Somebody trains it: this process, or one of another host.</summary>
    public static void Own(RunFolder folder, string host, int process) =>
        new OwnerRecord(host, process, "training", "2026-01-01T00:00:00Z", 1).Write(folder.Path);

    private static string Lines(int updates, Func<int, string> line) =>
        string.Concat(Enumerable.Range(1, updates).Select(n => string.Create(CultureInfo.InvariantCulture, $"{line(n)}\n")));
}
