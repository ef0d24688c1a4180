using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Runs;

namespace RlTrainer.Interactive.Extension;

/// <summary>
/// The training panel in .NET Interactive. Its Jupyter front end gives what <c>display</c> shows one name and its updates
/// another, so that they are lost; here the events are published with one name for both.
/// </summary>
public static class LivePanel
{
    private static readonly string[] MimeTypes = ["text/html", "text/plain"];

    /// <summary>Trains to the end, or to the stop button, with one panel that stays current.</summary>
    /// <param name="run">A run that has not begun.</param>
    /// <returns>What came out; null when the run was stopped before it could say.</returns>
    /// <exception cref="InvalidOperationException">No cell of .NET Interactive runs here.</exception>
    public static TrainingSummary? ShowLive(this TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Follow(run.Run(Running().CancellationToken));
        return run.Summary;
    }

    /// <summary>Shows a panel and keeps it current while reports come.</summary>
    /// <param name="reports">A training's reports, as <see cref="TrainingRun.Run"/> yields them.</param>
    /// <returns>The panel as it stands at the end.</returns>
    /// <exception cref="InvalidOperationException">No cell of .NET Interactive runs here.</exception>
    public static TrainingPanel Follow(IEnumerable<TrainingProgress> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        KernelInvocationContext context = Running();
        var panel = new TrainingPanel();
        string name = Guid.NewGuid().ToString();
        context.Publish(new DisplayedValueProduced(panel, context.Command, Forms(panel), name));
        foreach (TrainingProgress report in reports)
        {
            if (panel.Add(report))
                context.Publish(new DisplayedValueUpdated(panel, name, context.Command, Forms(panel)));
        }

        context.Publish(new DisplayedValueUpdated(panel, name, context.Command, Forms(panel)));
        return panel;
    }

    private static KernelInvocationContext Running() => KernelInvocationContext.Current
        ?? throw new InvalidOperationException(
            "No cell of .NET Interactive runs here. In RlTrainer's own kernel display a TrainingPanel and update it, "
            + "as notebook 00 does.");

    private static IReadOnlyList<FormattedValue> Forms(TrainingPanel panel) =>
        FormattedValue.CreateManyFromObject(panel, MimeTypes);
}
