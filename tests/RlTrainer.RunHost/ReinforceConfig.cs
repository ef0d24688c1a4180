using System.Text.Json.Serialization;
using RlTrainer.Learning;
using RlTrainer.Values;

namespace RlTrainer.RunHost;

/// <summary>
/// REINFORCE (Williams 1992) as somebody outside the library would add it: whole episodes instead of rollouts, the return to go
/// less a moving mean as the weight of log π, one step of the optimizer an update.
/// </summary>
public sealed record ReinforceConfig : AlgorithmConfig
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "reinforce";

    /// <inheritdoc/>
    public override long Steps { get; init; } = 50_000;

    /// <inheritdoc/>
    public override int StepsPerRollout { get; init; } = 100;

    /// <inheritdoc/>
    public override EquatableList<int> Hidden { get; init; } = [32];

    /// <inheritdoc/>
    public override bool LayerNorm { get; init; }

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Discount γ of the return.</summary>
    public double Discount { get; init; } = 0.99;

    /// <inheritdoc/>
    public override IAlgorithm Create(LearningContext context) => new Reinforce(context, this);

    /// <inheritdoc/>
    public override AlgorithmConfig Checked() => LearningRate is > 0 and <= 1
        ? this
        : throw new ArgumentException($"LearningRate was {LearningRate}; must be in (0, 1]; 0.01 is usual.");
}
