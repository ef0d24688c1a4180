using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One look at a test set.</summary>
/// <param name="When">When it was opened.</param>
/// <param name="TestHash">Hash of its bars.</param>
/// <param name="Purpose">What for.</param>
public sealed record TestOpening(Instant When, string TestHash, string Purpose)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
