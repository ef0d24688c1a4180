using System.Diagnostics;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The `rltrainer` command, or a program that drives it, in a process of its own and without a terminal.</summary>
internal sealed class CommandProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private CommandProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The command of this build, which `dotnet` runs.</summary>
    public static string Cli { get; } = Path.Combine(AppContext.BaseDirectory, "RlTrainer.Cli.dll");

    /// <summary>Starts the command in a folder; the caller reads what it says and waits for its end.</summary>
    public static CommandProcess Start(string root, params string[] arguments) =>
        new(new ProcessStartInfo("dotnet", [Cli, .. arguments, "--root", root]));

    /// <summary>Runs the command in a folder to its end.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(string root, params string[] arguments) =>
        EndAsync(Start(root, arguments));

    /// <summary>Runs a program to its end.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(ProcessStartInfo start) =>
        EndAsync(new CommandProcess(start));

    /// <summary>What the command says when it refuses its input.</summary>
    public static async Task<string> RefusalAsync(string root, params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync(root, arguments);
        Assert.True(code == 2, output + error);
        return error;
    }

    /// <summary>Reads its output up to the line that contains a text.</summary>
    public async Task WaitForLineAsync(string part)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains(part, StringComparison.Ordinal)) return;
        Assert.Fail($"The process ended without a line that contains '{part}': {await _errors}");
    }

    /// <summary>Sends it the signal that asks a process to stop.</summary>
    public async Task TerminateAsync(string name = "TERM")
    {
        using var signal = Process.Start(
            "kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync();
    }

    /// <summary>Waits for its end: the exit code and what it wrote that was not read before.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static async Task<(int Code, string Output, string Error)> EndAsync(CommandProcess process)
    {
        using (process) return await process.EndAsync();
    }
}
