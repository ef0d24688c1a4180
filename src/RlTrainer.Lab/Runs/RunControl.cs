using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Runs;

/// <summary>Stops a run, its state saved as by Ctrl+C in its terminal, and resumes one from its last checkpoint.</summary>
internal sealed class RunControl(RunBoard board, LabOptions options)
{
    private static readonly TimeSpan UntilItBegins = TimeSpan.FromSeconds(20);

    /// <summary>Asks the process that trains a run to save and stop.</summary>
    /// <exception cref="LabFault">Nobody trains it, or another machine does.</exception>
    public JsonObject Stop(string? name)
    {
        OwnerRecord owner = RunLine.Owner(board.Find(name), options.Time)
            ?? throw new LabFault(409, $"The run '{name}' is not being trained.");
        if (owner.Host != Environment.MachineName)
            throw new LabFault(409, $"The run '{name}' is trained by {owner}; stop it on that host.");
        ProcessSignal.Terminate(owner.Process);
        return JsonAnswer.Message($"Process {owner.Process} was asked to save and stop.");
    }

    /// <summary>Starts a process that goes on with a run; it outlives this server.</summary>
    /// <exception cref="LabFault">It runs, has ended, belongs to a
    /// sweep, or could not be started; the message says why.</exception>
    public async Task<JsonObject> ResumeAsync(string? name)
    {
        RunFolder folder = board.Find(name);
        if (RunLine.Owner(folder, options.Time) is { } owner)
            throw new LabFault(409, $"The run '{name}' is being trained by {owner}.");
        if (name!.Contains('/', StringComparison.Ordinal))
            throw new LabFault(409, $"'{name}' is a trial of a sweep; `rltrainer sweep` goes on with its trials.");
        if (folder.LatestCheckpoint() is null)
            throw new LabFault(409, $"The run '{name}' has no checkpoint to go on from.");
        if (options.ProgramCommand.Count == 0) throw new LabFault(501, "This server does not know how to start a training.");
        RunConfig config = RunJson.Read<RunConfig>(TextFile.Read(folder.Config), folder.Config);
        string[] words =
        [
            .. options.ProgramCommand, "train", string.Create(CultureInfo.InvariantCulture, $"phase{config.Phase}"), "--resume",
            "--name", name, "--root", Path.GetFullPath(options.Root), "--quiet",
        ];
        string log = Path.Combine(options.State, $"resumed-{name}.log");
        Directory.CreateDirectory(options.State);
        using Process process = Begin(words, log);
        for (long began = options.Time.GetTimestamp(); RunLine.Owner(folder, options.Time) is null && !process.HasExited;)
        {
            if (options.Time.GetElapsedTime(began) > UntilItBegins) break;
            await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
        }
        if (process.HasExited && process.ExitCode != 0)
            throw new LabFault(409, $"The run '{name}' was not resumed: {PrintableText.Lines(TextFile.Read(log)).Trim()}");
        return JsonAnswer.Message($"The run '{name}' goes on in process {process.Id}; its messages are in {log}.");
    }

    /// <summary>Its output goes to a file and not through this server, so that it needs neither server nor terminal.</summary>
    private static Process Begin(string[] words, string log)
    {
        if (OperatingSystem.IsWindows()) return Process.Start(new ProcessStartInfo(words[0], words[1..]))!;
        const string script = "log=$1; shift; exec >\"$log\" 2>&1 </dev/null; "
            + "if command -v setsid >/dev/null; then exec setsid \"$@\"; else exec \"$@\"; fi";
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "rltrainer", log, .. words]))!;
    }
}
