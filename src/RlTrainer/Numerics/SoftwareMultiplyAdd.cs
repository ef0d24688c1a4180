using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>
/// a·b + c rounded once, bit for bit as a processor's fused multiply-add has it, for processors without one. The product of two
/// float32 is exact in float64, so only the rounding of the sum to float64 can spoil the rounding to float32 after it: where the
/// sum lies exactly in the middle between two float32, or among the subnormal ones. There the sum is rounded to odd first
/// (Boldo and Melquiond 2008), which the second rounding cannot be misled by. A result that is not a number is one here too; its
/// payload may differ.
/// </summary>
internal static class SoftwareMultiplyAdd
{
    // Of a float64: the 29 bits that float32 drops, their middle, and the upper half of the smallest normal float32.
    private const uint Dropped = 0x1FFF_FFFF, Middle = 0x1000_0000, SmallestNormal = 0x3810_0000;

    /// <summary>a·b + c of one number each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(float a, float b, float c)
    {
        double product = (double)a * b;
        return Rounded(product, c);
    }

    /// <summary>An exact product and a number of single precision, added and rounded to single precision once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rounded(double product, double addend)
    {
        double sum = product + addend;
        ulong bits = BitConverter.DoubleToUInt64Bits(sum);
        uint magnitude = (uint)(bits >> 32) & 0x7FFF_FFFF;
        return ((uint)bits & Dropped) == Middle || magnitude - 1 < SmallestNormal - 1 ? Careful(product, addend, sum)
            : (float)sum;
    }

    /// <summary>Both numbers rounded to single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Rounded(Vector128<double> sums) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Double(Sse2.ConvertToVector128Single(sums))
        : Vector128.WidenLower(Vector128.Narrow(sums, sums));

    /// <summary>a·b + c of four numbers each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        Vector128<double> low = Vector128.WidenLower(a) * Vector128.WidenLower(b) + Vector128.WidenLower(c);
        Vector128<double> high = Vector128.WidenUpper(a) * Vector128.WidenUpper(b) + Vector128.WidenUpper(c);
        return (Doubtful(low) | Doubtful(high)).ExtractMostSignificantBits() == 0 ? Vector128.Narrow(low, high) : EachOf(a, b, c);
    }

    /// <summary>
    /// All bits of a half where the scalar test above holds. Shifted so that what is sought begins at the smallest
    /// int, both halves take one comparison: Middle alone, and magnitudes from 1 to below the smallest normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Doubtful(Vector128<double> sum)
    {
        var kept = Vector128.Create((int)Dropped, 0x7FFF_FFFF, (int)Dropped, 0x7FFF_FFFF);
        var shift = Vector128.Create(0x7000_0000, 0x7FFF_FFFF, 0x7000_0000, 0x7FFF_FFFF);
        const int end = unchecked((int)(SmallestNormal + 0x7FFF_FFFF));
        var ends = Vector128.Create(int.MinValue + 1, end, int.MinValue + 1, end);
        return Vector128.LessThan((sum.AsInt32() & kept) + shift, ends);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> EachOf(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        Vector128<float> result = default;
        for (int lane = 0; lane < Vector128<float>.Count; lane++)
            result = result.WithElement(lane, Of(a.GetElement(lane), b.GetElement(lane), c.GetElement(lane)));
        return result;
    }

    /// <summary>The sum to odd: what rounding lost (Knuth's two-sum) moves an even last bit towards it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Careful(double product, double addend, double sum)
    {
        double kept = sum - product, lost = (product - (sum - kept)) + (addend - kept);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if ((bits & 1) != 0 || !(lost < 0.0 || lost > 0.0)) return (float)sum;
        return (float)BitConverter.Int64BitsToDouble(lost > 0.0 == sum > 0.0 ? bits + 1 : bits - 1);
    }
}
