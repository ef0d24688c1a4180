using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// What each option is worth on the planted signal: <c>ablations [steps] [seeds] [folder] [days]</c>. Two trainings at a time
/// on one thread each; every finished one is a line of results.jsonl in the folder, and is not made again.
/// </summary>
internal static class AblationBenchmark
{
    private const int ValidationDays = 100, AtOnce = 2;

    public static int Run(TextWriter output, string[] args)
    {
        long steps = Argument(args, 0, 200_000);
        int seeds = (int)Argument(args, 1, 5), days = (int)Argument(args, 3, 1000);
        string folder = args.Length > 2 ? args[2] : Path.Combine(Path.GetTempPath(), $"rltrainer-ablations-{steps}");
        string file = Path.Combine(folder, "results.jsonl");
        Directory.CreateDirectory(folder);
        List<AblationResult> results = Finished(file);
        (AblationArm Arm, ulong Seed)[] left =
        [
            .. Enumerable.Range(1, seeds).SelectMany(seed => AblationArm.All.Select(arm => (Arm: arm, Seed: (ulong)seed)))
                .Where(run => !results.Exists(
                    result => result.Arm == run.Arm.Name && result.Seed == run.Seed && result.Steps == steps)),
        ];
        if (left.Length > 0) Train(output, left, steps, days, folder, file, results);
        Print(output, results, steps, seeds, days);
        return 0;
    }

    private static void Train(
        TextWriter output, (AblationArm Arm, ulong Seed)[] left, long steps, int days, string folder, string file,
        List<AblationResult> results)
    {
        SyntheticMarket market =
            SyntheticBars.Generate(
                new SyntheticConfig { Days = 2 * days + ValidationDays, Seed = 1, Signal = PlantedSignal.Fast });
        BarSeries train = market.Minutes.SliceDays(0, days), validation = market.Minutes.SliceDays(days, days + ValidationDays);
        BarSeries heldOut = market.Minutes.SliceDays(days + ValidationDays, 2 * days + ValidationDays);
        RunConfig any = RunConfig.Phase1;
        var yardsticks = Yardsticks.Measure(market, train, heldOut, any.Environment, any.Rules, any.Seed);
        var prepared = PreparedMarket.Of(train, validation, heldOut, any, BarsHash.Of(market.Minutes));
        var gate = new Lock();
        Parallel.ForEach(left, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, run =>
        {
            AblationResult result =
                One(run.Arm, run.Seed, steps, yardsticks, prepared,
                    new RunFolder(Path.Combine(folder, $"{run.Arm.Name.Replace(' ', '-')}-{run.Seed}")));
            lock (gate)
            {
                results.Add(result);
                File.AppendAllText(file, JsonSerializer.Serialize(result) + "\n");
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Arm}, seed {result.Seed}: {result.ShareOfOracle:P1} of the oracle, {result.TrainSeconds:F0} s"));
            }
        });
    }

    private static AblationResult One(
        AblationArm arm, ulong seed, long steps, Yardsticks yardsticks, PreparedMarket market, RunFolder folder)
    {
        RunConfig config = arm.Config with
        {
            Name = "ablation",
            Seed = seed,
            Ppo = arm.Config.Ppo with { Steps = steps },
            Schedule = arm.Config.Schedule with
            {
                EvaluateEverySteps = Math.Max(1, steps / 4),
                CheckpointEverySteps = steps,
                PatienceEvaluations = 0
            },
        };
        var clock = Stopwatch.StartNew();
        TrainingSummary summary;
        using (TrainingRun run = TrainingRun.Start(config, market, folder, threads: 1)) summary = run.RunToEnd();
        double seconds = clock.Elapsed.TotalSeconds;
        Checkpoint best = CheckpointFile.Read(folder.Best);
        using CpuEngine engine = RunModels.EngineOf(best, market.Test, threads: 1);
        Yardstick judged = yardsticks.Judge(
            Backtest.Run(EnginePolicy.Greedy(engine, best.Dense), market.Test, config.Environment, config.Rules, config.Seed));
        return new AblationResult(
            arm.Name, seed, steps, judged.ShareOfOracle.Value ?? 0, judged.Evaluation.Metrics.NetProfit.Value ?? 0,
            summary.BestSteps, seconds);
    }

    private static void Print(TextWriter output, List<AblationResult> results, long steps, int seeds, int days)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"planted signal Fast (synthetic), {days:N0} training and {days:N0} held-out days, {steps:N0} steps, {seeds} seeds, "
            + $"greedy, best model; interquartile mean with 95 % bootstrap interval over seeds"));
        output.WriteLine("| arm | share of the oracle's profit | against the default | seconds a training, one thread |");
        output.WriteLine("|---|---|---|---|");
        double[] standard = Shares(results, AblationArm.All[0], steps, seeds);
        foreach (AblationArm arm in AblationArm.All)
        {
            double[] shares = Shares(results, arm, steps, seeds);
            if (shares.Length == 0) continue;
            var summary = SeedSummary.Of(shares, 42);
            Interval? difference = arm == AblationArm.All[0] || shares.Length != standard.Length ? null
                : SeedSummary.Difference(shares, standard, isPaired: true, 42);
            double seconds = results.Where(result => result.Arm == arm.Name && result.Steps == steps)
                .Average(result => result.TrainSeconds);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {arm.Name} | {summary.InterquartileMean:P0} [{summary.Interval?.Low:P0}, {summary.Interval?.High:P0}], "
                + $"{shares.Length} seeds | {difference switch
                {
                    { } range => string.Create(CultureInfo.InvariantCulture, $"[{range.Low:+0 %;-0 %}, {range.High:+0 %;-0 %}]"),
                    null => "–",
                }} | {seconds:F0} |"));
        }
    }

    private static double[] Shares(List<AblationResult> results, AblationArm arm, long steps, int seeds) =>
        [.. results.Where(result => result.Arm == arm.Name && result.Steps == steps && result.Seed <= (ulong)seeds)
            .OrderBy(result => result.Seed).Select(result => result.ShareOfOracle)];

    private static List<AblationResult> Finished(string file) => File.Exists(file)
        ? [.. File.ReadLines(file).Select(line => JsonSerializer.Deserialize<AblationResult>(line)!)]
        : [];

    private static long Argument(string[] args, int index, long otherwise) =>
        args.Length > index ? long.Parse(args[index], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;
}
