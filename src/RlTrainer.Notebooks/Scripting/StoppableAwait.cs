using System.Runtime.CompilerServices;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>
/// What notebook code awaits, ended by the stop button: the engine puts the calls around every awaited value. The wait ends
/// with an exception
/// in the cell's own code, so that its finally blocks run and its variables stay; what it waited for goes on by itself.
/// </summary>
public static class StoppableAwait
{
    /// <summary>The task, or an end of the wait for it when the cell is stopped.</summary>
    /// <param name="task">What is awaited.</param>
    /// <returns>What the rewritten cell awaits instead.</returns>
    public static Task Of(Task task) => CellContext.Current is { } cell && task is { IsCompleted: false }
        ? Wait(task, cell) : task;

    /// <summary>The task, or an end of the wait for it when the cell is stopped.</summary>
    /// <param name="task">What is awaited.</param>
    /// <returns>What the rewritten cell awaits instead.</returns>
    public static Task<T> Of<T>(Task<T> task) => CellContext.Current is { } cell && task is { IsCompleted: false }
        ? Wait(task, cell) : task;

    /// <summary>The task, or an end of the wait for it when the cell is stopped.</summary>
    /// <param name="task">What is awaited.</param>
    /// <returns>What the rewritten cell awaits instead.</returns>
    public static ValueTask Of(ValueTask task) => task.IsCompleted ? task : new ValueTask(Of(task.AsTask()));

    /// <summary>The task, or an end of the wait for it when the cell is stopped.</summary>
    /// <param name="task">What is awaited.</param>
    /// <returns>What the rewritten cell awaits instead.</returns>
    public static ValueTask<T> Of<T>(ValueTask<T> task) => task.IsCompleted ? task : new ValueTask<T>(Of(task.AsTask()));

    /// <summary>The task, or an end of the wait for it when the cell is stopped.</summary>
    /// <param name="task">What is awaited.</param>
    /// <returns>What the rewritten cell awaits instead.</returns>
    public static Task Of(ConfiguredTaskAwaitable task)
    {
        return Of(Plain());
        async Task Plain() => await task;
    }

    /// <summary>The task, or an end of the wait for it when the cell is stopped.</summary>
    /// <param name="task">What is awaited.</param>
    /// <returns>What the rewritten cell awaits instead.</returns>
    public static Task<T> Of<T>(ConfiguredTaskAwaitable<T> task)
    {
        return Of(Plain());
        async Task<T> Plain() => await task;
    }

    /// <summary>Waits for a task or for the end of the cell, whichever comes first.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped first.</exception>
    internal static async Task Wait(Task task, CellContext cell)
    {
        await Task.WhenAny(task, cell.Ending).ConfigureAwait(false);
        if (!task.IsCompleted)
            throw new OperationCanceledException(cell.Cancellation);
        await task.ConfigureAwait(false);
    }

    /// <summary>Waits for a task or for the end of the cell, whichever comes first.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped first.</exception>
    internal static async Task<T> Wait<T>(Task<T> task, CellContext cell)
    {
        await Wait((Task)task, cell).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Anything else that can be awaited, as it is.</summary>
    /// <param name="awaitable">What is awaited.</param>
    /// <returns>The same object.</returns>
    public static T Of<T>(T awaitable)
        where T : allows ref struct => awaitable;

    /// <summary>The items, each wait for the next one ended when the cell is stopped.</summary>
    /// <param name="items">What is walked by await foreach.</param>
    /// <returns>What the rewritten cell walks instead.</returns>
    public static IAsyncEnumerable<T> Each<T>(IAsyncEnumerable<T> items) => CellContext.Current is { } cell
        ? new StoppableItems<T>(items, cell) : items;

    /// <summary>Anything else that can be walked by await foreach, as it is.</summary>
    /// <param name="items">What is walked by await foreach.</param>
    /// <returns>What the rewritten cell walks instead.</returns>
    public static T Each<T>(T items)
        where T : allows ref struct => items;
}
