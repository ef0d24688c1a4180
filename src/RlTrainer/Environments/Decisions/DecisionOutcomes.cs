namespace RlTrainer.Environments;

/// <summary>What came of one decision in every environment; all spans are [envs] and the caller's memory.</summary>
/// <param name="rewards">Sum of the rewards of the bars.</param>
/// <param name="discountedRewards">The same, each discounted back to the decision by γ a bar.</param>
/// <param name="discounts">γ to the number of bars: what a value at the end is worth at the decision.</param>
/// <param name="bars">Bars from the decision to the next one or the episode's end.</param>
/// <param name="ends">How the episode ended; None at the next decision.</param>
public readonly ref struct DecisionOutcomes(
    Span<float> rewards, Span<float> discountedRewards, Span<float> discounts, Span<int> bars, Span<EpisodeEnd> ends)
{
    /// <summary>[envs] sum of the rewards of the bars.</summary>
    public Span<float> Rewards { get; } = rewards;

    /// <summary>[envs] the same, each discounted back to the decision by γ a bar.</summary>
    public Span<float> DiscountedRewards { get; } = discountedRewards;

    /// <summary>[envs] γ to the number of bars.</summary>
    public Span<float> Discounts { get; } = discounts;

    /// <summary>[envs] bars from the decision to the next one or the episode's end.</summary>
    public Span<int> Bars { get; } = bars;

    /// <summary>[envs] how the episode ended; None at the next decision.</summary>
    public Span<EpisodeEnd> Ends { get; } = ends;
}
