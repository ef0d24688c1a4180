using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>What happens to a finished sum on its way to memory; fused into the kernel.</summary>
internal unsafe interface IPanelStore
{
    /// <summary>The extra operand has a row for each row of the tile; else all rows share one.</summary>
    static abstract bool HasRows { get; }

    /// <summary>Writes one register.</summary>
    static abstract void Store<TLanes>(float* target, TLanes sum, float* extra)
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>sum + bias: a head.</summary>
internal readonly unsafe struct StoreWithBias : IPanelStore
{
    public static bool HasRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(float* target, TLanes sum, float* extra)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Store(target, TLanes.Add(sum, TLanes.Load(extra)));
}

/// <summary>max(sum + bias, 0): a hidden layer.</summary>
internal readonly unsafe struct StoreRectified : IPanelStore
{
    public static bool HasRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(float* target, TLanes sum, float* extra)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Store(target, TLanes.Rectify(TLanes.Add(sum, TLanes.Load(extra))));
}

/// <summary>The sum where the layer's output was above 0, else 0: ReLU backwards (forward: max(z, 0)).</summary>
internal readonly unsafe struct StoreGated : IPanelStore
{
    public static bool HasRows => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(float* target, TLanes sum, float* extra)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Store(target, TLanes.WherePositive(TLanes.Load(extra), sum));
}

/// <summary>The sum as it is.</summary>
internal readonly unsafe struct StorePlain : IPanelStore
{
    public static bool HasRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(float* target, TLanes sum, float* extra)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Store(target, sum);
}

/// <summary>What is there already + the sum: later parts of a long sum.</summary>
internal readonly unsafe struct StoreAdded : IPanelStore
{
    public static bool HasRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(float* target, TLanes sum, float* extra)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Store(target, TLanes.Add(TLanes.Load(target), sum));
}
