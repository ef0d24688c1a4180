using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>
/// Elementary functions that give the same bits on every processor and operating system: sums, products and quotients of float64
/// in a fixed order, which IEEE 754 defines to the last bit, and no call of the system's C library, whose last bits differ from
/// one to the next. Errors are measured against 200-bit arithmetic by the tests: below 1 ulp (units in the last place) for
/// <see cref="Exp"/> and <see cref="Log"/>. The series are those of Taylor, cut where the next term is below the rounding.
/// </summary>
public static class PortableMath
{
    // ln 2 in two parts; the first has 32 bits, so that a multiple up to 2^20 of it is exact.
    private const double Log2High = 6.93147180369123816490e-01, Log2Low = 1.90821492927058770002e-10,
        InverseLog2 = 1.44269504088896338700;
    private const double LargestExponent = 709.782712893384, SmallestExponent = -745.1332191019412, Sqrt2 = 1.4142135623730951;
    private const ulong FractionBits = 0x000F_FFFF_FFFF_FFFF, One = 0x3FF0_0000_0000_0000;

    /// <summary>eˣ.</summary>
    /// <param name="x">Any number; above 709.78 the result is ∞, below −745.13 it is 0.</param>
    /// <returns>eˣ, less than 1 ulp off where it is a normal number.</returns>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > LargestExponent) return double.PositiveInfinity;
        if (x < SmallestExponent) return 0.0;
        double turns = Math.Floor(x * InverseLog2 + 0.5);                        // x = turns·ln 2 + r, |r| ≤ ln 2 / 2
        double high = x - turns * Log2High, low = turns * Log2Low, r = high - low, lost = (high - r) - low;
        double r2 = r * r, r4 = r2 * r2;
        double first = (1.0 / 6 + r * (1.0 / 24)) + r2 * (1.0 / 120 + r * (1.0 / 720));
        double second = (1.0 / 5_040 + r * (1.0 / 40_320)) + r2 * (1.0 / 362_880 + r * (1.0 / 3_628_800));
        double third = 1.0 / 39_916_800 + r * (1.0 / 479_001_600) + r2 * (1.0 / 6_227_020_800);
        double series = first + r4 * (second + r4 * third);                      // (eʳ − 1 − r − r²/2) / r³
        return Scaled(1.0 + (r + (r2 * (0.5 + r * series) + lost)), (int)turns);
    }

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">0 gives −∞, less gives NaN.</param>
    /// <returns>ln x, less than 1 ulp off.</returns>
    public static double Log(double x)
    {
        if (!(x > 0.0) || double.IsPositiveInfinity(x)) return x == 0.0 ? double.NegativeInfinity : x > 0.0 ? x : double.NaN;
        (int exponent, double f) = Parts(x);
        double half = 0.5 * f * f, tail = LogTail(f, half);                      // ln(1 + f) = f − (half − tail)
        return exponent == 0 ? f - (half - tail) : exponent * Log2High - ((half - (tail + exponent * Log2Low)) - f);
    }

    /// <summary>The logarithm to base 2, exact for powers of 2.</summary>
    /// <param name="x">0 gives −∞, less gives NaN.</param>
    /// <returns>log₂ x.</returns>
    public static double Log2(double x)
    {
        if (!(x > 0.0) || double.IsPositiveInfinity(x)) return Log(x);
        (int exponent, double f) = Parts(x);
        double half = 0.5 * f * f;
        return exponent + (f - (half - LogTail(f, half))) * InverseLog2;
    }

    /// <summary>cos(2π·turns): a whole turn is 1, so that the quarter is found without rounding.</summary>
    /// <param name="turns">Any number of turns; above 2⁵² it is a whole number.</param>
    /// <returns>A number in [−1, 1].</returns>
    public static double CosineOfTurns(double turns)
    {
        double within = Math.Abs(turns) - Math.Floor(Math.Abs(turns));           // [0, 1), exact
        int quarter = (int)(4.0 * within + 0.5);
        double angle = 2.0 * Math.PI * (within - 0.25 * quarter);                // |angle| ≤ π/4
        return (quarter & 3) switch { 0 => Cosine(angle), 1 => -Sine(angle), 2 => -Cosine(angle), _ => Sine(angle) };
    }

    /// <summary>A number multiplied by itself, by repeated squaring.</summary>
    /// <param name="value">The number.</param>
    /// <param name="exponent">How often, from 0.</param>
    /// <returns>valueᵉ.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative.</exception>
    public static double Power(double value, long exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        double power = 1.0;
        for (; exponent > 0; exponent >>= 1, value *= value)
            if ((exponent & 1) != 0) power *= value;
        return power;
    }

    /// <summary>x = 2ᵉ·(1 + f), 1 + f in [√½, √2).</summary>
    private static (int Exponent, double Fraction) Parts(double x)
    {
        int exponent = 0;
        if (x < 2.2250738585072014e-308) (x, exponent) = (x * (1L << 54), -54);
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.UInt64BitsToDouble((bits & FractionBits) | One);
        return mantissa < Sqrt2 ? (exponent, mantissa - 1.0) : (exponent + 1, 0.5 * mantissa - 1.0);
    }

    /// <summary>ln(1 + f) − f + f²/2, from s = f/(2 + f) and ln(1 + f) = 2 artanh s.</summary>
    private static double LogTail(double f, double half)
    {
        double s = f / (2.0 + f), z = s * s, z2 = z * z, z4 = z2 * z2;
        double first = (2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9));
        double second = (2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17));
        double third = (2.0 / 19 + z * (2.0 / 21)) + z2 * (2.0 / 23);
        return s * (half + z * (first + z4 * (second + z4 * third)));
    }

    private static double Cosine(double x)
    {
        double z = x * x, tail = 1.0 / 20_922_789_888_000 - z * (1.0 / 6_402_373_705_728_000);
        tail = 1.0 / 3_628_800 - z * (1.0 / 479_001_600 - z * (1.0 / 87_178_291_200 - z * tail));
        return 1.0 - (0.5 * z - z * z * (1.0 / 24 - z * (1.0 / 720 - z * (1.0 / 40_320 - z * tail))));
    }

    private static double Sine(double x)
    {
        double z = x * x, tail = 1.0 / 355_687_428_096_000 - z * (1.0 / 121_645_100_408_832_000);
        tail = 1.0 / 39_916_800 - z * (1.0 / 6_227_020_800 - z * (1.0 / 1_307_674_368_000 - z * tail));
        return x - x * z * (1.0 / 6 - z * (1.0 / 120 - z * (1.0 / 5_040 - z * (1.0 / 362_880 - z * tail))));
    }

    /// <summary>value·2ᵉ; in two steps where the result may be subnormal or 2ᵉ too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Scaled(double value, int exponent)
    {
        if (exponent is > -1022 and < 1024) return value * PowerOfTwo(exponent);
        return exponent > 0 ? value * PowerOfTwo(exponent - 1) * 2.0 : value * PowerOfTwo(exponent + 64) * PowerOfTwo(-64);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
