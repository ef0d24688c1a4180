namespace RlTrainer.Evaluation;

/// <summary>Figures of the daily returns r = profit of the day ÷ starting balance; days without trades count with 0.</summary>
/// <param name="Sharpe">mean(r) ÷ sample deviation(r) × √252 (Sharpe 1994, risk-free rate 0).</param>
/// <param name="Sortino">mean(r) ÷ √mean(min(r, 0)²) × √252 (Sortino and Price 1994, target 0, all days in the mean).</param>
/// <param name="ProbabilisticSharpe">Probability that the true Sharpe ratio is above 0.</param>
/// <param name="ProfitError">Sample deviation of the daily profits × √days, dollars.</param>
public sealed record DailyFigures(Measured Sharpe, Measured Sortino, Measured ProbabilisticSharpe, Measured ProfitError)
{
    /// <summary>The figures of some days; with fewer than 20 of them, annualised figures are refused.</summary>
    /// <param name="days">One entry a trading day, in order.</param>
    /// <param name="startCents">Balance of a fresh account, US cents; daily returns are shares of it.</param>
    /// <returns>Annualised ratios and the spread of the daily profit in dollars.</returns>
    public static DailyFigures Of(IReadOnlyList<DayResult> days, long startCents)
    {
        ArgumentNullException.ThrowIfNull(days);
        double[] returns = [.. days.Select(day => day.Return(startCents))];
        Moments moments = Moments.Of(returns);
        Measured error = days.Count < 2 ? Measured.Undefined("a spread needs at least 2 days")
            : Measured.Of(moments.Deviation * Math.Sqrt(days.Count) * startCents / 100.0);
        if (days.Count < SharpeStatistics.FewestDays)
        {
            Measured refused = Measured.Undefined(
                $"there are {days.Count} test days and annualised figures need at least {SharpeStatistics.FewestDays}");
            return new DailyFigures(refused, refused, refused, error);
        }
        double root = Math.Sqrt(SharpeStatistics.DaysPerYear);
        double downside = Math.Sqrt(returns.Average(value => Math.Min(value, 0) * Math.Min(value, 0)));
        Measured noSpread = Measured.Undefined("every day had the same profit");
        if (moments.Deviation == 0) return new DailyFigures(noSpread, noSpread, noSpread, error);
        double sharpe = moments.Mean / moments.Deviation;
        return new DailyFigures(
            Measured.Of(sharpe * root), Measured.Ratio(moments.Mean * root, downside, "no day lost"),
            Measured.Of(SharpeStatistics.Probabilistic(sharpe, 0, days.Count, moments.Skewness, moments.Kurtosis)), error);
    }
}
