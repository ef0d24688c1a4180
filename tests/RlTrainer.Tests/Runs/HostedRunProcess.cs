using System.Diagnostics;
using System.Globalization;
using RlTrainer.RunHost;

namespace RlTrainer.Tests.Runs;

/// <summary>A training run in a process of its own that can be killed like any other (SIGKILL where there are signals).</summary>
internal sealed class HostedRunProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously),
        _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    public HostedRunProcess(string folder, int threads, params string[] others)
    {
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "RlTrainer.RunHost.dll"), folder,
                threads.ToString(CultureInfo.InvariantCulture), .. others])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>Environment steps of the last update it said was finished.</summary>
    public long Steps { get; private set; }

    /// <summary>Ends when the process stands still in a write, as it was told to.</summary>
    public Task Paused => Task.WhenAny(_paused.Task, _reading);

    /// <summary>Ends when the run is about to make its first update, or the process is gone.</summary>
    public Task Ready => Task.WhenAny(_ready.Task, _reading);

    /// <summary>Kills it at once; true when it was still at work. What it said before is read to its end.</summary>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        if (_process.ExitCode == 0) return false;
        Assert.True((await _errors).Length == 0, await _errors);
        return true;
    }

    /// <summary>Waits for its end, which must be a good one. A process before it may have made the last update.</summary>
    public async Task EndAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        Assert.True(_process.ExitCode == 0, await _errors);
        Assert.True(Steps is 0 or HostedRun.AllSteps,
            $"The process ended well after {Steps} steps; expected 0 or {HostedRun.AllSteps}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready") _ready.SetResult();
            else if (line == "paused") _paused.SetResult();
            else Steps = long.Parse(line, CultureInfo.InvariantCulture);
        }
    }
}
