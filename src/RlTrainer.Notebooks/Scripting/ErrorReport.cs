using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Turns exceptions and compiler errors into cell errors that name cell and line.</summary>
internal static partial class ErrorReport
{
    private static readonly string[] HiddenFrames =
    [
        "Microsoft.CodeAnalysis.", "RlTrainer.Notebooks.", "System.Runtime.CompilerServices.",
        "System.Threading.ExecutionContext",
        "System.Runtime.ExceptionServices.", "System.Threading.Tasks.Task.", "System.Threading.Tasks.Parallel",
        "System.Threading.Tasks.TaskReplicator",
    ];

    /// <summary>The name a cell's code carries in debug information.</summary>
    public static string FileName(int cellNumber) => string.Create(CultureInfo.InvariantCulture, $"cell {cellNumber}");

    /// <summary>The error of an exception that a cell's code threw.</summary>
    public static CellError Of(Exception error, int cellNumber)
    {
        if (error is CellException known)
            return known.ToError(cellNumber);
        if (error is AggregateException { InnerExceptions: [var only] })
            error = only;
        if (error is System.Reflection.TargetInvocationException { InnerException: { } inner })
            error = inner;
        var trace = new List<string>();
        int? line = null;
        for (Exception? each = error; each is not null; each = each.InnerException)
        {
            if (!ReferenceEquals(each, error))
                trace.Add($"caused by {each.GetType()}: {each.Message}");
            foreach (StackFrame frame in new StackTrace(each, fNeedFileInfo: true).GetFrames())
            {
                if (Path.GetFileName(frame.GetFileName()) == FileName(cellNumber) && frame.GetFileLineNumber() > 0)
                    line ??= frame.GetFileLineNumber();
                if (Describe(frame) is { } text && (trace.Count == 0 || trace[^1] != text))
                    trace.Add(text);
            }
        }

        string message = error is InsufficientExecutionStackException
            ? "The code calls itself without end: the stack is full."
            : error.Message;
        return new CellError(error.GetType().ToString(), message, line, trace);
    }

    /// <summary>The error of code that did not compile; every compiler error is in it.</summary>
    public static CellException OfCompilation(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var lines = errors.ConvertAll(Describe);
        int? first = errors.Count > 0 && errors[0].Location.IsInSource ? errors[0].Location.GetLineSpan().StartLinePosition.Line
            + 1 : null;
        return new CellException("CompilationError", string.Join("\n", lines), first, []);
    }

    /// <summary>The compiler's warnings on a cell's own lines, one a
    /// line, the same one once; empty when there are none.</summary>
    public static string Warnings(IEnumerable<Diagnostic> diagnostics, int cellNumber) => string.Concat(diagnostics
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning
            && Path.GetFileName(diagnostic.Location.GetLineSpan().Path) == FileName(cellNumber))
        .Select(diagnostic => string.Create(
            CultureInfo.InvariantCulture,
            $"cell {cellNumber}, line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: warning {diagnostic.Id}: "
            + $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n"))
        .Distinct());

    private static string Describe(Diagnostic error)
    {
        FileLinePositionSpan span = error.Location.GetLineSpan();
        string text = $"error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}";
        return error.Location.IsInSource
            ? string.Create(CultureInfo.InvariantCulture,
                $"{span.Path}, line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}: {text}")
            : text;
    }

    private static string? Describe(StackFrame frame)
    {
        // The compiler puts the notebook's folder before the name.
        if (Path.GetFileName(frame.GetFileName()) is { } file && file.StartsWith("cell ", StringComparison.Ordinal))
            return string.Create(CultureInfo.InvariantCulture, $"at {file}, line {frame.GetFileLineNumber()}");
        if (frame.GetMethod() is not { DeclaringType.FullName: { } type } method)
            return null;
        if (Array.Exists(HiddenFrames, hidden => type.StartsWith(hidden, StringComparison.Ordinal))
            || type.Contains("Submission#", StringComparison.Ordinal))
            return null;
        return $"at {StateMachine().Replace($"{type}.{method.Name}", "$1.$2")}";
    }

    [GeneratedRegex(@"^(.*)\+<(\w+)>\w*\.MoveNext$")]
    private static partial Regex StateMachine();
}
