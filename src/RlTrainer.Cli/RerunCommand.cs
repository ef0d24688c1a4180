using RlTrainer.Checkpoints;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer train --rerun RUN: the same run once more from its manifest, and whether the bytes are the same.</summary>
internal static class RerunCommand
{
    public static int Run(Workplace workplace, RerunRequest request, CancellationToken cancellationToken)
    {
        (string run, string? data, string? output, int threads, bool force) = request;
        string source = File.Exists(run) || Directory.Exists(run) ? run : Path.Combine(workplace.Runs, run);
        var manifest = RunManifest.Read(source);
        RunConfig config = manifest.Configuration.Checked();
        var folder = new RunFolder(Workplace.ProvedWritable(output ?? Path.Combine(workplace.Runs, manifest.Run + "-rerun")));
        if (folder.IsTaken && !force)
            throw new CommandException(
                $"{folder.Path} holds a run already; --force begins anew, --output takes another folder. Nothing was changed.");
        BarSeries bars = MarketFiles.ReadMinutes(workplace, config.TradedInstrument(), data);
        if (manifest.Obstacles(bars).FirstOrDefault() is { } obstacle)
            throw new CommandException($"The run '{manifest.Run}' cannot be made again: {obstacle}");
        foreach (string difference in manifest.Differences()) Terminal.Warn($"warning: last digits may differ: {difference}");
        Checkpoint? from = config.Start is null ? null : CheckpointFile.Read(FolderOf(source).Start);
        using TrainingRun again =
            TrainingRun.Start(config, PreparedMarket.Of(bars, config, from?.Features), folder, threads, from: from,
                replace: force);
        Terminal.Note($"{config.Name}, again: {again.Description}");
        TrainingLines.Show(again, cancellationToken);
        if (cancellationToken.IsCancellationRequested) return ExitCode.Interrupted;
        return Compare(FolderOf(source), folder);
    }

    private static RunFolder FolderOf(string source) =>
        new(Directory.Exists(source) ? source : Path.GetDirectoryName(Path.GetFullPath(source))!);

    private static int Compare(RunFolder first, RunFolder again)
    {
        IReadOnlyList<(string File, bool? IsSame)> files = RunBytes.Compare(first, again);
        foreach ((string file, bool? same) in files)
        {
            string line = $"  {file}: "
                + $"{(same is null ? "absent in the first run" : same.Value ? "the same bytes" : "other bytes")}";
            if (same == false) Terminal.Warn(line);
            else Terminal.Say(line);
        }
        if (files.Any(file => file.IsSame == false))
        {
            Terminal.Fail("The rerun differs from the run.");
            return ExitCode.Findings;
        }
        Terminal.Good($"files in {again.Path}");
        return ExitCode.Success;
    }
}
