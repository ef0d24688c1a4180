using System.Globalization;
using System.Text.Json.Serialization;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>Every hyperparameter of PPO (Schulman et al. 2017); the defaults are phase 1's.</summary>
public sealed record PpoConfig : AlgorithmConfig
{
    /// <summary>Phase 1: when to enter.</summary>
    public static PpoConfig Phase1 { get; } = new();

    /// <summary>Phase 2: how to manage the position.</summary>
    public static PpoConfig Phase2 { get; } = new() { Steps = 5_000_000, LearningRate = 1e-4, BatchSize = 256 };

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "ppo";

    /// <summary>Environment steps of the whole run; rounded up to whole updates. In [1, 1000000000000]; 2,000,000 in phase 1,
    /// 5,000,000
    /// in phase 2.</summary>
    public override long Steps { get; init; } = 2_000_000;

    /// <summary>Steps of every environment in one rollout. In [1, 65536]; 256 here, 2048 in the original.</summary>
    public override int StepsPerRollout { get; init; } = 256;

    /// <summary>Hidden widths of both networks.</summary>
    public override EquatableList<int> Hidden { get; init; } = [.. NetworkShape.DefaultHidden];

    /// <summary>LayerNorm before the ReLU of every hidden layer, see <see cref="NetworkShape.LayerNorm"/>. Off; measured in
    /// the README's table of options.</summary>
    public override bool LayerNorm { get; init; }

    /// <summary>States (or decisions) in a minibatch. In [1, 65536]; 512 in phase 1, 256 in phase 2.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>What <see cref="BatchSize"/> counts.</summary>
    public BatchCounting BatchCounting { get; init; } = BatchCounting.States;

    /// <summary>Most states in a minibatch counted by decisions. In [1, 65536].</summary>
    public int LargestBatch { get; init; } = 4096;

    /// <summary>Passes over a rollout. In [1, 100]; 10 is usual.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Adam's step size at the start. In (0, 1]; 3e-4 in phase 1, 1e-4 in phase 2.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>The learning rate at the end, as a share of the start. In [0, 1]; 0.2.</summary>
    public double FinalLearningRateShare { get; init; } = 0.2;

    /// <summary>How it falls.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Discount γ. In [0, 1]; 0.99 is usual.</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>λ of generalised advantage estimation (Schulman et al. 2016). In [0, 1]; 0.95 is usual.</summary>
    public double GaeLambda { get; init; } = 0.95;

    /// <summary>Ratios are clipped to 1 ± this. In (0, 1); 0.2 is usual.</summary>
    public double ClipRange { get; init; } = 0.2;

    /// <summary>Weight of the entropy bonus. In [0, 1]; 0.01.</summary>
    public double EntropyWeight { get; init; } = 0.01;

    /// <summary>Weight of the value loss. In [0, 10]; 0.5 is usual.</summary>
    public double ValueWeight { get; init; } = 0.5;

    /// <summary>Values are clipped to the old value ± this; 0 switches it off. In [0, 1000].</summary>
    public double ValueClipRange { get; init; }

    /// <summary>The gradient of all weights is limited to this norm. In (0, 1000]; 0.5 is usual.</summary>
    public double GradientNormLimit { get; init; } = 0.5;

    /// <summary>An update stops before a step whose minibatch KL exceeds 1.5 × this; 0 never stops. In [0, 10]; 0.01.</summary>
    public double TargetKl { get; init; } = 0.01;

    /// <summary>Over what advantages are normalised. Default each minibatch.</summary>
    public AdvantageNormalization AdvantageNormalization { get; init; } = AdvantageNormalization.Minibatch;

    /// <summary>Normalise the dense part of observations by its running mean and variance.</summary>
    public bool NormalizeDense { get; init; } = true;

    /// <summary>Divide rewards by the running standard deviation of the discounted return.</summary>
    public bool NormalizeRewards { get; init; } = true;

    /// <summary>
    /// Weight of the leash to the policy the run started from: scaled reward lost a nat of log π(a) − log π₀(a) where both can
    /// decide. It falls linearly to 0 over <see cref="LeashSteps"/>. In [0, 10]; 0 (off), 0.02 where it is used.
    /// </summary>
    public double LeashWeight { get; init; }

    /// <summary>Environment steps over which the leash loosens to nothing. At least 1; 1,000,000.</summary>
    public long LeashSteps { get; init; } = 1_000_000;

    /// <summary>The leash's weight after so many environment steps.</summary>
    /// <param name="steps">Environment steps so far, 0 or more.</param>
    /// <returns>The weight, falling in a line to 0 at the leash's end.</returns>
    public double LeashAt(long steps) => LeashWeight * Math.Max(0.0, 1.0 - (double)steps / LeashSteps);

    /// <summary>No step is made on a minibatch whose KL exceeds this; infinity without a target.</summary>
    public double KlLimit => TargetKl > 0.0 ? 1.5 * TargetKl : double.PositiveInfinity;

    /// <summary>The learning rate after so many environment steps.</summary>
    /// <param name="steps">Environment steps so far; beyond the run's steps the last rate stays.</param>
    /// <returns>The optimizer's step size.</returns>
    public double LearningRateAt(long steps)
    {
        double progress = Math.Clamp((double)steps / Steps, 0.0, 1.0);
        double fallen = Schedule switch
        {
            LearningRateSchedule.Linear => progress,
            LearningRateSchedule.Cosine => 0.5 * (1.0 - PortableMath.CosineOfTurns(0.5 * progress)),
            _ => 0.0,
        };
        return LearningRate * (1.0 - (1.0 - FinalLearningRateShare) * fallen);
    }

    /// <inheritdoc/>
    public override long LargestBatchOf(long states) => Math.Min(BatchCounting == BatchCounting.States ? BatchSize : LargestBatch, states);

    /// <inheritdoc/>
    public override IAlgorithm Create(LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new PpoAlgorithm(context, Checked());
    }

    /// <summary>The configuration itself when every value is possible.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it, the range and the usual value.</exception>
    public override PpoConfig Checked()
    {
        Require(Steps is >= 1 and <= MostSteps, nameof(Steps), Steps, $"in [1, {MostSteps}]; 2,000,000 is usual in phase 1");
        Require(StepsPerRollout is >= 1 and <= 65536, nameof(StepsPerRollout), StepsPerRollout, "in [1, 65536]; 256 is usual");
        Require(BatchSize is >= 1 and <= 65536, nameof(BatchSize), BatchSize, "in [1, 65536]; 512 is usual");
        Require(LargestBatch is >= 1 and <= 65536, nameof(LargestBatch), LargestBatch, "in [1, 65536]; 4096 is usual");
        Require(BatchCounting == BatchCounting.States || LargestBatch >= BatchSize, nameof(LargestBatch), LargestBatch, $"at least the batch size {BatchSize}");
        Require(Epochs is >= 1 and <= 100, nameof(Epochs), Epochs, "in [1, 100]; 10 is usual");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "in (0, 1]; 0.0003 is usual");
        Require(FinalLearningRateShare is >= 0 and <= 1, nameof(FinalLearningRateShare), FinalLearningRateShare, "in [0, 1]; 0.2 is usual");
        Require(Discount is >= 0 and <= 1, nameof(Discount), Discount, "in [0, 1]; 0.99 is usual");
        Require(GaeLambda is >= 0 and <= 1, nameof(GaeLambda), GaeLambda, "in [0, 1]; 0.95 is usual");
        Require(ClipRange is > 0 and < 1, nameof(ClipRange), ClipRange, "in (0, 1); 0.2 is usual");
        Require(EntropyWeight is >= 0 and <= 1, nameof(EntropyWeight), EntropyWeight, "in [0, 1]; 0.01 is usual");
        Require(ValueWeight is >= 0 and <= 10, nameof(ValueWeight), ValueWeight, "in [0, 10]; 0.5 is usual");
        Require(ValueClipRange is >= 0 and <= 1000, nameof(ValueClipRange), ValueClipRange, "in [0, 1000]; 0 (off) is usual");
        Require(GradientNormLimit is > 0 and <= 1000, nameof(GradientNormLimit), GradientNormLimit, "in (0, 1000]; 0.5 is usual");
        Require(TargetKl is >= 0 and <= 10, nameof(TargetKl), TargetKl, "in [0, 10]; 0.01 is usual, 0 never stops");
        Require(LeashWeight is >= 0 and <= 10, nameof(LeashWeight), LeashWeight, "in [0, 10]; 0 (off) is usual");
        Require(LeashSteps >= 1, nameof(LeashSteps), LeashSteps, "at least 1; 1,000,000 is usual");
        Require(Enum.IsDefined(Schedule), nameof(Schedule), Schedule, "Linear, Cosine or Constant");
        Require(Enum.IsDefined(BatchCounting), nameof(BatchCounting), BatchCounting, "States or Decisions");
        Require(Enum.IsDefined(AdvantageNormalization), nameof(AdvantageNormalization), AdvantageNormalization, "Minibatch, Rollout or None");
        _ = new NetworkShape(1, Hidden, 1).Checked();
        return this;
    }

    private static void Require(bool holds, string option, object value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{option} was {value}; must be {range}."));
    }
}
