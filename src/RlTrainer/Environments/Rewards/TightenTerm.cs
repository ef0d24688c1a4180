using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Bonus for tightening the stop: w each time.</summary>
public sealed record TightenTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "Tighten";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public TradeAction? PaysFor => TradeAction.TightenStop;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.003 by default.</summary>
    public double Weight { get; init; } = 0.003;

    /// <summary>A guard: only at least a quarter ATR since the last paid move pays. Off: every move pays, and 0.1 more, as in
    /// systems whose policies learned to do little else. On by default.</summary>
    public bool NeedsRealTightening { get; init; } = true;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory)
    {
        if (NeedsRealTightening) return step.Tightened ? Weight : 0;
        return step.MovedStop ? Weight + 0.1 : 0;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
