using System.Diagnostics;
using System.Globalization;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Runs the cells of one notebook, one after the other, with state kept from cell to cell; the runner and the
/// kernel share it.</summary>
public sealed class ScriptEngine : INotebookEngine
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ScriptReferences _references;
    private readonly PackageReferences _packages = new();
    private readonly Dictionary<string, ILanguageSession> _sessions;
    private readonly MagicCommands _magics;
    private volatile CellContext? _running;

    /// <summary>Starts a session without variables.</summary>
    /// <param name="folder">The notebook's folder: relative paths of #r, #load and #!import start here.</param>
    public ScriptEngine(string folder)
    {
        CellConsole.Install();
        StrayExceptions.Install();
        DisplayedValues.Install();
        Interactive.Formatters.Register();
        Folder = Path.GetFullPath(folder);
        _references = new ScriptReferences(Folder);
        CSharp = new CSharpSession(_references);
        FSharp = new FSharpSession(Folder);
        _sessions = new Dictionary<string, ILanguageSession>(StringComparer.Ordinal)
        {
            [CellLanguages.CSharp] = CSharp,
            [CellLanguages.FSharp] = FSharp,
            [CellLanguages.Value] = new ValueSession(),
        };
        _magics = new MagicCommands(_sessions, RunStepsAsync, Folder);
    }

    /// <summary>The notebook's folder.</summary>
    public string Folder { get; }

    /// <summary>The C# variables, the newest of each name.</summary>
    public IReadOnlyList<ScriptVariable> Variables => CSharp.Variables;

    private CSharpSession CSharp { get; }

    private FSharpSession FSharp { get; }

    /// <summary>Compiles and runs an empty piece of code, so that the
    /// first cell does not wait for the compiler to load.</summary>
    /// <param name="cancellationToken">Stops the warming.</param>
    /// <returns>Done once the compiler is loaded.</returns>
    public Task WarmAsync(CancellationToken cancellationToken) =>
        RunAsync("_ = 0;", CellLanguages.CSharp, 0, new CollectedOutputs(), cancellationToken);

    /// <summary>Runs a cell. Whatever the cell does wrong comes back as the result's error; nothing is thrown for it.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of its first line.</param>
    /// <param name="cellNumber">The number error messages use, from 1.</param>
    /// <param name="outputs">Where outputs go; the error itself is not written there.</param>
    /// <param name="cancellationToken">Stops the cell.</param>
    /// <returns>The cell's value or its error.</returns>
    public Task<CellResult> RunAsync(
        string source, string language, int cellNumber, ICellOutputs outputs, CancellationToken cancellationToken) =>
        GuardAsync(cellNumber, outputs, cell =>
        {
            WarnOfRebuilt(outputs);
            return RunStepsAsync(source, language, cell);
        }, cancellationToken);

    /// <summary>Calls code that a cell left behind, between cells and with the same stop and the same errors.</summary>
    internal Task<CellResult> RunHandlerAsync(
        Action handler, int cellNumber, ICellOutputs outputs, CancellationToken cancellationToken) =>
        GuardAsync(
            cellNumber,
            outputs,
            cell => OnOwnThreadAsync(
                () =>
                {
                    handler();
                    return Task.FromResult(true);
                },
                cell),
            cancellationToken);

    private async Task<CellResult> GuardAsync(
        int cellNumber, ICellOutputs outputs, Func<CellContext, Task> work, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        // Whatever waits on the caller's token may end the cell before this
        // one is cancelled; whether a cell was stopped is the caller's to say.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var cell = new CellContext(cellNumber, outputs, stop.Token);
        _running = cell;
        try
        {
            await work(cell).ConfigureAwait(false);
            return new CellResult(null, WasStopped: cancellationToken.IsCancellationRequested);
        }
        catch (StillRunningException)
        {
            return new CellResult(
                Stopped(cellNumber, null, " Its code did not end and still runs; restart the kernel to end it."),
                WasStopped: true, StillRunning: true);
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested)
        {
            return new CellResult(Stopped(cellNumber, ErrorReport.Of(error, cellNumber), string.Empty), WasStopped: true);
        }
        catch (Exception error)
        {
            return new CellResult(ErrorReport.Of(error, cellNumber));
        }
        finally
        {
            _running = null;
            _one.Release();
        }
    }

    /// <summary>Stops the running cell at once, although it asked for the token and was given time to end by itself.</summary>
    public void Insist() => _running?.Insist();

    /// <summary>Asks the sessions something between cells.</summary>
    internal async Task<T> AskAsync<T>(Func<CSharpSession, FSharpSession, T> question)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            return question(CSharp, FSharp);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _references.Dispose();
        _one.Dispose();
    }

    /// <summary>The error of a stopped cell, with the place where the stop found it when that is known.</summary>
    private static CellError Stopped(int cellNumber, CellError? found, string more) => new(
        "Stopped",
        $"The cell was stopped.{more}",
        found?.Line,
        [string.Create(CultureInfo.InvariantCulture, $"at cell {cellNumber}")
            + (found?.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $", line {line}") : string.Empty)]);

    private void WarnOfRebuilt(ICellOutputs outputs)
    {
        foreach (string path in _references.Rebuilt())
        {
            outputs.Write(new StreamOutput(StreamOutput.StandardError,
                $"{path} was rebuilt after this notebook loaded it; the notebook still uses the older one. Restart the kernel to "
                + $"use the rebuilt one.\n"));
        }
    }

    private async Task RunStepsAsync(string source, string language, CellContext cell)
    {
        long? timedSince = null;
        foreach (CellStep step in CellSteps.Of(source, language))
        {
            cell.Cancellation.ThrowIfCancellationRequested();
            if (step is MagicStep { Name: "#!time" }) timedSince = Stopwatch.GetTimestamp();
            else await RunStepAsync(step, cell).ConfigureAwait(false);
        }

        if (timedSince is { } start)
            cell.Display(MimeBundle.OfPlain(
                string.Create(CultureInfo.InvariantCulture,
                    $"Wall time: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms")));
    }

    private async Task RunStepAsync(CellStep step, CellContext cell)
    {
        switch (step)
        {
            case ReferenceStep reference:
                await ReferenceAsync(reference, cell).ConfigureAwait(false);
                break;
            case MagicStep magic:
                await _magics.RunAsync(magic, cell).ConfigureAwait(false);
                break;
            case CodeStep code when _magics.TakesText(code, out Func<Task>? give):
                await give().ConfigureAwait(false);
                break;
            case CodeStep { Language: CellSteps.Sql } query:
                await ShowAsync(
                    await OnOwnThreadAsync(() => Task.FromResult(_magics.RunQuery(query)), cell).ConfigureAwait(false), cell)
                    .ConfigureAwait(false);
                break;
            case CodeStep code when _sessions.TryGetValue(code.Language, out ILanguageSession? session):
                Evaluated evaluated =
                    await OnOwnThreadAsync(() => session.RunAsync(code.Source, cell), cell).ConfigureAwait(false);
                if (evaluated.HasValue)
                    await ShowAsync(evaluated, cell).ConfigureAwait(false);
                break;
            case CodeStep code:
                _magics.ShowText(code, cell);
                break;
        }
    }

    private async Task ReferenceAsync(ReferenceStep step, CellContext cell)
    {
        IEnumerable<string> paths;
        if (PackageReferences.Parse(step.Reference) is var (name, version))
        {
            paths = _references.AddPackageAssemblies(
                await _packages.AddAsync(name, version, step.Line, cell.Cancellation).ConfigureAwait(false));
        }
        else
        {
            paths =
            [
                _references.TryLibrary(step.Reference, Folder, step.Line) ?? throw new CellException("ReferenceError",
                    $"#r \"{step.Reference}\": there is no such library; looked for "
                    + $"{Path.GetFullPath(Path.Combine(Folder, step.Reference))}. Build it first (dotnet build -c Release) or "
                    + $"correct the path.", step.Line),
            ];
        }

        foreach (ILanguageSession session in _sessions.Values)
            session.AddReferences(paths);
    }

    /// <summary>Shows a cell's value, on the cell's own thread so that a
    /// formatter that fails or never ends is the cell's error.</summary>
    private static Task<bool> ShowAsync(Evaluated evaluated, CellContext cell) => OnOwnThreadAsync(
        () =>
        {
            try
            {
                cell.Outputs.Write(new ResultOutput(Bundles.Of(evaluated.Value)));
                return Task.FromResult(true);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                CellError report = ErrorReport.Of(error, cell.CellNumber);
                throw new CellException(
                    report.Name, $"The value could not be shown: {report.Message}", report.Line ?? evaluated.Line, report.Trace);
            }
        },
        cell);

    private static async Task<T> OnOwnThreadAsync<T>(Func<Task<T>> work, CellContext cell)
    {
        var (result, abandoned) = await CellThread.RunAsync(work, cell).ConfigureAwait(false);
        return abandoned ? throw new StillRunningException() : result!;
    }

    private sealed class StillRunningException : Exception;
}
