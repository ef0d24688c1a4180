using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>One float: the same kernels without vector instructions.
/// Its multiply-add rounds once, as the hardware's does.</summary>
internal unsafe struct LanesPlain(float value) : ILanes<LanesPlain>
{
    private float _value = value;

    public static int Count => 1;

    public static bool IsFused => false;

    public static int PanelWidth => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, LanesPlain value) => *target = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain All(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain MultiplyAdd(LanesPlain a, LanesPlain b, LanesPlain sum) =>
        new(SoftwareMultiplyAdd.Of(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref LanesPlain sum, LanesPlain a, LanesPlain b) =>
        sum._value = SoftwareMultiplyAdd.Of(a._value, b._value, sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain Add(LanesPlain a, LanesPlain b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain Multiply(LanesPlain a, LanesPlain b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain Divide(LanesPlain a, LanesPlain b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain SquareRoot(LanesPlain value) => new(MathF.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain Rectify(LanesPlain value) => new(value._value < 0f ? 0f : value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain WherePositive(LanesPlain gate, LanesPlain value) => new(gate._value > 0f ? value._value : 0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesPlain WithoutTiny(LanesPlain value, LanesPlain limit) =>
        new(MathF.Abs(value._value) < limit._value ? 0f : value._value);
}
