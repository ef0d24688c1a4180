using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One fold: days to learn from and the later days that judge.</summary>
/// <param name="Number">From 1, in order of time.</param>
/// <param name="Train">Days to learn from; the caller keeps validation days apart inside them.</param>
/// <param name="Test">The days after them and after the embargo.</param>
public sealed record WalkForwardFold(int Number, BarSeries Train, BarSeries Test)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
