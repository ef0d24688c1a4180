namespace RlTrainer.Learning;

/// <summary>What fills a minibatch.</summary>
public enum BatchCounting
{
    /// <summary>Any states.</summary>
    States = 0,

    /// <summary>
    /// States with two or more legal actions: a rollout is cut in so few minibatches that each holds about a batch of them, at
    /// most <see cref="PpoConfig.LargestBatch"/> states. Meaningful policy gradients where decisions are rare.
    /// </summary>
    Decisions = 1,
}
