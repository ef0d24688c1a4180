using RlTrainer.Evaluation;

namespace RlTrainer.Tests.Evaluation;

public sealed class SharpeStatisticsTests
{
    // Bailey and López de Prado (2014), the numerical example: 100 trials whose annualised Sharpe ratios have variance 1/2,
    // 250 days a year, an observed annualised ratio of 2.5 over 1,250 days, skewness −3, kurtosis 10. They print SR0 = 0.1132
    // and a deflated Sharpe ratio of 0.9004.
    [Fact]
    public void The_worked_example_of_the_deflated_sharpe_ratio_is_reproduced()
    {
        double variance = 0.5 / 250, sharpe = 2.5 / Math.Sqrt(250);
        Assert.Equal(0.1132, SharpeStatistics.ExpectedMaximum(100, variance), 4);
        Assert.Equal(0.9004, SharpeStatistics.Deflated(sharpe, 1250, -3, 10, 100, variance), 4);
    }

    // The same page: with 46 trials instead of 100 the deflated ratio reaches 0.95.
    [Fact]
    public void Fewer_trials_deflate_less() =>
        Assert.Equal(0.95, SharpeStatistics.Deflated(2.5 / Math.Sqrt(250), 1250, -3, 10, 46, 0.5 / 250), 2);

    [Fact]
    public void One_trial_expects_no_maximum_above_zero() => Assert.Equal(0, SharpeStatistics.ExpectedMaximum(1, 0.5));

    // With normal returns and SR = 0.1: variance 1 + 0.5·0.01 = 1.005; z = 0.1·√100/√1.005 = 0.997509; Φ(0.997509) = 0.84074.
    [Fact]
    public void The_probabilistic_sharpe_ratio_follows_its_formula() =>
        Assert.Equal(0.84074, SharpeStatistics.Probabilistic(0.1, 0, 101, 0, 3), 5);

    // N = 1 + 1.005·(1.644854/0.1)² = 272.91.
    [Fact]
    public void The_shortest_record_follows_its_formula()
    {
        Assert.Equal(272.91, SharpeStatistics.FewestDaysFor(0.1, 0, 0, 3, 0.95)!.Value, 2);
        Assert.Null(SharpeStatistics.FewestDaysFor(0.1, 0.1, 0, 3, 0.95));
    }
}
