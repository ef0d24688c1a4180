using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Runs;

/// <summary>One row of the page of runs, read from a run's files.</summary>
internal static class RunLine
{
    private const int LinesOfTheLog = 8;
    private static readonly TimeSpan Patience = FolderOwner.Patience;

    /// <summary>The row; what cannot be read is said in it.</summary>
    /// <param name="name">Its folder, from the runs folder.</param>
    /// <param name="folder">Its files.</param>
    /// <param name="time">To tell a heart that beats from one that stopped.</param>
    public static JsonObject Read(string name, RunFolder folder, TimeProvider time)
    {
        var row = new JsonObject
        {
            ["name"] = name,
            ["group"] = name.Contains('/', StringComparison.Ordinal)
            ? name[..name.LastIndexOf('/')] : ""
        };
        try
        {
            RunConfig config = RunJson.Read<RunConfig>(TextFile.Read(folder.Config), folder.Config);
            TrainingSummary? summary = File.Exists(folder.Summary)
                ? RunJson.Read<TrainingSummary>(TextFile.Read(folder.Summary), folder.Summary) : null;
            row["state"] = IsRunning(folder, time) ? "running" : summary is null or { StopReason: "interrupted" } ? "unfinished"
                : "finished";
            About(row, config);
            Progress(row, folder, config, summary, (string)row["state"]!);
            Learning(row, folder);
            row["findings"] = Findings(folder, summary);
            row["outcome"] = summary?.Outcome;
            row["pass"] = PassProbability(folder);
            row["evaluated"] = File.Exists(Path.Combine(folder.Path, "evaluation", "trades.csv"));
        }
        catch (Exception error) when (
            error is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            (row["state"], row["fault"]) = ("unreadable", PrintableText.Lines(error.Message));
        }
        return row;
    }

    /// <summary>Who trains a run now, on whatever machine; null where nobody does.</summary>
    public static OwnerRecord? Owner(RunFolder folder, TimeProvider time)
    {
        if (OwnerRecord.Read(folder.Path) is not { } owner) return null;
        TimeSpan silence = time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(OwnerRecord.FileOf(folder.Path));
        return silence < Patience && (owner.Host != Environment.MachineName || IsAlive(owner.Process)) ? owner : null;
    }

    private static bool IsRunning(RunFolder folder, TimeProvider time) => Owner(folder, time) is not null;

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void About(JsonObject row, RunConfig config)
    {
        row["phase"] = config.Phase;
        row["symbol"] = config.Instrument;
        row["seed"] = config.Seed.ToString(CultureInfo.InvariantCulture);
        RunConfig preset = config.Phase == 1 ? RunConfig.Phase1 : RunConfig.Phase2;
        row["settings"] = new JsonArray([.. RunConfigText.Differences(preset, config).Where(each => each.Key != "Name")
            .Select(each => JsonValue.Create($"{each.Key}={each.Second}"))]);
    }

    private static void Progress(JsonObject row, RunFolder folder, RunConfig config, TrainingSummary? summary, string state)
    {
        CsvColumns? timing = CsvColumns.ReadEnd(folder.Timing);
        double steps = timing?.Last("steps") ?? summary?.Steps ?? 0;
        double total = Math.Max(config.Algorithm.Steps, steps);
        row["steps"] = steps;
        row["total"] = config.Algorithm.Steps;
        row["share"] = state == "finished" ? 1 : total > 0 ? steps / total : 0;
        double? rate = timing?.Rows is { Count: > 0 } rows
            ? rows.TakeLast(10).Select(each => timing.Number(each, "steps_per_second") ?? 0).Average() : null;
        row["rate"] = rate;
        row["secondsLeft"] = state == "running" && rate > 0 ? Math.Max(0, (total - steps) / rate.Value) : null;
    }

    private static void Learning(JsonObject row, RunFolder folder)
    {
        CsvColumns? metrics = CsvColumns.ReadEnd(folder.Metrics), judged = CsvColumns.ReadEnd(folder.Evaluations);
        row["updates"] = metrics?.Last("update") ?? 0;
        row["reward"] = metrics?.LastKnown("episode_reward");
        row["kl"] = metrics?.LastKnown("approximate_kl");
        row["entropy"] = metrics?.LastKnown("entropy");
        row["hold"] = metrics?.LastKnown("share_Hold");
        row["validation"] = judged?.LastKnown("validation_reward");
        row["profit"] = judged?.LastKnown("validation_profit_usd");
    }

    /// <summary>At the end what the summary says; before, what the log told last.</summary>
    private static JsonArray Findings(RunFolder folder, TrainingSummary? summary)
    {
        if (summary is not null) return [.. summary.Findings.Select(finding => JsonValue.Create(finding.ToString()))];
        if (!File.Exists(folder.Log)) return [];
        using var log = new StreamReader(
            new FileStream(folder.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return [.. log.ReadToEnd().Split('\n').Where(line => line.StartsWith("doctor: ", StringComparison.Ordinal))
            .TakeLast(LinesOfTheLog).Select(line => JsonValue.Create(PrintableText.Lines(line["doctor: ".Length..])))];
    }

    private static double? PassProbability(RunFolder folder)
    {
        string file = Path.Combine(folder.Path, "evaluation", "metrics.json");
        if (!File.Exists(file)) return null;
        try
        {
            return (double?)JsonNode.Parse(TextFile.Read(file))?["pass_probability"]?["passed"];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
