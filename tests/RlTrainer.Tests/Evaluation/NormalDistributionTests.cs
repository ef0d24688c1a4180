using RlTrainer.Evaluation;

namespace RlTrainer.Tests.Evaluation;

public sealed class NormalDistributionTests
{
    // Values of SciPy 1.11, scipy.stats.norm.cdf.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.96, 0.024997895148220435)]
    [InlineData(2.999, 0.9986456630006786)]
    [InlineData(3.001, 0.9986545292794153)]
    [InlineData(-6, 9.865876450376946e-10)]
    public void The_cumulative_probability_agrees_with_SciPy(double x, double expected) =>
        Assert.Equal(1.0, NormalDistribution.Cumulative(x) / expected, 6);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.01, -2.3263478740408408)]
    public void The_quantile_agrees_with_SciPy(double p, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(p), 10);

    [Fact]
    public void A_quantile_outside_0_and_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(1));
}
