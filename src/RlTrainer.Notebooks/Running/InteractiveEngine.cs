using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Running;

/// <summary>
/// The cells of one notebook on .NET Interactive's own kernels, which run in a process of their own. They cannot stop a running
/// cell: one that does not end by itself after a stop is ended with its process, and the notebook with it.
/// </summary>
internal sealed class InteractiveEngine : INotebookEngine
{
    private static readonly TimeSpan UntilKilled = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private InteractiveEngine(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Starts the kernels and waits until they are there.</summary>
    /// <param name="host">The program's assembly, see <see cref="InteractiveHost"/>.</param>
    /// <param name="folder">The notebook's folder: relative paths start here.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InvalidOperationException">The program ended instead; the message has its own words.</exception>
    public static async Task<InteractiveEngine> StartAsync(string host, string folder)
    {
        var start = new ProcessStartInfo(DotnetCommand.Path, [host])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var engine = new InteractiveEngine(Process.Start(start)
            ?? throw new InvalidOperationException($"The program '{host}' could not be started."));
        if (await engine.NextAsync().ConfigureAwait(false) is { Kind: InteractiveEvent.Ready })
            return engine;
        string errors = await engine._errors.ConfigureAwait(false);
        engine.Dispose();
        throw new InvalidOperationException($"The engine dotnet-interactive ({host}) ended before it was ready: {errors}");
    }

    /// <inheritdoc/>
    public async Task<CellResult> RunAsync(
        string source, string language, int cellNumber, ICellOutputs outputs, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stop = cancellationToken.Register(StopLater);
        Send(new InteractiveRequest(source, language, cellNumber));
        while (await NextAsync().ConfigureAwait(false) is { } happened)
        {
            if (happened.Kind == InteractiveEvent.Done)
                return new CellResult(null, WasStopped: cancellationToken.IsCancellationRequested);
            if (happened.Kind == InteractiveEvent.Failed)
                return new CellResult(ErrorOf(happened), WasStopped: cancellationToken.IsCancellationRequested);
            Show(happened, outputs);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            var stopped = new CellError("Stopped", "The cell was stopped, and .NET Interactive's process with it.", null, []);
            return new CellResult(stopped, WasStopped: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        string[] said = (await _errors.ConfigureAwait(false)).Split('\n');
        string died = $".NET Interactive's process died with exit code {_process.ExitCode}.";
        return new CellResult(new CellError("Crashed", died, null, said));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>The next message; null when the process has ended.</summary>
    private async Task<InteractiveEvent?> NextAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            if (InteractiveEvent.Parse(line) is { } message)
                return message;
        }

        return null;
    }

    private static void Show(InteractiveEvent happened, ICellOutputs outputs)
    {
        switch (happened.Kind)
        {
            case InteractiveEvent.Stream:
                outputs.Write(new StreamOutput(happened.Name!, happened.Text!));
                break;
            case InteractiveEvent.Display:
                outputs.Write(new DisplayOutput(BundleOf(happened), happened.DisplayId));
                break;
            case InteractiveEvent.Update:
                outputs.Update(happened.DisplayId!, BundleOf(happened));
                break;
            case InteractiveEvent.Result:
                outputs.Write(new ResultOutput(BundleOf(happened)));
                break;
        }
    }

    private static MimeBundle BundleOf(InteractiveEvent happened) =>
        new(happened.Forms!.Select(form => KeyValuePair.Create(form.Key, MimeBundle.IsJson(form.Key) && form.Value.Length > 0
            ? JsonNode.Parse(form.Value)!
            : JsonValue.Create(form.Value)))
            .Where(form => form.Key == MimeBundle.Plain || !IsEmpty(form.Value)));

    private static bool IsEmpty(JsonNode form) =>
        form is JsonValue value && value.TryGetValue(out string? text) && text.Length == 0;

    private static CellError ErrorOf(InteractiveEvent failed) => new(failed.Name!, failed.Text!, failed.Line, failed.Trace ?? []);

    /// <summary>Code that asked for the token is given time to end; there is no other way to stop a cell there.</summary>
    private void StopLater()
    {
        Send(InteractiveRequest.Stop);
        _ = Task.Delay(UntilKilled).ContinueWith(_ => Kill(), TaskScheduler.Default);
    }

    private void Send(InteractiveRequest request)
    {
        try
        {
            lock (_process)
            {
                _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
                _process.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // The process is gone; whoever reads its messages finds that out.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself, which is what was wanted.
        }
    }
}
