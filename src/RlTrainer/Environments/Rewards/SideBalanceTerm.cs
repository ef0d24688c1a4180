using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Penalty for an entry of the majority side beyond 80/20: −w · max(|tilt| − 0.6, 0), tilt the running mean of the
/// entries' sides within the episode (decay 0.95); −0.04 to 0. It is itself a guard: without it betting on one side all day
/// costs nothing.</summary>
public sealed record SideBalanceTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "SideBalance";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public bool IsPenalty => true;

    /// <inheritdoc/>
    public int MemorySize => 1;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.1 by default.</summary>
    public double Weight { get; init; } = 0.1;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory)
    {
        if (step.EnteredSide == Side.Flat) return 0;
        int side = (int)step.EnteredSide;
        double tilt = memory[0], penalty = Math.Sign(tilt) == side ? Weight * Math.Max(Math.Abs(tilt) - 0.6, 0) : 0;
        memory[0] = 0.95 * tilt + 0.05 * side;
        return -penalty;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
