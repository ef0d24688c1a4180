using System.Runtime.Intrinsics;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Numerics;

/// <summary>The tiles of machines without a multiply-add against plain loops of the framework's, bit for bit.</summary>
public sealed unsafe class SoftwareKernelTests
{
    private const int Rows = 4, Steps = 200, Width = 8;

    [Theory]
    [InlineData(1f, 1f)]
    [InlineData(1e-19f, 1e-20f)]                                                // products and sums among the subnormal numbers
    [InlineData(1e19f, 1e19f)]                                                  // sums that overflow
    public void A_tile_of_random_numbers_is_that_of_plain_loops(float left, float right)
    {
        Rng draws = Rng.Stream(4, "tile");
        Same(Numbers(ref draws, left), Numbers(ref draws, right));
    }

    [Fact]
    public void A_tile_that_meets_sums_in_the_middle_again_and_again_is_that_of_plain_loops()
    {
        // Left operands of 1 make exact sums of two floats, of which every fourth or so has 25 bits and lies in the middle.
        Rng draws = Rng.Stream(5, "tile");
        float[] ones = Numbers(ref draws, 1f);
        for (int index = 0; index < ones.Length; index += 3) ones[index] = 1f;
        Same(ones, Numbers(ref draws, 1f));
    }

    [Fact]
    public void A_tile_of_zeros_stays_zero() => Same(new float[Steps * Width], new float[Steps * Width]);

    private static void Same(float[] left, float[] right)
    {
        using FloatBuffer a = Buffer(left), b = Buffer(right), vector = new(Rows * Width), plain = new(Rows * Width);
        SoftwareKernel<Lanes128>.Tile<DownRows, StorePlain>(Tile(a, b, vector));
        SoftwareKernel<LanesPlain>.Tile<DownRows, StorePlain>(Tile(a, b, plain));
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                float sum = 0f;
                for (int step = 0; step < Steps; step++)
                    sum = MathF.FusedMultiplyAdd(left[step * Width + row], right[step * Width + column], sum);
                Assert.Equal(Bits(sum), Bits(vector.Start[row * Width + column]));
                Assert.Equal(Bits(sum), Bits(plain.Start[row * Width + column]));
            }
        }
        Assert.True(Vector128.IsHardwareAccelerated || vector.Values.SequenceEqual(plain.Values));
    }

    private static PanelTile Tile(FloatBuffer a, FloatBuffer b, FloatBuffer c) =>
        new() { A = a.Start, RunLength = int.MaxValue, Steps = Steps, B = b.Start, C = c.Start, Extra = c.Start };

    /// <summary>Not-a-numbers of every payload are one.</summary>
    private static int Bits(float value) => float.IsNaN(value) ? int.MinValue : BitConverter.SingleToInt32Bits(value);

    private static FloatBuffer Buffer(float[] values)
    {
        var buffer = new FloatBuffer(values.Length);
        values.CopyTo(buffer.Values);
        return buffer;
    }

    private static float[] Numbers(ref Rng draws, float size)
    {
        float[] numbers = new float[Steps * Width];
        for (int index = 0; index < numbers.Length; index++) numbers[index] = size * (float)draws.NextGaussian();
        return numbers;
    }
}
