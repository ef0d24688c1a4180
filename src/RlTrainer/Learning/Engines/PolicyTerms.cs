namespace RlTrainer.Learning;

/// <summary>One sample's share of the policy figures.</summary>
/// <param name="Loss">Clipped surrogate, negated.</param>
/// <param name="Entropy">Over legal actions, nats.</param>
/// <param name="ApproximateKl">(r − 1) − log r.</param>
/// <param name="ClippedShare">Share of ratios outside 1 ± ε: of one
/// action 0 or 1, of all actions weighted by the old policy.</param>
internal readonly record struct PolicyTerms(double Loss, double Entropy, double ApproximateKl, double ClippedShare);
