using RlTrainer.Environments;

namespace RlTrainer.Tests.Architecture.Costs;

/// <summary>What a reward term costs: every bar with a position is charged for.</summary>
internal sealed record HasteTerm : IRewardTerm
{
    public string Name => "Haste";

    public double Weight { get; init; } = 0.01;

    public bool PaysWhileFlat => false;

    public double Value(in RewardStep step, Span<double> memory) => step.IsExposed ? -Weight : 0;
}
