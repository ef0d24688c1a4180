using RlTrainer.Environments;

namespace RlTrainer.Runs;

/// <summary>One reward term over the steps of one update.</summary>
/// <param name="Name">As the configuration calls it.</param>
/// <param name="Mean">A step.</param>
/// <param name="Variance">Over the steps.</param>
public readonly record struct DoctorRewardTerm(string Name, double Mean, double Variance)
{
    /// <summary>Root mean square of a step: how loud the term is.</summary>
    public double Loudness => Math.Sqrt(Mean * Mean + Variance);

    /// <summary>
    /// The terms that can pay: weight above 0, and the action they pay for among the configuration's. A penalty that nothing
    /// incurred is left out: it has done its work.
    /// </summary>
    internal static IEnumerable<DoctorRewardTerm> Of(EnvironmentStatistics statistics, EnvironmentConfig config)
    {
        foreach (RewardTerm term in Enum.GetValues<RewardTerm>())
        {
            var read = new DoctorRewardTerm(term.ToString(), statistics.TermMean(term), statistics.TermVariance(term));
            bool isIdlePenalty = term is RewardTerm.SideBalance or RewardTerm.HoldingTime && read.Loudness == 0.0;
            if (config.Reward.WeightOf(term) > 0.0 && !isIdlePenalty && CanEarn(term, config.Actions)) yield return read;
        }
    }

    private static bool CanEarn(RewardTerm term, ActionSet actions) => term switch
    {
        RewardTerm.BreakEven => actions.IndexOf(TradeAction.MoveStopToBreakEven) >= 0,
        RewardTerm.Tighten => actions.IndexOf(TradeAction.TightenStop) >= 0,
        RewardTerm.Extend => actions.IndexOf(TradeAction.ExtendTarget) >= 0,
        RewardTerm.Partial => actions.IndexOf(TradeAction.TakePartial) >= 0,
        _ => true,
    };
}
