using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Files;

/// <summary>Work on small data whose every file operation is made to fail: resuming, importing, evaluating, a curriculum's
/// phases.</summary>
internal static class FaultWork
{
    private static readonly RunConfig Config = SixUpdates.Named("faulty");
    private static readonly string[] Changing = ["timing.csv", "machine.log", "manifest.json", "owner.lock"];
    private static readonly BarSeries Bars = SixUpdates.Bars;
    private static readonly PreparedMarket Market = SixUpdates.Market;

    /// <summary>Every kind of work.</summary>
    /// <param name="root">A folder of its own.</param>
    public static IReadOnlyList<FaultDrive> All(string root) => [Resume(root), Import(root), Evaluate(root)];

    /// <summary>A run that was left after its third update is trained to its end.</summary>
    public static FaultDrive Resume(string root) => new("resume", Path.Combine(root, "resume"), Leave, Finish, IsRepeatable);

    /// <summary>Two more days come to a file of bars.</summary>
    public static FaultDrive Import(string root) =>
        new("import", Path.Combine(root, "import"), FirstDays, AllDays, file => file.EndsWith(".csv", StringComparison.Ordinal));

    /// <summary>The best model is judged and the report written.</summary>
    public static FaultDrive Evaluate(string root)
    {
        var comparison = new Lazy<Comparison>(() => EvaluationRun.On(
            Model(Path.Combine(root, "evaluate", "begun")), Bars.SliceDays(9, 12)));
        return new FaultDrive("evaluate", Path.Combine(root, "evaluate"), folder =>
            {
                Train(folder);
                _ = comparison.Value;                          // walked once, before operations are counted
            }, folder => Judge(folder, comparison.Value),
            file => file.StartsWith("evaluation/", StringComparison.Ordinal));
    }

    private static bool IsRepeatable(string file) => !Changing.Contains(Path.GetFileName(file));

    private static void Leave(string folder)
    {
        using TrainingRun run = TrainingRun.Start(Config, Market, new RunFolder(folder), threads: 1, replace: true);
        foreach (TrainingProgress progress in run.Run())
            if (progress.Update.Update == 3) break;
    }

    private static void Finish(string folder)
    {
        using TrainingRun run = TrainingRun.Resume(new RunFolder(folder), Market, threads: 1);
        run.RunToEnd();
    }

    private static void Train(string folder)
    {
        using TrainingRun run = TrainingRun.Start(Config, Market, new RunFolder(folder), threads: 1, replace: true);
        run.RunToEnd();
    }

    private static Checkpoint Model(string folder) => CheckpointFile.Read(new RunFolder(folder).Best);

    private static void Judge(string folder, Comparison comparison) =>
        EvaluationRun.Write(comparison, Model(folder), Path.Combine(folder, "evaluation"), new RunFolder(folder));

    private static void FirstDays(string folder)
    {
        BarCsv.Write(Path.Combine(folder, "NQ_D1M.csv"), Bars.SliceDays(0, 2));
        BarCsv.Write(Path.Combine(folder, "later", "NQ_D1M.csv"), Bars.SliceDays(1, 4));
    }

    private static void AllDays(string folder) => BarImport.Run(
        [Path.Combine(folder, "later", "NQ_D1M.csv")], Path.Combine(folder, "NQ_D1M.csv"), Instrument.NQ, new ImportOptions());
}
