using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>
/// Frozen statistics of the dense part of observations: (x − mean) / deviation, clipped to ±10. Before the first statistics it
/// changes nothing. Training makes a new one between rollouts; evaluation uses the one saved with the weights.
/// </summary>
public sealed class DenseNormalizer
{
    /// <summary>Normalised numbers are clipped to ± this.</summary>
    public const float ClipLimit = 10f;

    private readonly float[] _means, _scales;

    /// <summary>A normaliser of [dense] moments.</summary>
    /// <param name="moments">One count, mean and spread a dense number; a number never seen passes through
    /// unchanged.</param>
    public DenseNormalizer(IReadOnlyList<RunningMoments> moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        Moments = [.. moments];
        _means = [.. Moments.Select(moment => (float)moment.Mean)];
        _scales = [.. Moments.Select(moment => moment.Count == 0 ? 1f : (float)(1.0 / Math.Sqrt(moment.Variance + 1e-8)))];
    }

    /// <summary>[dense] moments of each number.</summary>
    public IReadOnlyList<RunningMoments> Moments { get; }

    /// <summary>A normaliser that changes nothing yet.</summary>
    /// <param name="dense">How many dense numbers an observation has.</param>
    /// <returns>A normaliser that has seen nothing.</returns>
    public static DenseNormalizer Identity(int dense) => new(new RunningMoments[dense]);

    /// <summary>The normaliser after more numbers were seen, [dense] moments of them.</summary>
    /// <param name="seen">Moments of the numbers seen since, in the same order.</param>
    /// <returns>A new normaliser; this one stays as it is.</returns>
    public DenseNormalizer With(IReadOnlyList<RunningMoments> seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return new([.. Moments.Zip(seen, (old, more) => old.With(more))]);
    }

    /// <summary>Normalises rows [n, dense] in place.</summary>
    /// <param name="rows">Row by row, a whole number of rows; the result is clipped to
    /// ±<see cref="ClipLimit"/>.</param>
    public void Apply(Span<float> rows)
    {
        int width = _means.Length;
        for (int start = 0; start < rows.Length; start += width)
            for (int column = 0; column < width; column++)
                rows[start + column] =
                    Math.Clamp((rows[start + column] - _means[column]) * _scales[column], -ClipLimit, ClipLimit);
    }
}
