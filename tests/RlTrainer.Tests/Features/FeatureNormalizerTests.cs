using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Features;

public sealed class FeatureNormalizerTests
{
    private static FeatureTable Table(params float[] values)
    {
        BarSeries bars = Make.Closes([.. Enumerable.Range(100, values.Length)]);
        return new FeatureTable(bars, "One", ["x"], values, new float[values.Length]) { WarmUpBars = 1 };
    }

    [Fact]
    public void Statistics_are_those_of_the_rows_after_the_warm_up()
    {
        // 2, 4, 6, 8 after the warm-up row: mean 5, variance (9 + 1 + 1 + 9) / 4 = 5.
        FeatureNormalizer normalizer = FeatureNormalizer.Fit(Table(1000, 2, 4, 6, 8));
        Assert.Equal((5.0, Math.Sqrt(5)), (normalizer.Means[0], normalizer.Deviations[0]));
        FeatureTable normal = normalizer.Apply(Table(1000, 2, 4, 6, 8));
        Assert.True(normal.IsNormalized);
        Assert.Equal(10f, normal.Row(0)[0]);                                    // clipped
        Assert.Equal(3 / Math.Sqrt(5), normal.Row(4)[0], 1e-6);
    }

    [Fact]
    public void A_constant_feature_becomes_zero() =>
        Assert.All(FeatureNormalizer.Fit(Table(3, 3, 3)).Apply(Table(3, 3, 4)).Values.ToArray(), value =>
            Assert.Equal(0f, value));

    [Fact]
    public void Another_feature_set_and_a_second_normalisation_are_refused()
    {
        FeatureNormalizer normalizer = FeatureNormalizer.Fit(Table(1, 2, 3));
        FeatureTable other = FeatureSet.PricesOnly.Compute(Make.Market(1));
        Assert.StartsWith("The table holds feature set 'PricesOnly' (open, high, low, close); the normaliser was fitted on "
            + "'One' (x).",
            Assert.Throws<ArgumentException>(() => normalizer.Apply(other)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => normalizer.Apply(normalizer.Apply(Table(1, 2, 3))));
    }
}
