using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What the run doctor looks at: the figures of one update. Shares lie in [0, 1].</summary>
internal sealed record DoctorFigures
{
    /// <summary>Environment steps so far.</summary>
    public required long Steps { get; init; }

    /// <summary>Share of decisions that chose to hold.</summary>
    public required double HoldShare { get; init; }

    /// <summary>Share of decisions that entered long.</summary>
    public required double LongShare { get; init; }

    /// <summary>Share of decisions that entered short.</summary>
    public required double ShortShare { get; init; }

    /// <summary>Share of steps with two or more legal actions.</summary>
    public required double DecisionShare { get; init; }

    /// <summary>What a closed trade paid in commissions, fees and slippage, in R, on average; null without a trade.</summary>
    public double? CostPerR { get; init; }

    /// <summary>Mean entropy of a decision, nats.</summary>
    public required double Entropy { get; init; }

    /// <summary>The largest approximate KL of a minibatch.</summary>
    public required double LargestKl { get; init; }

    /// <summary>Share of ratios that were clipped.</summary>
    public required double ClipFraction { get; init; }

    /// <summary>Share of the planned minibatches that were executed; less than 1 when the KL limit stopped the update.</summary>
    public required double ExecutedShare { get; init; }

    /// <summary>Mean squared error of the values.</summary>
    public required double ValueLoss { get; init; }

    /// <summary>Of the returns by the values; NaN when the returns never vary.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>Norm of the change of all weights over their norm, ‖Δw‖ / ‖w‖.</summary>
    public required double WeightChange { get; init; }

    /// <summary>Share of hidden units that were 0 for every state, of
    /// the worse network; null when the engine does not tell.</summary>
    public double? DeadUnitShare { get; init; }

    /// <summary>The reward terms that are switched on.</summary>
    public IReadOnlyList<DoctorRewardTerm> RewardTerms { get; init; } = [];

    /// <summary>Mean episode reward on the training days, where this update was followed by an evaluation.</summary>
    public double? TrainReward { get; init; }

    /// <summary>Mean episode reward on the validation days, where this update was followed by an evaluation.</summary>
    public double? ValidationReward { get; init; }

    /// <summary>The figures of an update.</summary>
    /// <param name="report">What the learner measured; its actions are those of the configuration.</param>
    /// <param name="statistics">What the environments counted over the same update.</param>
    /// <param name="config">Which actions and reward terms there are.</param>
    /// <param name="weightChange">‖Δw‖ / ‖w‖, see <see cref="Runs.WeightChange"/>.</param>
    /// <param name="deadUnitShare">Where the engine tells.</param>
    /// <param name="evaluation">Where one followed.</param>
    /// <returns>One row of what the doctor looks at.</returns>
    public static DoctorFigures Of(
        UpdateReport report, EnvironmentStatistics statistics, EnvironmentConfig config, double weightChange,
        double? deadUnitShare = null,
        EvaluationPoint? evaluation = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(statistics);
        LearnStatistics learning = report.Learning;
        return new DoctorFigures
        {
            Steps = report.Steps,
            HoldShare = report.ActionShares[config.Actions.IndexOf(TradeAction.Hold)],
            LongShare = report.ActionShares[config.Actions.IndexOf(TradeAction.Buy)],
            ShortShare = report.ActionShares[config.Actions.IndexOf(TradeAction.Sell)],
            DecisionShare = report.DecisionShare,
            CostPerR = statistics.Trades > 0 ? statistics.CostRSum / statistics.Trades : null,
            Entropy = learning.Entropy,
            LargestKl = learning.LargestKl,
            ClipFraction = learning.ClipFraction,
            ExecutedShare = (double)learning.MinibatchesExecuted / learning.MinibatchesPlanned,
            ValueLoss = learning.ValueLoss,
            ExplainedVariance = learning.ExplainedVariance,
            WeightChange = weightChange,
            DeadUnitShare = deadUnitShare,
            RewardTerms = [.. DoctorRewardTerm.Of(statistics, config)],
            TrainReward = evaluation?.TrainReward,
            ValidationReward = evaluation?.ValidationReward,
        };
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
