namespace RlTrainer.Environments;

/// <summary>Where the branches of every environment's actions led; all spans are [envs, actions] row by row and the caller's
/// memory.</summary>
/// <param name="rewards">Rewards up to the end of the branch, discounted back to the decision by γ a bar.</param>
/// <param name="discounts">γ to the number of bars: what a value at the end of the branch is worth at the decision.</param>
/// <param name="ends">How the episode ended in the branch; None where it would go on.</param>
/// <param name="observations">The last observation of each branch.</param>
public readonly ref struct BranchOutcomes(
    Span<double> rewards, Span<double> discounts, Span<EpisodeEnd> ends, Observations observations)
{
    /// <summary>[envs, actions] rewards up to the end of the branch, discounted back to the decision by γ a bar.</summary>
    public Span<double> Rewards { get; } = rewards;

    /// <summary>[envs, actions] γ to the number of bars.</summary>
    public Span<double> Discounts { get; } = discounts;

    /// <summary>[envs, actions] how the episode ended in the branch; None where it would go on.</summary>
    public Span<EpisodeEnd> Ends { get; } = ends;

    /// <summary>[envs × actions] the last observation of each branch.</summary>
    public Observations Observations { get; } = observations;
}
