using System.Diagnostics;
using System.Globalization;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Running;

/// <summary>Executes a notebook in this process and keeps an executed copy; it stops at the first cell that fails.</summary>
public sealed class NotebookRunner
{
    private const string MayFailTag = "raises-exception";
    private static readonly TimeSpan BetweenCopies = TimeSpan.FromSeconds(1);
    private readonly NotebookDocument _document;
    private readonly RunOptions _options;
    private readonly string _folder;
    private readonly string _executedPath;
    private readonly CollectedOutputs _outputs = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _lastCopy = Stopwatch.GetTimestamp();
    private int _cellsRun;

    private NotebookRunner(NotebookDocument document, string path, RunOptions options)
    {
        _document = document;
        _options = options;
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _executedPath = Path.Combine(Path.GetFullPath(options.OutputFolder), Path.GetFileName(path));
    }

    /// <summary>Executes the notebook at this path; whatever goes wrong is in the result, whose message names notebook, cell
    /// and line.</summary>
    /// <param name="path">An .ipynb file; it is not changed.</param>
    /// <param name="options">Where the copy goes, parameters and limits.</param>
    /// <param name="progress">Told of every cell that begins; may be null.</param>
    /// <param name="cancellationToken">Stops the running cell and keeps what there is.</param>
    /// <returns>How far it came and what stopped it.</returns>
    public static async Task<RunResult> RunAsync(
        string path, RunOptions options, IProgress<CellStarted>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            options.Checked();
            NotebookDocument document = NotebookDocument.Read(path);
            NotebookParameters.Inject(document, options.Parameters, options.Quick);
            var runner = new NotebookRunner(document, path, options);
            runner.Prepare();
            return await runner.RunCellsAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NotebookFormatException or ArgumentException or IOException
            or UnauthorizedAccessException or InvalidOperationException)
        {
            return new RunResult(RunOutcome.NotStarted, Path.GetFileNameWithoutExtension(path), null, 0, 0, error.Message);
        }
    }

    private static bool IsInjected(NotebookCell cell) => cell.Tags.Contains(NotebookParameters.InjectedTag);

    private void Prepare()
    {
        string source = Path.Combine(_folder, Path.GetFileName(_executedPath));
        if (source == _executedPath)
            throw new ArgumentException(
                $"OutputFolder is the notebook's own folder {_folder}; the executed copy would replace the notebook. Name "
                + $"another folder.");
        foreach (NotebookCell cell in _document.Cells)
        {
            cell.Outputs.Clear();
            cell.ExecutionCount = null;
        }

        Copy();
    }

    private async Task<RunResult> RunCellsAsync(IProgress<CellStarted>? progress, CancellationToken cancellationToken)
    {
        using INotebookEngine engine = _options.InteractiveHost is { } host
            ? await InteractiveEngine.StartAsync(host, _folder).ConfigureAwait(false)
            : new ScriptEngine(_folder);
        int number = 0;
        int count = _document.Cells.Count(cell => !IsInjected(cell));
        foreach (NotebookCell cell in _document.Cells)
        {
            // Cells are numbered as in the file that was read: an injected cell counts as the parameters cell.
            number += IsInjected(cell) ? 0 : 1;
            if (cell.Kind != CellKind.Code || string.IsNullOrWhiteSpace(cell.Source))
                continue;
            progress?.Report(new CellStarted(_document.Name, number, count));
            if (await RunCellAsync(engine, cell, number, cancellationToken).ConfigureAwait(false) is { } failed)
                return failed;
        }

        Copy();
        return Result(RunOutcome.Succeeded, null);
    }

    private async Task<RunResult?> RunCellAsync(
        INotebookEngine engine, NotebookCell cell, int number, CancellationToken cancellationToken)
    {
        cell.ExecutionCount = _cellsRun + 1;
        _outputs.Begin(cell.Outputs);
        string overflow = Path.Combine(Path.GetDirectoryName(_executedPath)!, "overflow");
        using var capped = new CappedOutputs(
            _outputs, overflow, string.Create(CultureInfo.InvariantCulture, $"{_document.Name}-cell-{number}"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.CellTimeout);
        CellResult result = await engine.RunAsync(cell.Source, cell.Language, number, capped, limit.Token).ConfigureAwait(false);
        _outputs.Finish();
        bool mayFail = cell.Tags.Contains(MayFailTag) && !result.WasStopped;
        if (result.Error is { } error)
            cell.Outputs.Add(new ErrorOutput(error.Name, error.Message, error.Trace));
        if (result.Succeeded || mayFail)
        {
            _cellsRun++;
            if (Stopwatch.GetElapsedTime(_lastCopy) > BetweenCopies)
                Copy();
            return null;
        }

        bool timedOut = result.WasStopped && !cancellationToken.IsCancellationRequested && limit.IsCancellationRequested;
        Copy();
        return Result(
            timedOut ? RunOutcome.TimedOut : result.WasStopped ? RunOutcome.Stopped : RunOutcome.CellFailed,
            Describe(number, result.Error!, timedOut));
    }

    private string Describe(int number, CellError error, bool timedOut)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"notebook '{_document.Name}', cell {number}");
        if (error.Line is { } line)
            place += string.Create(CultureInfo.InvariantCulture, $", line {line}");
        string what = timedOut
            ? $"took longer than the {_options.CellTimeout:c} a cell may take. Raise the limit or use the quick variant."
            : error.Name is "CompilationError" or "Stopped" or "MagicError" or "ReferenceError" ? error.Message
                : $"{error.Name}: {error.Message}";
        return $"{place}: {what}\nThe half-executed copy is {_executedPath}";
    }

    private void Copy()
    {
        _document.Write(_executedPath, withOutputs: true);
        _lastCopy = Stopwatch.GetTimestamp();
    }

    private RunResult Result(RunOutcome outcome, string? message) =>
        new(outcome, _document.Name, _executedPath, _cellsRun, Stopwatch.GetElapsedTime(_start).TotalSeconds, message);
}
