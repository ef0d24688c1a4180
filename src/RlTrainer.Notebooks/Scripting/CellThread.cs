using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Runs one piece of cell code on a thread of its own, and stops it: the token first, then polls, then an interrupt
/// of its wait, then abandonment.</summary>
internal static class CellThread
{
    private const int StackBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan UntilInsisted = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UntilInterrupt = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UntilAbandoned = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan UntilAwaitAbandoned = TimeSpan.FromMilliseconds(100);

    // Runaway cells can hold the pool's first threads; with these the pool still serves the stop button at once.
    private const int PoolThreads = 32;

    static CellThread()
    {
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Math.Max(workers, PoolThreads), ports);
    }

    /// <summary>What the work gave; null with <c>Abandoned</c> when stopped code would not end.</summary>
    public static async Task<(T? Result, bool Abandoned)> RunAsync<T>(Func<Task<T>> work, CellContext cell)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        CellContext? outer = CellContext.Current;
        CellContext.Current = cell;
        var thread = new Thread(
            () => Start(work, done), StackBytes)
        { IsBackground = true, Name = ErrorReport.FileName(cell.CellNumber) };
        thread.Start();
        CellContext.Current = outer;
        Task stop = Task.Delay(Timeout.Infinite, cell.Cancellation);
        if (await Task.WhenAny(done.Task, stop).ConfigureAwait(false) == done.Task)
            return (await done.Task.ConfigureAwait(false), false);
        if (cell.HasGivenToken
            && await Task.WhenAny(done.Task, Task.Delay(UntilInsisted), cell.Insistence).ConfigureAwait(false) == done.Task)
            return (await done.Task.ConfigureAwait(false), false);
        CancellationPoll.BeginStop();
        _ = done.Task.ContinueWith(
            _ => CancellationPoll.EndStop(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        cell.End();
        if (!await EndsWithinAsync(done.Task, UntilInterrupt).ConfigureAwait(false))
        {
            // A thread that has ended left an await behind, which nothing can interrupt.
            TimeSpan patience = thread.IsAlive ? UntilAbandoned : UntilAwaitAbandoned;
            thread.Interrupt();
            if (!await EndsWithinAsync(done.Task, patience).ConfigureAwait(false))
            {
                cell.Abandon();
                return (default, true);
            }
        }

        return (await done.Task.ConfigureAwait(false), false);
    }

    private static void Start<T>(Func<Task<T>> work, TaskCompletionSource<T> done)
    {
        try
        {
            // The first part runs here; whatever follows an await runs where its task completes.
            work().ContinueWith(task => Pass(task, done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            done.TrySetException(error);
        }
    }

    private static void Pass<T>(Task<T> task, TaskCompletionSource<T> done)
    {
        if (task.IsFaulted)
            done.TrySetException(task.Exception.InnerExceptions);
        else if (task.IsCanceled)
            done.TrySetException(Cancellation(task));
        else
            done.TrySetResult(task.Result);
    }

    /// <summary>What cancelled the task, with the place where it was thrown.</summary>
    private static Exception Cancellation(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return new TaskCanceledException(task);
        }
        catch (OperationCanceledException thrown)
        {
            return thrown;
        }
    }

    private static async Task<bool> EndsWithinAsync(Task task, TimeSpan time) =>
        await Task.WhenAny(task, Task.Delay(time)).ConfigureAwait(false) == task;
}
