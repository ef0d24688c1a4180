using System.Diagnostics;
using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Does phase 1 find the planted signal? Trains on generated days and judges the best model on
/// generated days it has never seen, beside the yardsticks of the same market: <c>signal [steps]
/// [seeds] [days] [Fast|Realistic] [states a minibatch]</c>, by default 128 decisions a minibatch.
/// </summary>
internal static class SignalBenchmark
{
    private const int ValidationDays = 100;

    public static int Run(TextWriter output, string[] args)
    {
        long steps = Argument(args, 0, 400_000);
        int seeds = (int)Argument(args, 1, 5), days = (int)Argument(args, 2, 1000);
        PlantedSignal signal = args.Length > 3 ? Enum.Parse<PlantedSignal>(args[3]) : PlantedSignal.Fast;
        SyntheticMarket market =
            SyntheticBars.Generate(new SyntheticConfig { Days = 2 * days + ValidationDays, Seed = 1, Signal = signal });
        BarSeries train = market.Minutes.SliceDays(0, days), validation = market.Minutes.SliceDays(days, days + ValidationDays);
        BarSeries heldOut = market.Minutes.SliceDays(days + ValidationDays, 2 * days + ValidationDays);
        RunConfig config = RunConfig.Phase1 with { Name = "signal" };
        config = config with
        {
            Ppo = config.Ppo with { Steps = steps },
            Schedule = config.Schedule with { PatienceEvaluations = 0 }
        };
        if (args.Length > 4)
            config = config with
            {
                Ppo = config.Ppo with
                {
                    BatchCounting = BatchCounting.States,
                    BatchSize = (int)Argument(args, 4, 512)
                }
            };
        var yardsticks = Yardsticks.Measure(market, train, heldOut, config.Environment, config.Rules, config.Seed);
        output.WriteLine($"planted signal {signal}, {days} training days, {heldOut.Days.Count} held-out days, yardsticks on the "
            + $"held-out days:");
        foreach (Yardstick yardstick in yardsticks.All) output.WriteLine(Row(yardstick));
        var market1 = PreparedMarket.Of(train, validation, heldOut, config, BarsHash.Of(market.Minutes));
        string runs = Directory.CreateTempSubdirectory("rltrainer-signal-").FullName;
        var shares = new List<double>();
        for (int seed = 1; seed <= seeds; seed++)
            shares.Add(Trained(output, yardsticks, market1, heldOut, config with { Seed = (ulong)seed },
                new RunFolder(Path.Combine(runs, $"seed-{seed}"))));
        shares.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"share of the oracle: median {shares[shares.Count / 2]:P1}, {shares[0]:P1} to {shares[^1]:P1} over {seeds} seeds; "
            + $"files in {runs}"));
        return 0;
    }

    private static double Trained(
        TextWriter output, Yardsticks yardsticks, PreparedMarket market, BarSeries heldOut, RunConfig config, RunFolder folder)
    {
        var clock = Stopwatch.StartNew();
        TrainingSummary summary;
        using (TrainingRun run = TrainingRun.Start(config, market, folder)) summary = run.RunToEnd();
        double seconds = clock.Elapsed.TotalSeconds;
        Comparison comparison = EvaluationRun.On(CheckpointFile.Read(folder.Best), heldOut);
        PolicyEvaluation greedy = comparison.Policies[0];
        int random = comparison.Policies.ToList()
            .FindIndex(policy => policy.PolicyName.StartsWith("random", StringComparison.Ordinal));
        int flat = comparison.Policies.ToList()
            .FindIndex(policy => policy.PolicyName.StartsWith("always flat", StringComparison.Ordinal));
        Yardstick judged = yardsticks.Judge(greedy);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {config.Seed}: {Row(judged)}; lead on random {comparison.LeadInErrors(random).Value:F1} s.e., on always flat "
            + $"{comparison.LeadInErrors(flat).Value:F1} s.e.; "
            + $"best at {summary.BestSteps:N0} of {summary.Steps:N0} steps, {summary.DecisionShare:P1} decisions, {seconds:F0} "
            + $"s, {summary.Steps / seconds:N0} steps/s; sampled "
            + $"{yardsticks.Judge(comparison.Policies[1]).ShareOfOracle.Value:P0} of the oracle"));
        foreach (string line in File.ReadLines(folder.Evaluations).Skip(1))
        {
            string[] cells = line.Split(',');
            output.WriteLine($"    at {cells[0],8}: greedy reward train {Short(cells[1])}, validation {Short(cells[2])}; profit "
                + $"an episode train ${Short(cells[3])}, validation ${Short(cells[4])}");
        }
        return judged.ShareOfOracle.Value ?? 0;
    }

    private static string Row(Yardstick yardstick)
    {
        EvaluationMetrics metrics = yardstick.Evaluation.Metrics;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{yardstick.Rule,-44} profit ${metrics.NetProfit.Value:N0} ± {metrics.NetProfitError.Value:N0}, PF "
            + $"{metrics.ProfitFactor.Value:F2}, Sharpe {metrics.Sharpe.Value:F1}, win {metrics.WinRate.Value:P0}, "
            + $"{metrics.Trades.Value:N0} trades, "
            + $"{yardstick.ShareOfOracle.Value:P0} of the oracle [{yardstick.ShareInterval?.Low:P0}, "
            + $"{yardstick.ShareInterval?.High:P0}]");
    }

    private static string Short(string number) =>
        double.Parse(number, CultureInfo.InvariantCulture).ToString("F2", CultureInfo.InvariantCulture).PadLeft(7);

    private static long Argument(string[] args, int index, long otherwise) =>
        args.Length > index ? long.Parse(args[index], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;
}
