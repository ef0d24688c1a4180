using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// How much of a result is selection: the best of several trials looks good even without skill. Computed from the daily
/// profits of all trials on the same held-out days.
/// </summary>
/// <param name="Trials">How many trials the policy was chosen from.</param>
/// <param name="ExpectedMaximumSharpe">Annualised Sharpe ratio that the best of so many trials without skill shows.</param>
/// <param name="DeflatedSharpe">Probability that the chosen policy's true Sharpe ratio exceeds 0 after that deduction.</param>
/// <param name="Overfitting">Probability of backtest overfitting; null with fewer than 2 trials or 20 days.</param>
/// <param name="RealityCheck">White's reality check of all trials against staying flat.</param>
public sealed record SelectionEvidence(
    int Trials, Measured ExpectedMaximumSharpe, Measured DeflatedSharpe, BacktestOverfitting? Overfitting,
    RealityCheck? RealityCheck)
{
    /// <summary>Judges a chosen policy against all trials it was chosen from.</summary>
    /// <param name="chosen">The chosen policy's evaluation.</param>
    /// <param name="trials">[trials][days] daily profits of every trial, the chosen one among them, dollars.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <returns>What the choice among so many leaves of the result.</returns>
    public static SelectionEvidence Of(PolicyEvaluation chosen, IReadOnlyList<double[]> trials, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(trials);
        double[] returns = [.. chosen.Metrics.Days.Select(day => day.Return(chosen.Rules.StartCents))];
        if (returns.Length < SharpeStatistics.FewestDays)
        {
            Measured refused = Measured.Undefined(
                $"there are {returns.Length} test days and at least {SharpeStatistics.FewestDays} are needed");
            return new SelectionEvidence(trials.Count, refused, refused, null, null);
        }
        double[] sharpes = [.. trials.Select(trial => Moments.Of(trial)).Where(moments => moments.Deviation > 0)
            .Select(moments => moments.Mean / moments.Deviation)];
        double variance = sharpes.Length < 2 ? 0 : Math.Pow(Moments.Of(sharpes).Deviation, 2);
        double maximum = SharpeStatistics.ExpectedMaximum(Math.Max(1, trials.Count), variance);
        Moments own = Moments.Of(returns);
        return new SelectionEvidence(
            trials.Count, Measured.Of(maximum * Math.Sqrt(SharpeStatistics.DaysPerYear)),
            own.Deviation == 0 ? Measured.Undefined("every day had the same profit")
                : Measured.Of(SharpeStatistics.Probabilistic(
                    own.Mean / own.Deviation, maximum, own.Count, own.Skewness, own.Kurtosis)),
            trials.Count < 2 ? null : BacktestOverfitting.Of(trials),
            trials.Count < 1 ? null : RealityCheck.Of(trials, new double[returns.Length], new DayBootstrap(), seed));
    }

    /// <summary>[days] daily profits of an evaluation, dollars.</summary>
    /// <param name="evaluation">A policy as evaluated.</param>
    /// <returns>One number a test day, in order of time.</returns>
    public static double[] DailyProfits(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return [.. evaluation.Metrics.Days.Select(day => day.PnlCents / 100.0)];
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
