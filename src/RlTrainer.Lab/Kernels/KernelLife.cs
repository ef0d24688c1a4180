using System.Diagnostics;
using System.Globalization;
using RlTrainer.Files;

namespace RlTrainer.Lab.Kernels;

/// <summary>One process of a kernel, from its start to its end; a restart is another life of the same kernel.</summary>
internal sealed class KernelLife : IAsyncDisposable
{
    private const int LinesKept = 20;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private readonly Process _process;
    private readonly KernelPorts _ports;
    private readonly Queue<string> _words = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KernelLife(Process process, KernelPorts ports) => (_process, _ports) = (process, ports);

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Where it listens.</summary>
    public Notebooks.Jupyter.ConnectionFile Ports => _ports.File;

    /// <summary>The process's number.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The end of what it wrote to its standard error; empty where it wrote nothing.</summary>
    public string LastWords
    {
        get { lock (_words) return string.Join('\n', _words); }
    }

    /// <summary>Starts a kernel's process.</summary>
    /// <param name="kernel">What to start.</param>
    /// <param name="workingFolder">Where it runs: the notebook's folder.</param>
    /// <param name="ports">Where it shall listen; disposed with it.</param>
    /// <exception cref="LabFault">The program cannot be started.</exception>
    public static KernelLife Start(KernelDescription kernel, string workingFolder, KernelPorts ports)
    {
        string[] words = [.. kernel.Argv.Select(word => word
            .Replace("{connection_file}", ports.Path, StringComparison.Ordinal)
            .Replace("{resource_dir}", kernel.Folder ?? "", StringComparison.Ordinal))];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in kernel.Environment) start.Environment[name] = value;
        start.Environment["JPY_PARENT_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        try
        {
            var life = new KernelLife(new Process { StartInfo = start, EnableRaisingEvents = true }, ports);
            life.Begin();
            return life;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            ports.Dispose();
            throw new LabFault(500, $"The kernel '{kernel.Name}' could not be started: {PrintableText.Name(words[0])}: "
                + $"{error.Message}. Look at its kernel.json, or choose another kernel.");
        }
    }

    /// <summary>Sends the process the signal of Ctrl+C.</summary>
    public void Signal() => ProcessSignal.Interrupt(_process.Id);

    /// <summary>Ends it, patiently first, where it was asked to.</summary>
    /// <param name="ask">Asks the kernel to end; null ends it at once.</param>
    public async Task EndAsync(Action? ask)
    {
        if (!_ended.Task.IsCompleted && ask is not null)
        {
            ask();
            await Task.WhenAny(_ended.Task, Task.Delay(Farewell)).ConfigureAwait(false);
        }
        if (!_ended.Task.IsCompleted) Kill();
        await _ended.Task.ConfigureAwait(false);
    }

    /// <summary>Ends it at once and removes its connection file.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(null).ConfigureAwait(false);
        _process.Dispose();
        _ports.Dispose();
    }

    private void Begin()
    {
        _process.Exited += (_, _) => _ended.TrySetResult();
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, _) => { };
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _process.StandardInput.Close();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_words)
        {
            _words.Enqueue(PrintableText.Lines(line));
            if (_words.Count > LinesKept) _words.Dequeue();
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in between.
        }
    }
}
