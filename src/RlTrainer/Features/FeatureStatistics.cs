using RlTrainer.Values;

namespace RlTrainer.Features;

/// <summary>What a feature's values look like.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Mean">Mean after the warm-up.</param>
/// <param name="Deviation">Standard deviation of the population.</param>
/// <param name="Lowest">Smallest value.</param>
/// <param name="Highest">Largest value.</param>
/// <param name="Persistence">Correlation of each value with the one before.</param>
/// <param name="Shift">
/// Stationarity: the largest distance of a tenth's mean from the whole
/// mean, in standard deviations. A level that wanders shows above 1.
/// </param>
public sealed record FeatureStatistics(
    string Name, double Mean, double Deviation, double Lowest, double Highest, double Persistence, double Shift)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
