using RlTrainer.Values;

namespace RlTrainer.Numerics;

/// <summary>Count, mean and sum of squared deviations of a stream of
/// numbers (Welford 1962; Chan, Golub and LeVeque 1983).</summary>
/// <param name="Count">Numbers seen.</param>
/// <param name="Mean">Their mean; 0 before the first.</param>
/// <param name="SquaredDeviations">Σ (x − mean)².</param>
public readonly record struct RunningMoments(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>Population variance; 0 before the first number.</summary>
    public double Variance => Count == 0 ? 0.0 : SquaredDeviations / Count;

    /// <summary>The moments after one more number.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>New moments; these stay as they are (Welford 1962).</returns>
    public RunningMoments With(double value)
    {
        long count = Count + 1;
        double delta = value - Mean, mean = Mean + delta / count;
        return new RunningMoments(count, mean, SquaredDeviations + delta * (value - mean));
    }

    /// <summary>The moments of both streams together.</summary>
    /// <param name="other">Moments of other numbers; none of them changes nothing.</param>
    /// <returns>New moments; both stay as they are.</returns>
    public RunningMoments With(RunningMoments other)
    {
        if (other.Count == 0) return this;
        if (Count == 0) return other;
        long count = Count + other.Count;
        double delta = other.Mean - Mean;
        return new RunningMoments(
            count,
            Mean + delta * other.Count / count,
            SquaredDeviations + other.SquaredDeviations + delta * delta * ((double)Count * other.Count / count));
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
