using RlTrainer.Numerics;

namespace RlTrainer.Tests.Numerics;

public sealed unsafe class PanelArithmeticTests
{
    public static TheoryData<VectorWidth> Widths => [.. VectorWidths.Supported];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Adams_moments_never_become_subnormal(VectorWidth width)
    {
        // Gradient 1e-3 once, then none: the first moment falls by 0.9
        // a step and is subnormal after some 800 steps unless it ends.
        using var values = new FloatBuffer(64);
        float* weights = values.Start, gradients = weights + 16, first = weights + 32, second = weights + 48;
        new Span<float>(gradients, 16).Fill(1e-3f);
        for (int step = 1; step <= 2000; step++)
        {
            PanelArithmetic.Of(width).Adam(weights, gradients, first, second, 16, AdamStep.At(step, 1e-3f, 1.0));
            new Span<float>(gradients, 16).Fill(1e-30f);
            Assert.False(float.IsSubnormal(first[0]) || float.IsSubnormal(second[0]), $"subnormal at step {step}");
        }
        Assert.Equal(0f, first[0]);
        Assert.True(second[0] > 0f);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_number_that_is_not_a_number_survives_the_rectifier(VectorWidth width)
    {
        using var network = new PanelNetwork(PanelArithmetic.Of(width), [1, 32, 1]);
        network.Prepare(1, withGradients: false);
        network.Input[0] = float.NaN;
        network.ForwardRows(0, 1);
        Assert.True(float.IsNaN(network.Hidden(0)[0]));
    }
}
