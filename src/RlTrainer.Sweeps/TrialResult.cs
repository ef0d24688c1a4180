using RlTrainer.Evaluation;

namespace RlTrainer.Sweeps;

/// <summary>What came out of a trial: its best model on the validation
/// days. Test days stay closed; they are not for choosing.</summary>
/// <param name="Index">Which trial.</param>
/// <param name="Variant">Which combination of settings.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Steps">Environment steps trained.</param>
/// <param name="StopReason">Why it stopped.</param>
/// <param name="BestReward">Greedy mean validation episode reward of its best model.</param>
/// <param name="BestSteps">Environment steps at that model.</param>
/// <param name="ProfitUsd">What that model earns walking the validation days with one account after another.</param>
/// <param name="Trades">Round trips of that walk.</param>
/// <param name="DailyProfitsUsd">[validation days] its profit by day.</param>
/// <param name="Attempts">How often the trial was begun or taken up.</param>
/// <param name="ResumedAtSteps">Environment steps at which the last attempt took it up; 0 when it was never interrupted.</param>
public sealed record TrialResult(
    int Index, int Variant, ulong Seed, long Steps, string StopReason, double BestReward, long BestSteps, double ProfitUsd,
    int Trades,
    IReadOnlyList<double> DailyProfitsUsd, int Attempts, long ResumedAtSteps)
{
    /// <summary>The gate's verdict on the trial alone; null in results from before there was a gate.</summary>
    public EdgeVerdict? Edge { get; init; }
}
