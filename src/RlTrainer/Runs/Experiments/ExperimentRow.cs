using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>One finished run of an experiment, judged on the held-out days: one JSON line.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Arm">The arm's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Steps">Environment steps trained.</param>
/// <param name="BestSteps">Environment steps of the model that was judged.</param>
/// <param name="ConvergedSteps">Where validation had converged; null where it had not.</param>
/// <param name="ProfitUsd">Net profit on the held-out days.</param>
/// <param name="Share">That as a share of the oracle's profit under the same account rules; null without an oracle.</param>
/// <param name="Sharpe">Annualised Sharpe ratio; null where it is undefined.</param>
/// <param name="ProfitFactor">Null where it is undefined.</param>
/// <param name="Pass">Pass probability; null where it was refused.</param>
/// <param name="Trades">Round trips.</param>
public sealed record ExperimentRow(
    string Experiment, string Arm, ulong Seed, long Steps, long BestSteps, long? ConvergedSteps, double ProfitUsd, double? Share,
    double? Sharpe,
    double? ProfitFactor, double? Pass, int Trades)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
