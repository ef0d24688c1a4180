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

    /// <summary>Environment steps of the whole run; rounded up to whole updates. 2,000,000 in phase 1, 5,000,000
    /// in phase 2.</summary>
    [Within("[1, 1000000000000]", "2,000,000 is usual in phase 1")]
    public override long Steps { get; init; } = 2_000_000;

    /// <summary>Steps of every environment in one rollout. 256 here, 2048 in the original.</summary>
    [Within("[1, 65536]", "256 is usual")]
    public override int StepsPerRollout { get; init; } = 256;

    /// <summary>Hidden widths of both networks.</summary>
    public override EquatableList<int> Hidden { get; init; } = [.. NetworkShape.DefaultHidden];

    /// <summary>LayerNorm before the ReLU of every hidden layer, see <see cref="NetworkShape.LayerNorm"/>. Off; measured in
    /// src/measured.md, the table of options.</summary>
    public override bool LayerNorm { get; init; }

    /// <summary>States (or decisions) in a minibatch. 512 in phase 1, 256 in phase 2.</summary>
    [Within("[1, 65536]", "512 is usual")]
    public int BatchSize { get; init; } = 512;

    /// <summary>What <see cref="BatchSize"/> counts.</summary>
    public BatchCounting BatchCounting { get; init; } = BatchCounting.States;

    /// <summary>Most states in a minibatch counted by decisions.</summary>
    [Within("[1, 65536]", "4096 is usual")]
    public int LargestBatch { get; init; } = 4096;

    /// <summary>Passes over a rollout. 10 is usual.</summary>
    [Within("[1, 100]", "10 is usual")]
    public int Epochs { get; init; } = 10;

    /// <summary>Adam's step size at the start. 3e-4 in phase 1, 1e-4 in phase 2.</summary>
    [Within("(0, 1]", "0.0003 is usual")]
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>The learning rate at the end, as a share of the start. 0.2 by default.</summary>
    [Within("[0, 1]", "0.2 is usual")]
    public double FinalLearningRateShare { get; init; } = 0.2;

    /// <summary>How it falls.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Discount γ. 0.99 is usual.</summary>
    [Within("[0, 1]", "0.99 is usual")]
    public double Discount { get; init; } = 0.99;

    /// <summary>λ of generalised advantage estimation (Schulman et al. 2016). 0.95 is usual.</summary>
    [Within("[0, 1]", "0.95 is usual")]
    public double GaeLambda { get; init; } = 0.95;

    /// <summary>Ratios are clipped to 1 ± this. 0.2 is usual.</summary>
    [Within("(0, 1)", "0.2 is usual")]
    public double ClipRange { get; init; } = 0.2;

    /// <summary>Weight of the entropy bonus. 0.01 by default.</summary>
    [Within("[0, 1]", "0.01 is usual")]
    public double EntropyWeight { get; init; } = 0.01;

    /// <summary>Weight of the value loss. 0.5 is usual.</summary>
    [Within("[0, 10]", "0.5 is usual")]
    public double ValueWeight { get; init; } = 0.5;

    /// <summary>Values are clipped to the old value ± this; 0 switches it off.</summary>
    [Within("[0, 1000]", "0 (off) is usual")]
    public double ValueClipRange { get; init; }

    /// <summary>The gradient of all weights is limited to this norm. 0.5 is usual.</summary>
    [Within("(0, 1000]", "0.5 is usual")]
    public double GradientNormLimit { get; init; } = 0.5;

    /// <summary>An update stops before a step whose minibatch KL exceeds 1.5 × this; 0 never stops. 0.01 by default.</summary>
    [Within("[0, 10]", "0.01 is usual, 0 never stops")]
    public double TargetKl { get; init; } = 0.01;

    /// <summary>Over what advantages are normalised. Default each minibatch.</summary>
    public AdvantageNormalization AdvantageNormalization { get; init; } = AdvantageNormalization.Minibatch;

    /// <summary>Reward that counts as an advantage of 1 where advantages are not normalised. In (0, 1000]; 1 by
    /// default.</summary>
    public double AdvantageUnit { get; init; } = 1.0;

    /// <summary>A step is a decision: forced bars are walked without the networks, γ goes by bar and λ by decision, and steps,
    /// rollouts and schedules count decisions. Off: a step is a bar.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByDecision { get; init; }

    /// <summary>Where the KL ends an update, the value network goes on through the rest of its minibatches alone. Off; the engine
    /// 'cpu' alone can do it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CriticContinues { get; init; }

    /// <summary>Normalise the dense part of observations by its running mean and variance.</summary>
    public bool NormalizeDense { get; init; } = true;

    /// <summary>Divide rewards by the running standard deviation of the discounted return.</summary>
    public bool NormalizeRewards { get; init; } = true;

    /// <summary>
    /// Weight of the leash to the policy the run started from: scaled reward lost a nat of log π(a) − log π₀(a) where both can
    /// decide. It falls linearly to 0 over <see cref="LeashSteps"/>. 0 (off), 0.02 where it is used.
    /// </summary>
    [Within("[0, 10]", "0 (off) is usual")]
    public double LeashWeight { get; init; }

    /// <summary>Environment steps over which the leash loosens to nothing. 1,000,000 by default.</summary>
    [Within("at least 1", "1,000,000 is usual")]
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
    public override long LargestBatchOf(long states) =>
        Math.Min(BatchCounting == BatchCounting.States ? BatchSize : LargestBatch, states);

    /// <inheritdoc/>
    public override IAlgorithm Create(LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new PpoAlgorithm(context, Checked());
    }

    /// <summary>The configuration itself when every value is possible.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the
    /// message names it, the range and the usual value.</exception>
    public override PpoConfig Checked()
    {
        WithinAttribute.Require(this);
        Require(BatchCounting == BatchCounting.States || LargestBatch >= BatchSize, nameof(LargestBatch), LargestBatch,
            $"at least the batch size {BatchSize}");
        Require(Enum.IsDefined(Schedule), nameof(Schedule), Schedule, "Linear, Cosine or Constant");
        Require(Enum.IsDefined(BatchCounting), nameof(BatchCounting), BatchCounting, "States or Decisions");
        Require(Enum.IsDefined(AdvantageNormalization), nameof(AdvantageNormalization), AdvantageNormalization,
            "Minibatch, Rollout or None");
        Require(AdvantageUnit is > 0 and <= 1000, nameof(AdvantageUnit), AdvantageUnit, "in (0, 1000]; 1 is usual");
        _ = new NetworkShape(1, Hidden, 1).Checked();
        return this;
    }

    private static void Require(bool holds, string option, object value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{option} was {value}; must be {range}."));
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
