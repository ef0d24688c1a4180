using System.Runtime.CompilerServices;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Called from loops, methods and labels of notebook code, where the engine puts the calls, so that the stop button
/// stops them.</summary>
public static class CancellationPoll
{
    private static int s_stoppingCells;

    /// <summary>Throws when the cell this code belongs to was stopped; costs one read otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (Volatile.Read(ref s_stoppingCells) != 0)
            ThrowIfStopped();
    }

    /// <summary>As <see cref="Check"/>; also turns endless recursion into
    /// an exception while the stack still has room for it.</summary>
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Check();
    }

    /// <summary>From now on polls look whether their own cell was stopped.</summary>
    internal static void BeginStop() => Interlocked.Increment(ref s_stoppingCells);

    /// <summary>The stopped cell has ended.</summary>
    internal static void EndStop() => Interlocked.Decrement(ref s_stoppingCells);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowIfStopped()
    {
        if (CellContext.Current is { MustStop: true } cell)
            cell.Cancellation.ThrowIfCancellationRequested();
    }
}
