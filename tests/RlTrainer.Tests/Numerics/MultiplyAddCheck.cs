using System.Globalization;
using System.Runtime.Intrinsics;

using RlTrainer.Numerics;

namespace RlTrainer.Tests.Numerics;

/// <summary>Kinds of operands for a multiply-add's check.</summary>
public enum MultiplyAddOperands
{
    /// <summary>Any bits at all: every exponent, infinities, not-a-numbers.</summary>
    AnyBits,

    /// <summary>Sizes as in a network's sums.</summary>
    Near,

    /// <summary>Few bits set, sizes apart by up to 60 powers of two: sums in the middle between two numbers.</summary>
    FewBits,

    /// <summary>Products and sums among the subnormal numbers.</summary>
    Tiny,

    /// <summary>The addend is nearly minus the product.</summary>
    Cancelling,
}

/// <summary>The multiply-add in software beside the framework's, which is the processor's where it has one.</summary>
internal static class MultiplyAddCheck
{
    /// <summary>The first of so many random triples whose results differ, in words; null when none does.</summary>
    public static string? FirstDifference(MultiplyAddOperands kind, ulong seed, long count)
    {
        Rng draws = Rng.Stream(seed, "multiply-add", (int)kind);
        for (long at = 0; at < count; at += 4)
        {
            Vector128<float> a = default, b = default, c = default;
            for (int lane = 0; lane < 4; lane++)
            {
                (float one, float two, float three) = Triple(kind, ref draws);
                (a, b, c) = (a.WithElement(lane, one), b.WithElement(lane, two), c.WithElement(lane, three));
            }
            Vector128<float> vector = SoftwareMultiplyAdd.Of(a, b, c);
            for (int lane = 0; lane < 4; lane++)
            {
                float expected = MathF.FusedMultiplyAdd(a[lane], b[lane], c[lane]),
                    scalar = SoftwareMultiplyAdd.Of(a[lane], b[lane], c[lane]);
                if (!IsSame(expected, scalar) || !IsSame(expected, vector[lane]))
                    return string.Create(CultureInfo.InvariantCulture,
                        $"{a[lane]:R} · {b[lane]:R} + {c[lane]:R} was {scalar:R} and in a vector {vector[lane]:R}; expected "
                        + $"{expected:R}");
            }
        }
        return null;
    }

    /// <summary>Whether one triple gives the same bits.</summary>
    public static bool IsSame(float a, float b, float c) =>
        IsSame(MathF.FusedMultiplyAdd(a, b, c), SoftwareMultiplyAdd.Of(a, b, c));

    private static bool IsSame(float expected, float actual) =>
        float.IsNaN(expected) ? float.IsNaN(actual)
            : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual);

    private static (float A, float B, float C) Triple(MultiplyAddOperands kind, ref Rng draws)
    {
        ulong bits = draws.NextUInt64();
        uint first = (uint)bits, second = (uint)(bits >> 32), third = (uint)(draws.NextUInt64() >> 32);
        float a, b;
        switch (kind)
        {
            case MultiplyAddOperands.Near:
                return (With(first, 118, 16), With(second, 118, 16), With(third, 112, 28));
            case MultiplyAddOperands.FewBits:
                return (With(first & (first << 7) & 0x807F_FFFF | first & 0x7F80_0000, 110, 30),
                    With(second & 0xFFE0_000F, 110, 30), With(third & 0xFFF0_0001, 90, 60));
            case MultiplyAddOperands.Tiny:
                return (With(first, 40, 50), With(second, 1, 80), BitConverter.UInt32BitsToSingle(third & 0x80FF_FFFF));
            case MultiplyAddOperands.Cancelling:
                (a, b) = (With(first, 110, 30), With(second, 110, 30));
                return (a, b, BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(-(a * b)) + (int)(third & 3) - 1));
            default:
                return (BitConverter.UInt32BitsToSingle(first), BitConverter.UInt32BitsToSingle(second),
                    BitConverter.UInt32BitsToSingle(third));
        }
    }

    /// <summary>Sign and fraction of the bits, with one of so many exponents from a first one on.</summary>
    private static float With(uint bits, uint exponent, uint range) =>
        BitConverter.UInt32BitsToSingle(bits & 0x807F_FFFF | (exponent + (bits >> 23 & 0xFF) % range) << 23);
}
