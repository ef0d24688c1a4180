using System.Numerics;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Numerics;

/// <summary>The elementary functions against 200-bit fixed-point arithmetic.</summary>
public sealed class PortableMathTests
{
    private const int Count = 20_000;

    [Fact]
    public void Exp_is_less_than_one_ulp_off()
    {
        Rng draws = Rng.Stream(1, "exp");
        double worst = 0.0;
        for (int index = 0; index < Count; index++)
        {
            double x = index % 2 == 0 ? 1400.0 * (draws.NextDouble() - 0.5) : 4.0 * (draws.NextDouble() - 0.5);
            worst = Math.Max(worst, PreciseMath.UlpsOfExp(x, PortableMath.Exp(x)));
        }
        Assert.InRange(worst, 0.4, 0.85);
    }

    [Fact]
    public void Log_is_less_than_one_ulp_off()
    {
        Rng draws = Rng.Stream(1, "log");
        double worst = 0.0;
        for (int index = 0; index < Count; index++)
        {
            double x = index % 2 == 0
                ? BitConverter.UInt64BitsToDouble((draws.NextUInt64() & 0x7FFF_FFFF_FFFF_FFFF) % 0x7FF0_0000_0000_0000) : 0.5
                    + draws.NextDouble();
            if (x != 0.0 && x != 1.0) worst = Math.Max(worst, PreciseMath.UlpsOfLog(x, PortableMath.Log(x)));
        }
        Assert.InRange(worst, 0.4, 0.95);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(710.0, double.PositiveInfinity)]
    [InlineData(-746.0, 0.0)]
    [InlineData(-744.5, 4.94065645841247E-324)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_of_a_limit_is_its_limit(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.Epsilon, -744.4400719213812)]     // −1074·ln 2
    public void Log_of_a_limit_is_its_limit(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Fact]
    public void Log2_of_a_power_of_two_is_exact()
    {
        for (int exponent = -1074; exponent < 1024; exponent++)
            Assert.Equal(exponent, PortableMath.Log2(Math.ScaleB(1.0, exponent)));
        Assert.Equal(Math.Log2(10.0), PortableMath.Log2(10.0), 1e-15);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.25, 0.0)]
    [InlineData(0.5, -1.0)]
    [InlineData(0.75, 0.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(-0.5, -1.0)]
    [InlineData(7.25, 0.0)]
    public void The_cosine_of_quarters_is_exact(double turns, double expected) =>
        Assert.Equal(expected, PortableMath.CosineOfTurns(turns));

    [Fact]
    public void The_cosine_is_that_of_the_system_to_rounding()
    {
        Rng draws = Rng.Stream(1, "cosine");
        for (int index = 0; index < Count; index++)
        {
            double turns = 2.0 * draws.NextDouble() - 0.5;
            Assert.Equal(Math.Cos(2.0 * Math.PI * turns), PortableMath.CosineOfTurns(turns), 2e-15);
        }
    }

    [Fact]
    public void Powers_are_repeated_products()
    {
        Assert.Equal(1.0, PortableMath.Power(0.9, 0));
        Assert.Equal(0.9 * 0.9 * 0.9, PortableMath.Power(0.9, 3), 1e-16);
        Assert.Equal(Math.Pow(0.999, 1_000_000), PortableMath.Power(0.999, 1_000_000), 1e-300);
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Power(2.0, -1));
    }
}

/// <summary>Fixed point with 200 bits after the point.</summary>
internal static class PreciseMath
{
    private const int Bits = 200;
    private static readonly BigInteger One = BigInteger.One << Bits, Log2 = Artanh(One / 3) * 2;

    /// <summary>How many units in the last place of the result it is off.</summary>
    public static double UlpsOfExp(double x, double result)
    {
        BigInteger value = Of(x), turns = value / Log2, rest = value - turns * Log2, term = One, sum = One;
        for (int index = 1; !term.IsZero; index++) sum += term = (term * rest >> Bits) / index;
        int exponent = (int)turns;                                               // eˣ = sum·2^exponent
        double ulp = Math.ScaleB(Math.BitIncrement(result) - result, -exponent);
        return (double)BigInteger.Abs(sum - Of(Math.ScaleB(result, -exponent))) / Math.Pow(2.0, Bits) / ulp;
    }

    /// <summary>How many units in the last place of the result it is off.</summary>
    public static double UlpsOfLog(double x, double result)
    {
        int exponent = (int)Math.Floor(Math.Log2(x));
        BigInteger mantissa = Of(Math.ScaleB(x, -exponent));
        BigInteger logarithm = exponent * Log2 + Artanh((mantissa - One << Bits) / (mantissa + One)) * 2;
        double ulp = Math.BitIncrement(Math.Abs(result)) - Math.Abs(result);
        return (double)BigInteger.Abs(logarithm - Of(result)) / Math.Pow(2.0, Bits) / ulp;
    }

    private static BigInteger Artanh(BigInteger x)
    {
        BigInteger square = x * x >> Bits, power = x, sum = x;
        for (int index = 3; !power.IsZero; index += 2) sum += (power = power * square >> Bits) / index;
        return sum;
    }

    /// <summary>Exact for numbers above 2^-147.</summary>
    private static BigInteger Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075 + Bits;
        BigInteger scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -scaled : scaled;
    }
}
