using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Penalty for a position held beyond 390 bars: −w · (bars − 390)/390; at most 0.</summary>
public sealed record HoldingTimeTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "HoldingTime";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public bool IsPenalty => true;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.01 by default.</summary>
    public double Weight { get; init; } = 0.01;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) => -Weight * Math.Max(0, step.BarsHeld - 390) / 390.0;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
