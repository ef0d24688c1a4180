using System.Diagnostics;
using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Phase 1 at full length on generated bars: <c>run2m [default|original|large-batch|seed] [steps] [days]
/// [folder] [all-epochs] [threads=N] [epochs=N]</c>. Prints the curve, the wall time and the peak of resident
/// memory of the whole process. "seed" counts minibatches of 512 states, "all-epochs" switches the KL stop off.
/// </summary>
internal static class FullRunBenchmark
{
    private const string ProcessFigures = "/proc/self/status", PeakLine = "VmHWM:";

    public static int Run(TextWriter output, string[] args)
    {
        string preset = args.ElementAtOrDefault(0) ?? "default";
        RunConfig config = preset switch
        {
            "default" => RunConfig.Phase1,
            "original" => RunConfig.Original,
            "large-batch" => RunConfig.LargeBatch,
            "seed" => RunConfig.Phase1 with { Ppo = PpoConfig.Phase1 },
            _ => throw new ArgumentException($"The preset was '{preset}'; expected default, original, large-batch or seed."),
        };
        long steps = args.Length > 1 ? long.Parse(args[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : config.Ppo.Steps;
        int days = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 250;
        string folder = args.ElementAtOrDefault(3) ?? Directory.CreateTempSubdirectory("rltrainer-run2m-").FullName;
        bool allEpochs = args.Contains("all-epochs");
        int threads = Number(args, "threads=") ?? 0;
        config = config with
        {
            Ppo = config.Ppo with
            {
                Steps = steps,
                Epochs = Number(args, "epochs=") ?? config.Ppo.Epochs,
                TargetKl = allEpochs
                ? 0 : config.Ppo.TargetKl
            },
            Schedule = config.Schedule with
            {
                PatienceEvaluations = 0,
                EvaluateEverySteps = Math.Min(steps, config.Schedule.EvaluateEverySteps)
            },
        };
        var clock = Stopwatch.StartNew();
        var market = PreparedMarket.Of(
            SyntheticBars.Generate(new SyntheticConfig { Days = days, Seed = 1, Signal = PlantedSignal.Fast }).Minutes, config);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{preset}, {days} synthetic days with the planted signal Fast, prepared in {clock.Elapsed.TotalSeconds:F1} s, peak "
            + $"so far {Peak()}"));
        using TrainingRun run = TrainingRun.Start(config, market, new RunFolder(folder), threads);
        foreach (string line in (string[])[run.Description, .. run.Diagnostics.Lines, .. run.Diagnostics.Warnings()])
            output.WriteLine(line);
        clock.Restart();
        long executed = 0, planned = 0;
        var times = new List<UpdateTiming>();
        foreach (TrainingProgress progress in run.Run())
        {
            times.Add(progress.Update.Timing);
            executed += progress.Update.Learning.MinibatchesExecuted;
            planned += progress.Update.Learning.MinibatchesPlanned;
            if (progress.Evaluation is { } point)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{point.Steps,10:N0} steps, {clock.Elapsed.TotalSeconds,6:F0} s: reward train {point.TrainReward,7:F3}, "
                    + $"validation {point.ValidationReward,7:F3}; profit an episode train ${point.TrainProfitUsd,6:F0}, "
                    + $"validation ${point.ValidationProfitUsd,6:F0}; KL {progress.Update.Learning.ApproximateKl:F4}"));
        }
        TrainingSummary summary = run.Summary!;
        double seconds = clock.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Steps:N0} steps in {seconds:F0} s ({summary.Steps / seconds:N0} steps/s), {executed:N0} of {planned:N0} "
            + $"planned minibatches executed, best validation reward {summary.BestReward:F3} at {summary.BestSteps:N0} steps"));
        UpdateTiming[] warm = [.. times.Skip(1).DefaultIfEmpty(times[0])];
        double parts = warm.Sum(time => time.TotalSeconds), environment = warm.Sum(time => time.EnvironmentSeconds),
            inference = warm.Sum(time => time.InferenceSeconds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"updates alone: {warm.Length * config.StepsPerUpdate / parts:N0} steps/s (environment {environment / parts:P0}, "
            + $"inference {inference / parts:P0}, learning {1 - (environment + inference) / parts:P0}), the first left out"));
        output.WriteLine(Text($"peak resident memory {Peak()}; files in {folder}"));
        return 0;
    }

    /// <summary>VmHWM of this process where the system tells it, else the largest working set.</summary>
    private static string Peak()
    {
        if (!File.Exists(ProcessFigures)) return Text($"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
        string line = File.ReadLines(ProcessFigures).First(line => line.StartsWith(PeakLine, StringComparison.Ordinal));
        double kibibytes = double.Parse(
            line[PeakLine.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return Text($"{kibibytes * 1024 / 1e6:N0} MB (VmHWM)");
    }

    private static int? Number(string[] args, string option) =>
        args.FirstOrDefault(arg => arg.StartsWith(option, StringComparison.Ordinal)) is { } text
            ? int.Parse(text[option.Length..], CultureInfo.InvariantCulture) : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
