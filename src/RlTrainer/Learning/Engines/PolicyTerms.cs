namespace RlTrainer.Learning;

/// <summary>One sample's share of the policy figures.</summary>
/// <param name="Loss">Clipped surrogate, negated.</param>
/// <param name="Entropy">Over legal actions, nats.</param>
/// <param name="ApproximateKl">(r − 1) − log r.</param>
/// <param name="Clipped">The ratio lies outside 1 ± ε.</param>
public readonly record struct PolicyTerms(double Loss, double Entropy, double ApproximateKl, bool Clipped);
