using System.Globalization;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Interactive.Host;

/// <summary>.NET Interactive's events as messages to the runner.</summary>
internal static class CellEvents
{
    /// <summary>What an event shows; null where it shows nothing.</summary>
    /// <param name="happened">An event of the kernels.</param>
    /// <returns>The message.</returns>
    public static InteractiveEvent? Of(KernelEvent happened) => happened switch
    {
        StandardOutputValueProduced said => new InteractiveEvent(InteractiveEvent.Stream, "stdout", Plain(said)),
        StandardErrorValueProduced said => new InteractiveEvent(InteractiveEvent.Stream, "stderr", Plain(said)),
        ErrorProduced error => new InteractiveEvent(InteractiveEvent.Stream, "stderr", error.Message + "\n"),
        DisplayedValueProduced shown => new(InteractiveEvent.Display, DisplayId: shown.ValueId, Forms: Forms(shown)),
        DisplayedValueUpdated shown => new(InteractiveEvent.Update, DisplayId: shown.ValueId, Forms: Forms(shown)),
        ReturnValueProduced { Value: not DisplayedValue } value => new(InteractiveEvent.Result, Forms: Forms(value)),
        _ => null,
    };

    /// <summary>Why a cell failed, as far as .NET Interactive says it.</summary>
    /// <param name="failed">Its event.</param>
    /// <param name="problems">What the compiler found.</param>
    /// <param name="cellNumber">The cell's number, from 1.</param>
    /// <returns>The message.</returns>
    public static InteractiveEvent Failure(CommandFailed failed, IReadOnlyList<Diagnostic> problems, int cellNumber)
    {
        if (failed.Exception is CodeSubmissionCompilationErrorException or null && problems.Count > 0)
        {
            string text = string.Join("\n", problems.Select(problem => string.Create(CultureInfo.InvariantCulture,
                $"cell {cellNumber}, line {problem.LinePositionSpan.Start.Line + 1}: error {problem.Code}: {problem.Message}")));
            int line = problems[0].LinePositionSpan.Start.Line + 1;
            return new InteractiveEvent(InteractiveEvent.Failed, "CompilationError", text, Line: line);
        }

        Exception? error = failed.Exception;
        return new InteractiveEvent(
            InteractiveEvent.Failed, error?.GetType().FullName ?? "CommandFailed", error?.Message ?? failed.Message,
            Trace: (error?.StackTrace ?? string.Empty)
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Plain(DisplayEvent said) =>
        said.FormattedValues.FirstOrDefault()?.Value ?? said.Value?.ToString() ?? string.Empty;

    private static KeyValuePair<string, string>[] Forms(DisplayEvent shown) =>
        [.. shown.FormattedValues.Select(form => KeyValuePair.Create(form.MimeType, form.Value ?? string.Empty))];
}
