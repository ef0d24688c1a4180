namespace RlTrainer.Runs;

/// <summary>One reward term over the steps of one update.</summary>
/// <param name="Name">As the configuration calls it.</param>
/// <param name="Mean">A step.</param>
/// <param name="Variance">Over the steps.</param>
public readonly record struct DoctorRewardTerm(string Name, double Mean, double Variance)
{
    /// <summary>Root mean square of a step: how loud the term is.</summary>
    public double Loudness => Math.Sqrt(Mean * Mean + Variance);
}
