using System.Globalization;
using System.Text.Json.Serialization;
using RlTrainer.Environments;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>
/// Policy gradient over all actions of exogenous branches: at every decision the outcome of each legal action is worked out on a
/// copy, so that the advantage of every action is known instead of that of the one drawn (all-action policy gradient, Sutton,
/// Singh and McAllester 2000; Asadi et al. 2017; the market as exogenous input, Mao et al. 2019), with PPO's clip for each action
/// and its KL stop. A step is a decision, not a bar: rollouts, schedules, evaluations and checkpoints count decisions. The
/// defaults are phase 1's.
/// </summary>
public sealed record AllActionConfig : AlgorithmConfig
{
    /// <summary>Phase 1: when to enter.</summary>
    public static AllActionConfig Phase1 { get; } = new();

    /// <summary>
    /// Phase 2: how to manage the position, from phase 1's model. A leash that hardly gives keeps the entries phase 1's, so that
    /// what is learned is the management; little entropy, so that rollouts do not close at random. From random weights there is
    /// nothing to be tied to: take <c>with { LeashWeight = 0 }</c>.
    /// </summary>
    public static AllActionConfig Phase2 { get; } = new()
    {
        Steps = 256_000,
        LearningRate = 1e-4,
        EntropyWeight = 0.005,
        LeashWeight = 1.0,
        LeashSteps = 1_000_000_000,
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "all-actions";

    /// <summary>Decisions of the whole run; rounded up to whole updates. 512,000 by default: 100 updates of 80
    /// environments.</summary>
    [Within("[1, 1000000000000]", "512,000 is usual")]
    public override long Steps { get; init; } = 512_000;

    /// <summary>Decisions of every environment in one update. 64 by default.</summary>
    [Within("[1, 65536]", "64 is usual")]
    public override int StepsPerRollout { get; init; } = 64;

    /// <summary>Hidden widths of both networks; 64 and 32 by default; 128 and 64 were level with it.</summary>
    public override EquatableList<int> Hidden { get; init; } = [64, 32];

    /// <inheritdoc/>
    public override bool LayerNorm { get; init; }

    /// <summary>Decisions in a minibatch. 512 by default.</summary>
    [Within("[1, 65536]", "512 is usual")]
    public int BatchSize { get; init; } = 512;

    /// <summary>Passes over a rollout. 4 by default.</summary>
    [Within("[1, 100]", "4 is usual")]
    public int Epochs { get; init; } = 4;

    /// <summary>Adam's step size at the start; it falls linearly. 3e-4 in phase 1, 1e-4 in phase 2.</summary>
    [Within("(0, 1]", "0.0003 is usual")]
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>The learning rate at the end, as a share of the start. 0.2 by default.</summary>
    [Within("[0, 1]", "0.2 is usual")]
    public double FinalLearningRateShare { get; init; } = 0.2;

    /// <summary>Discount γ of a bar. 0.99 by default.</summary>
    [Within("[0, 1]", "0.99 is usual")]
    public double Discount { get; init; } = 0.99;

    /// <summary>Each action's ratio is clipped to 1 ± this. 0.2 by default.</summary>
    [Within("(0, 1)", "0.2 is usual")]
    public double ClipRange { get; init; } = 0.2;

    /// <summary>Reward that counts as an advantage of 1, fixed for the run. 1 by default, which is 500 dollars
    /// of plain profit.</summary>
    [Within("(0, 1000]", "1 is usual")]
    public double AdvantageUnit { get; init; } = 1.0;

    /// <summary>Weight of the entropy bonus at the start. 0.05 by default.</summary>
    [Within("[0, 1]", "0.05 is usual")]
    public double EntropyWeight { get; init; } = 0.05;

    /// <summary>The entropy's weight at the end, as a share of the start; it falls linearly. 1 (no schedule) by
    /// default.</summary>
    [Within("[0, 1]", "1 is usual")]
    public double FinalEntropyShare { get; init; } = 1.0;

    /// <summary>Weight of the value loss. 0.5 by default.</summary>
    [Within("[0, 10]", "0.5 is usual")]
    public double ValueWeight { get; init; } = 0.5;

    /// <summary>The gradient of each network is limited to this norm. 0.5 by default.</summary>
    [Within("(0, 1000]", "0.5 is usual")]
    public double GradientNormLimit { get; init; } = 0.5;

    /// <summary>An update stops before a step whose minibatch KL exceeds 1.5 × this; 0 never stops. 0.02 by default.</summary>
    [Within("[0, 10]", "0.02 is usual, 0 never stops")]
    public double TargetKl { get; init; } = 0.02;

    /// <summary>Normalise the dense part of observations by its running mean and variance. On by default.</summary>
    public bool NormalizeDense { get; init; } = true;

    /// <summary>
    /// Weight of the leash to the policy the run started from: advantage lost a nat of log π(a) − log π₀(a), of each
    /// action, where both can decide. It falls linearly to 0 over <see cref="LeashSteps"/>. 0 (off) by default.
    /// </summary>
    [Within("[0, 10]", "0 (off) is usual")]
    public double LeashWeight { get; init; }

    /// <summary>Decisions over which the leash loosens to nothing. 250,000 by default.</summary>
    [Within("at least 1", "250,000 is usual")]
    public long LeashSteps { get; init; } = 250_000;

    /// <summary>What a branch does with its position after the action. Hold by default; with actions that manage a position,
    /// Greedy credits an action with what the policy will make of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BranchManagement Branches { get; init; }

    /// <summary>With greedy branches: bars after the action for which the policy is asked; the branch holds from then on. 0 by
    /// default: to the end of the branch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Within("[0, 100000]", "0 (to the end) is usual")]
    public int ManagedBars { get; init; }

    /// <summary>With greedy branches: a branch lasts at least so many bars. Where it is flat before, the policy may enter again,
    /// so that an early exit is charged what going in again costs. 0 by default: a branch ends with its position.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Within("[0, 100000]", "0 (to the exit) is usual")]
    public int LeastBranchBars { get; init; }

    /// <summary>
    /// Share of the run at its end whose weights are averaged, one set an update: the model that is kept. 0 keeps the
    /// last weights.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Within("[0, 1]", "0.5 is usual, 0 keeps the last weights")]
    public double AveragedShare { get; init; }

    /// <inheritdoc/>
    public override long LargestBatchOf(long states) => Math.Min(BatchSize, states);

    /// <inheritdoc/>
    public override IAlgorithm Create(LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new AllActionAlgorithm(context, Checked());
    }

    /// <inheritdoc/>
    public override AllActionConfig Checked()
    {
        WithinAttribute.Require(this);
        Require(Branches == BranchManagement.Greedy || ManagedBars == 0, nameof(ManagedBars), ManagedBars,
            "0 where branches hold (set Branches to Greedy)");
        Require(Branches == BranchManagement.Greedy || LeastBranchBars == 0, nameof(LeastBranchBars), LeastBranchBars,
            "0 where branches hold (set Branches to Greedy)");
        _ = new NetworkShape(1, Hidden, 1).Checked();
        return this;
    }

    /// <summary>The engine's settings after so many decisions.</summary>
    internal StepSettings SettingsAt(long steps)
    {
        double progress = Math.Clamp((double)steps / Steps, 0.0, 1.0);
        return new StepSettings(
            (float)(LearningRate * (1.0 - (1.0 - FinalLearningRateShare) * progress)), (float)ClipRange,
            (float)(EntropyWeight * (1.0 - (1.0 - FinalEntropyShare) * progress)), (float)ValueWeight, (float)GradientNormLimit,
            TargetKl > 0.0 ? (float)(1.5 * TargetKl) : float.PositiveInfinity, LimitsNetworksApart: true);
    }

    /// <summary>How far greedy branches reach.</summary>
    internal BranchReach Reach => new(ManagedBars, LeastBranchBars);

    /// <summary>The leash's weight after so many decisions.</summary>
    internal double LeashAt(long steps) => LeashWeight * Math.Max(0.0, 1.0 - (double)steps / LeashSteps);

    /// <summary>The weights after so many decisions belong into the average.</summary>
    internal bool IsAveragedAfter(long steps) => AveragedShare > 0 && steps > (1.0 - AveragedShare) * Steps;

    private static void Require(bool holds, string option, object value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{option} was {value}; must be {range}."));
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
