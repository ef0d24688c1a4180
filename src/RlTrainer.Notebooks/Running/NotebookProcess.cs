using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RlTrainer.Notebooks.Running;

/// <summary>Executes each notebook in a process of its own, so that one that dies takes nothing with it.</summary>
public sealed class NotebookProcess
{
    private readonly string _fileName;
    private readonly IReadOnlyList<string> _arguments;

    /// <summary>Says how to start the process: a command line whose program calls <see cref="NotebookChild.RunAsync"/>.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public NotebookProcess(string fileName, IReadOnlyList<string> arguments)
    {
        _fileName = fileName;
        _arguments = arguments;
    }

    /// <summary>The running program itself, started again with these
    /// arguments; works for 'dotnet x.dll' and for an executable.</summary>
    /// <param name="arguments">What follows the program's name and makes it run one notebook.</param>
    /// <returns>The process to be; nothing is started yet.</returns>
    /// <exception cref="InvalidOperationException">The system does not tell the running program's path.</exception>
    public static NotebookProcess Self(params string[] arguments)
    {
        string program = Environment.ProcessPath
            ?? throw new InvalidOperationException("The running program's own path is unknown.");
        bool isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string entry = System.Reflection.Assembly.GetEntryAssembly()!.Location;
        return new NotebookProcess(program, isDotnet ? [entry, .. arguments] : arguments);
    }

    /// <summary>Executes the notebook as <see cref="NotebookRunner.RunAsync"/> does, in another process.</summary>
    /// <param name="path">An .ipynb file; it is not changed.</param>
    /// <param name="options">Where the copy goes, parameters and limits.</param>
    /// <param name="progress">Told of every cell that begins; may be null.</param>
    /// <param name="cancellationToken">Ends the process; the copy stays as far as it came.</param>
    /// <returns>How far it came and what stopped it; the process' death is such a result, not an exception.</returns>
    public async Task<RunResult> RunAsync(
        string path, RunOptions options, IProgress<CellStarted>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using CancellationTokenRegistration kill = cancellationToken.Register(() => Kill(process));
        var request = new ChildRequest(
            Path.GetFullPath(path), options with { OutputFolder = Path.GetFullPath(options.OutputFolder) },
            Environment.ProcessId);
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request)).ConfigureAwait(false);
        await process.StandardInput.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        CellStarted last = default;
        RunResult? result = null;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            ChildMessage? message = ChildMessage.Parse(line);
            result = message?.Result ?? result;
            if (message?.Started is { } started)
            {
                last = started;
                progress?.Report(started);
            }
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        string tail = Tail(await errors.ConfigureAwait(false));
        string? death = cancellationToken.IsCancellationRequested ? null
            : string.Create(CultureInfo.InvariantCulture, $"the process died with exit code {process.ExitCode}.{tail}");
        return result ?? Died(path, options, last, Stopwatch.GetElapsedTime(start), death);
    }

    /// <summary>The result of a process that gave none; without a death in words it was stopped.</summary>
    private static RunResult Died(string path, RunOptions options, CellStarted last, TimeSpan time, string? death)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        string copy = Path.Combine(Path.GetFullPath(options.OutputFolder), Path.GetFileName(path));
        string place = last.CellNumber > 0 ? string.Create(CultureInfo.InvariantCulture, $", cell {last.CellNumber}")
            : string.Empty;
        return new RunResult(
            death is null ? RunOutcome.Stopped : RunOutcome.Crashed, name, File.Exists(copy) ? copy : null, 0, time.TotalSeconds,
            $"notebook '{name}'{place}: {death ?? "the execution was stopped."}");
    }

    private static string Tail(string errors)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? string.Empty : "\n" + string.Join("\n", lines[..Math.Min(20, lines.Length)]);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself just now, which is what was wanted.
        }
    }

    /// <summary>The current directory is the notebook's folder, as in Jupyter.</summary>
    private Process Start(string folder)
    {
        var start = new ProcessStartInfo(_fileName)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in _arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException($"The program '{_fileName}' could not be started.");
    }
}
