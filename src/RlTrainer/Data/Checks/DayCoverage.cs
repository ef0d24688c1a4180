using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>How much of one trading day a series has.</summary>
/// <param name="Date">The trading day.</param>
/// <param name="Expected">Minutes the calendar trades.</param>
/// <param name="Present">Minutes with a bar.</param>
/// <param name="ShareByHour">[24] share of the minutes of each New York hour that have a bar, hour 0 first; NaN where the
/// hour does not trade.</param>
public sealed record DayCoverage(LocalDate Date, int Expected, int Present, IReadOnlyList<double> ShareByHour)
{
    /// <summary>Present / expected, 0 to 1.</summary>
    public double Share => Present / (double)Expected;

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
