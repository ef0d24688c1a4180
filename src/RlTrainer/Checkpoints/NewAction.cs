using RlTrainer.Environments;

namespace RlTrainer.Checkpoints;

/// <summary>An action that the source did not have.</summary>
/// <param name="Action">Which.</param>
/// <param name="Bias">Its logit, the same in every state at the start.</param>
/// <param name="LegalShare">Share of the sampled in-position states in which it is legal.</param>
/// <param name="MeanProbability">Its mean probability over those states; null when it is legal in none of them.</param>
internal sealed record NewAction(TradeAction Action, float Bias, double LegalShare, double? MeanProbability);
