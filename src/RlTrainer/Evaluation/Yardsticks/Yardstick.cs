namespace RlTrainer.Evaluation;

/// <summary>One yardstick on the held-out days of a synthetic market.</summary>
/// <param name="Rule">The rule in words, with the thresholds chosen on training days.</param>
/// <param name="Evaluation">What it did and earned.</param>
/// <param name="ShareOfOracle">Its profit over the oracle's.</param>
/// <param name="ShareInterval">95 % interval of that share, from drawing days; null where days are too few.</param>
public sealed record Yardstick(string Rule, PolicyEvaluation Evaluation, Measured ShareOfOracle, Interval? ShareInterval);
