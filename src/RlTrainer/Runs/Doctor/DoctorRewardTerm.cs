using RlTrainer.Environments;

namespace RlTrainer.Runs;

/// <summary>One reward term over the steps of one update.</summary>
/// <param name="Name">As the configuration calls it.</param>
/// <param name="Mean">A step.</param>
/// <param name="Variance">Over the steps.</param>
internal readonly record struct DoctorRewardTerm(string Name, double Mean, double Variance)
{
    /// <summary>Root mean square of a step: how loud the term is.</summary>
    public double Loudness => Math.Sqrt(Mean * Mean + Variance);

    /// <summary>
    /// The terms that can pay: weight above 0, and the action they pay for among the configuration's. A penalty that nothing
    /// incurred is left out: it has done its work.
    /// </summary>
    internal static IEnumerable<DoctorRewardTerm> Of(EnvironmentStatistics statistics, EnvironmentConfig config)
    {
        foreach (string name in statistics.TermNames)
        {
            IRewardTerm term = config.Reward[name];
            var read = new DoctorRewardTerm(name, statistics.TermMean(name), statistics.TermVariance(name));
            bool isIdlePenalty = term.IsPenalty && read.Loudness == 0.0;
            bool canEarn = term.PaysFor is not { } action || config.Actions.IndexOf(action) >= 0;
            if (!isIdlePenalty && canEarn) yield return read;
        }
    }
}
