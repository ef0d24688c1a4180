using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RlTrainer.Files;
using RlTrainer.Sweeps;

namespace RlTrainer.Cli.Sweeps;

/// <summary>Executes trials in processes of this machine, so many at a time; one that dies is started again and goes on from
/// its last checkpoint.</summary>
internal sealed class LocalTrials(Sweep sweep, SweepFolder folder, IReadOnlyList<string> command, int threads)
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private readonly Lock _terminal = new();

    /// <summary>Runs trials to their end; returns how many did not get there.</summary>
    public async Task<int> RunAsync(IReadOnlyList<int> trials, int jobs, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<int>(trials);
        int failed = 0;
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(async _ =>
        {
            while (!cancellationToken.IsCancellationRequested && queue.TryDequeue(out int index))
                if (!await FinishAsync(index, cancellationToken).ConfigureAwait(false)) Interlocked.Increment(ref failed);
        })).ConfigureAwait(false);
        return failed;
    }

    private async Task<bool> FinishAsync(int index, CancellationToken cancellationToken)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"trial {index} ({sweep.Trials[index].Words}, seed {sweep.Trials[index].Config.Seed})");
        for (int attempt = 1; attempt <= sweep.Attempts; attempt++)
        {
            (int code, string reason) = await OnceAsync(index, cancellationToken).ConfigureAwait(false);
            if (code == ExitCode.Success)
            {
                Say($"{name}: done", Terminal.Good);
                return true;
            }
            OwnerRecord? elsewhere = code == ExitCode.Environment ? OwnerRecord.Read(Worker(index)) : null;
            if (code != ExitCode.Interrupted && elsewhere is null) folder.Note(Failure(index, code, reason));
            if (cancellationToken.IsCancellationRequested || code is ExitCode.BadInput or ExitCode.Interrupted)
            {
                Say(code == ExitCode.BadInput ? $"{name}: refused: {reason}" : $"{name}: stopped with its state saved",
                    Terminal.Warn);
                return false;
            }
            if (elsewhere is { } holder)
            {
                attempt--;                                     // no attempt of ours: it is at work elsewhere
                if (!await WaitForAsync(index, holder, name, cancellationToken).ConfigureAwait(false)) return false;
                continue;
            }
            string what = code == ExitCode.Environment ? $"stopped by a fault of the machine: {reason}"
                : $"died with exit code {code}";
            Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {what}, in attempt {attempt} of {sweep.Attempts}"),
                Terminal.Warn);
        }
        return false;
    }

    private static TrialFailure Failure(int index, int code, string reason) => code switch
    {
        ExitCode.BadInput => new(index, TrialFailureKind.WrongInput, reason),
        ExitCode.Environment => new(index, TrialFailureKind.MachineFault, reason),
        ExitCode.Fault => new(index, TrialFailureKind.ProgramFault, reason),
        _ => new(index, TrialFailureKind.Death, string.Create(CultureInfo.InvariantCulture,
            $"exit code {code}{(code > 128 ? $" (signal {code - 128})" : "")}; {reason}")),
    };

    /// <summary>Waits until the other worker of a trial is done or gone; false when this sweep is stopped meanwhile.</summary>
    private async Task<bool> WaitForAsync(int index, OwnerRecord holder, string name, CancellationToken cancellationToken)
    {
        Say($"{name}: run by {holder}; waiting for its result", Terminal.Note);
        try
        {
            for (long waited = 0; waited < FolderOwner.Patience.Ticks; waited += Glance.Ticks)
            {
                if (OwnerRecord.Read(Worker(index)) is null) return true;
                await Task.Delay(Glance, cancellationToken).ConfigureAwait(false);
            }
            return true;                                       // a dead worker's record: the trial itself judges its age
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The exit code, and the last error it said.</summary>
    private async Task<(int Code, string Reason)> OnceAsync(int index, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Run(index).Path);
        var start = new ProcessStartInfo(
            command[0], [.. command.Skip(1), index.ToString(CultureInfo.InvariantCulture), "--threads",
                threads.ToString(CultureInfo.InvariantCulture), "--worker", "a process here"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration stop = cancellationToken.Register(() => Stop(process));
        string log = Path.Combine(folder.Run(index).Path, "worker.log");
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        string said = await errors.ConfigureAwait(false);
        await File.AppendAllTextAsync(log, await output.ConfigureAwait(false) + said, CancellationToken.None)
            .ConfigureAwait(false);
        const string Beginning = "error: ";
        string? reason = said.Split('\n').LastOrDefault(line => line.StartsWith(Beginning, StringComparison.Ordinal));
        return (process.ExitCode, reason?[Beginning.Length..].Trim() ?? "see its worker.log");
    }

    /// <summary>Asks a trial to save and stop; where there are no signals
    /// it is ended and loses what follows its last checkpoint.</summary>
    private static void Stop(Process process)
    {
        if (process.HasExited) return;
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])?.Dispose();
    }

    private string Worker(int index) => Path.GetDirectoryName(folder.Lock(index))!;

    private void Say(string line, Action<string> how)
    {
        lock (_terminal) how(line);
    }
}
