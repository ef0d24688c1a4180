using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Numerics;

/// <summary>
/// The multiply-add in software against the processor's, bit for bit, on 200 million triples and every triple of special numbers.
/// Where the processor has none, the framework's own substitute is the judge, of fewer.
/// </summary>
public sealed class SoftwareMultiplyAddTests
{
    public static TheoryData<MultiplyAddOperands> Kinds => [.. Enum.GetValues<MultiplyAddOperands>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forty_million_triples_of_each_kind_are_the_processors(MultiplyAddOperands kind)
    {
        int count = Fma.IsSupported || AdvSimd.IsSupported ? 40_000_000 : 400_000;
        Assert.Null(MultiplyAddCheck.FirstDifference(kind, seed: 1, count));
    }

    [Fact]
    public void Every_triple_of_special_numbers_is_the_processors()
    {
        float[] special =
        [
            0f, -0f, 1f, -1f, 1.5f, 3f, 1f + MathF.BitIncrement(0f), MathF.BitIncrement(1f), MathF.BitDecrement(1f),
            float.Epsilon, -float.Epsilon,
            1.17549435e-38f, 1.17549421e-38f, -1.17549435e-38f, float.MaxValue, float.MinValue, 1e20f, -1e20f, 1e-20f,
            5.9604645e-8f, 16777216f, 16777218f,
            float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.1f, -0.3f, 2.3509887e-38f, 3.4028233e38f, 1e-45f,
            4.7019774e-38f,
        ];
        foreach (float a in special)
            foreach (float b in special)
                foreach (float c in special) Assert.True(MultiplyAddCheck.IsSame(a, b, c), $"{a:R} · {b:R} + {c:R}");
    }

    [Fact]
    public void A_sum_in_the_middle_is_decided_by_what_lies_beyond_a_double()
    {
        // a·b = 2^-24·(1 + 2^-23)·(1 − 2^-23) = 2^-24 − 2^-70, and c = 1 + 2^-23: the sum lies 2^-70 below the middle between
        // 1 + 2^-23 and 1 + 2^-22, so it rounds down. A double of it is the middle itself, which rounds to the even 1 + 2^-22.
        const float step = 1.1920929e-7f;                                        // 2^-23
        float a = (1f + step) * 5.9604645e-8f, b = 1f - step, c = 1f + step;
        Assert.Equal(1f + 2f * step, (float)((double)a * b + c));
        Assert.Equal(1f + step, SoftwareMultiplyAdd.Of(a, b, c));
    }

    [Fact]
    public void Four_lanes_are_four_numbers()
    {
        Vector128<float> a = Vector128.Create(1f, -2f, float.Epsilon, 1e30f), b = Vector128.Create(3f, 0.1f, 0.5f, 1e30f),
            c = Vector128.Create(-3f, 7f, float.Epsilon, -1f);
        Vector128<float> sums = SoftwareMultiplyAdd.Of(a, b, c);
        for (int lane = 0; lane < 4; lane++)
            Assert.Equal(BitConverter.SingleToInt32Bits(MathF.FusedMultiplyAdd(a[lane], b[lane], c[lane])),
                BitConverter.SingleToInt32Bits(sums[lane]));
    }
}
