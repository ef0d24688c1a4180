using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Interactive;
using Microsoft.FSharp.Core;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>F# script whose values last from cell to cell; the compiler starts with the first F# cell.</summary>
internal sealed class FSharpSession : ILanguageSession
{
    private static readonly string[] Arguments =
        ["fsi", "--noninteractive", "--nologo", "--gui-", "--optimize+", "--langversion:latest"];
    private readonly string _folder;
    private readonly List<string> _waiting = [.. HostAssemblies.Default().Select(reference => reference.FilePath!).Where(IsOwn)];
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);
    private Shell.FsiEvaluationSession? _session;
    private bool _isOpened;

    /// <summary>Relative paths start at this folder.</summary>
    public FSharpSession(string folder) => _folder = folder;

    /// <inheritdoc/>
    public IReadOnlyList<ScriptVariable> Variables => _session is null ? [] :
    [
        .. _session.GetBoundValues()
            .Where(bound => bound.Name != "it")
            .OrderBy(bound => bound.Name, StringComparer.Ordinal)
            .Select(bound => new ScriptVariable(bound.Name, bound.Value.ReflectionType, bound.Value.ReflectionValue)),
    ];

    /// <inheritdoc/>
    public void AddReferences(IEnumerable<string> paths) => _waiting.AddRange(paths);

    /// <inheritdoc/>
    public Task<Evaluated> RunAsync(string code, CellContext cell)
    {
        Prepare(cell);
        string polled = FSharpPolls.Insert(_session!.InteractiveChecker, code, ErrorReport.FileName(cell.CellNumber));
        // Where polls do not type-check, as in a lambda that becomes an expression tree, the code runs as it was written.
        if (polled != code && _session.ParseAndCheckInteraction(polled)
            .Item2.Diagnostics.Any(diagnostic => diagnostic.Severity.IsError))
            polled = code;
        Evaluated evaluated = Evaluate(polled, cell);
        return Task.FromResult(evaluated with { Line = LastLine(code) });
    }

    /// <summary>The words that can stand at the position; starts the compiler when it does not run yet.</summary>
    public CompletionList Complete(string code, int position)
    {
        Start();
        return FSharpIntelligence.Complete(_session!, code, position);
    }

    /// <summary>What stands at the position, or null; starts the compiler when it does not run yet.</summary>
    public Inspection? Inspect(string code, int position)
    {
        Start();
        return FSharpIntelligence.Inspect(_session!, code, position);
    }

    /// <inheritdoc/>
    public Task SetAsync(string name, object? value, CellContext cell)
    {
        Prepare(cell);
        string type = TypeNames.CSharp(value?.GetType() ?? typeof(object))
            .Replace("global::", "global.", StringComparison.Ordinal);
        SharedValues.Put(name, value);
        Evaluate($"let {name} = global.RlTrainer.Notebooks.Scripting.SharedValues.Take(\"{name}\") :?> "
            + $"{(type == "object" ? "obj" : type)}", cell);
        return Task.CompletedTask;
    }

    private void Prepare(CellContext cell)
    {
        Start();
        foreach (string path in _waiting.Where(_referenced.Add).ToList())
            Evaluate($"#r @\"{path}\"", cell);
        _waiting.Clear();
        if (!_isOpened)
            Evaluate("open System\nopen type Microsoft.DotNet.Interactive.Kernel", cell);
        _isOpened = true;
    }

    private static int LastLine(string code) => code.TrimEnd().Count(letter => letter == '\n') + 1;

    private static bool IsOwn(string path) => Path.GetFileName(path).StartsWith("RlTrainer", StringComparison.Ordinal)
        || Path.GetFileName(path).StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal)
        || Path.GetFileName(path).StartsWith("Microsoft.AspNetCore.Html", StringComparison.Ordinal);

    private void Start() => _session ??= Shell.FsiEvaluationSession.Create(
        Shell.FsiEvaluationSession.GetDefaultConfiguration(),
        [.. Arguments, $"--lib:{_folder}"],
        TextReader.Null,
        TextWriter.Null,
        TextWriter.Null,
        collectible: null,
        legacyReferenceResolver: null);

    private Evaluated Evaluate(string code, CellContext cell)
    {
        var (result, diagnostics) = _session!.EvalInteractionNonThrowing(
            code, ErrorReport.FileName(cell.CellNumber), FSharpOption<CancellationToken>.Some(cell.Cancellation));
        FSharpDiagnostic[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity.IsError)];
        if (errors.Length > 0)
        {
            // stopped while it was compiled: what the compiler says then is no fault of the code
            cell.Cancellation.ThrowIfCancellationRequested();
            List<string> lines = [.. errors.Select(error =>
                string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"{ErrorReport.FileName(cell.CellNumber)}, line {error.StartLine}, column {error.StartColumn + 1}: error "
                    + $"{error.ErrorNumberText}: {error.Message}"))];
            throw new CellException("CompilationError", string.Join("\n", lines), errors[0].StartLine, []);
        }

        if (result is FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice2Of2 { Item: var thrown })
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
        FSharpOption<Shell.FsiValue>? value = ((FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice1Of2)result).Item;
        bool hasValue = value is not null && value.Value.ReflectionType != typeof(Unit);
        return new Evaluated(hasValue, hasValue ? value!.Value.ReflectionValue : null);
    }
}
