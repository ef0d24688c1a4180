using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Files;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// The experiments on the Fast market, five seeds each, 500,000 steps a run: <c>experiments
/// FOLDER [NAME…]</c>, all of them without a name. Resumable; what two experiments train
/// alike is trained once; the tables are printed and written beside the results.
/// </summary>
internal static class ExperimentsBenchmark
{
    private const int Seeds = 5, Days = 1000;

    public static int Run(TextWriter output, string[] args)
    {
        string folder = args.FirstOrDefault()
            ?? throw new ArgumentException("Name the experiments' folder: experiments FOLDER [NAME…].");
        var markets = new Dictionary<string, ExperimentDays>();
        foreach (Experiment known in args.Length > 1 ? args[1..].Select(Experiments.Parse) : Experiments.All)
        {
            Experiment experiment = known.WithSteps(Experiment.DefaultSteps);
            string own = Path.Combine(folder, experiment.Name);
            var runner = new ExperimentRunner(experiment, Of, own, Path.Combine(folder, "models"));
            runner.Run(Seeds, Environment.ProcessorCount, row => output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{experiment.Name}: {row.Arm}, seed {row.Seed}: {row.Share:P1} of the oracle, Sharpe {row.Sharpe:F2}, best at "
                + $"{row.BestSteps:N0} of {row.Steps:N0}")));
            string table = ExperimentTable.Markdown(experiment, runner.Finished());
            AtomicFile.WriteText(Path.Combine(own, "table.md"), table);
            output.WriteLine(table);
        }
        return 0;

        ExperimentDays Of(string symbol)
        {
            lock (markets)
            {
                if (!markets.TryGetValue(symbol, out ExperimentDays? days))
                    markets.Add(symbol, days = ExperimentDays.Synthetic(PlantedSignal.Fast, Days, Instrument.Parse(symbol)));
                return days;
            }
        }
    }
}
