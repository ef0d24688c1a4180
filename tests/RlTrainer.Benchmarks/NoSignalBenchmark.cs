using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Short trainings on markets without a signal, a market a run: does the evaluation say that there is nothing? Counts how often
/// the deflated Sharpe ratio and the reality check reject at 5 %: <c>nosignal [runs] [steps] [days]</c>.
/// </summary>
internal static class NoSignalBenchmark
{
    private const int ValidationDays = 30;

    public static int Run(TextWriter output, string[] args)
    {
        int runs = Argument(args, 0, 20), steps = Argument(args, 1, 100_000), days = Argument(args, 2, 200);
        string folder = Directory.CreateTempSubdirectory("rltrainer-nosignal-").FullName;
        int deflated = 0, reality = 0;
        for (int run = 1; run <= runs; run++)
        {
            (EvaluationMetrics metrics, SelectionEvidence evidence) = Judged(run, steps, days, folder);
            bool isDeflated = evidence.DeflatedSharpe.Value > 0.95, isReal = evidence.RealityCheck?.PValue < 0.05;
            deflated += isDeflated ? 1 : 0;
            reality += isReal ? 1 : 0;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}: profit ${metrics.NetProfit.Value:N0} ± {metrics.NetProfitError.Value:N0}, {metrics.Trades.Value:N0} "
                + $"trades, {evidence.Trials} trials, deflated Sharpe "
                + $"{evidence.DeflatedSharpe.Value:P1}{(isDeflated ? " REJECTS" : "")}, reality check p "
                + $"{evidence.RealityCheck?.PValue:F3}{(isReal ? " REJECTS" : "")}"));
        }
        output.WriteLine($"markets without signal: of {runs} runs the deflated Sharpe ratio rejects in {deflated}, the reality "
            + $"check in {reality} (at 5 %; at most 3 of 20 are asked)");
        return Math.Max(deflated, reality) <= 3 * runs / 20.0 ? 0 : 1;
    }

    private static (EvaluationMetrics Metrics, SelectionEvidence Evidence) Judged(int run, int steps, int days, string folder)
    {
        BarSeries bars = SyntheticBars.Generate(
            new SyntheticConfig { Days = 2 * days + ValidationDays, Seed = (ulong)run, Signal = PlantedSignal.None }).Minutes;
        BarSeries heldOut = bars.SliceDays(days + ValidationDays, 2 * days + ValidationDays);
        RunConfig config = RunConfig.Phase1 with { Name = $"nosignal-{run}", Seed = (ulong)run };
        config = config with
        {
            Ppo = config.Ppo with { Steps = steps },
            Schedule = config.Schedule with
            {
                EvaluateEverySteps = steps / 5,
                CheckpointEverySteps = steps / 5,
                PatienceEvaluations = 0
            },
        };
        var market = PreparedMarket.Of(
            bars.SliceDays(0, days), bars.SliceDays(days, days + ValidationDays), heldOut, config, BarsHash.Of(bars));
        var own = new RunFolder(Path.Combine(folder, config.Name));
        using (TrainingRun training = TrainingRun.Start(config, market, own, threads: 1)) training.RunToEnd();
        Comparison comparison = EvaluationRun.On(CheckpointFile.Read(own.Best), heldOut);
        return (comparison.Policies[0].Metrics, EvaluationRun.Selection(comparison, own)!.Value.Evidence);
    }

    private static int Argument(string[] args, int index, int otherwise) => args.Length > index
        ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
}
