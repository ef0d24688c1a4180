using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>A range that holds the true value with a stated confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Confidence">How often such a range holds the true value, 0 to 1.</param>
public readonly record struct Interval(double Low, double High, double Confidence)
{
    /// <summary>
    /// Range of a share from its count (Wilson 1927): unlike the textbook formula it never leaves [0, 1] and is not empty
    /// at 0 or at all.
    /// </summary>
    /// <param name="count">How often it happened, in [0, total].</param>
    /// <param name="total">Of how many, above 0; an effective number may be a fraction.</param>
    /// <param name="confidence">In (0, 1); 0.95 is usual.</param>
    /// <returns>The range in [0, 1].</returns>
    public static Interval OfShare(int count, double total, double confidence)
    {
        double z = NormalDistribution.Quantile(0.5 + confidence / 2), share = count / total, square = z * z / total;
        double middle = (share + square / 2) / (1 + square);
        double half = z / (1 + square) * Math.Sqrt(share * (1 - share) / total + square / (4 * total));
        return new Interval(Math.Max(0, middle - half), Math.Min(1, middle + half), confidence);
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
