using System.Numerics;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado and Zhu
/// 2015): how often the model that is best on half of the time lies in the lower half on the other half.
/// </summary>
/// <param name="Probability">Share of the splits in which the best in sample ranks at or below the median out of sample.</param>
/// <param name="LossProbability">Share of the splits in which it loses money out of sample.</param>
/// <param name="Splits">How many ways of halving were tried.</param>
/// <param name="Blocks">Into how many blocks of days the time was cut.</param>
/// <param name="Models">How many models competed.</param>
public sealed record BacktestOverfitting(double Probability, double LossProbability, int Splits, int Blocks, int Models)
{
    private const int MostBlocks = 16, FewestDaysABlock = 5;

    /// <summary>Cuts the days into an even number of blocks, at most 16
    /// with at least 5 days each, and tries every half of them.</summary>
    /// <param name="models">[models][days] daily profits on the same days; performance is the Sharpe ratio.</param>
    /// <returns>The probability and what it was counted from.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 models, fewer than 20 days, or the lengths differ.</exception>
    public static BacktestOverfitting Of(IReadOnlyList<double[]> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        int days = models.Count == 0 ? 0 : models[0].Length;
        if (models.Count < 2 || days < 4 * FewestDaysABlock || models.Any(model => model.Length != days))
            throw new ArgumentException(
                $"The probability of overfitting was asked of {models.Count} models of "
                + $"{string.Join(", ", models.Select(model => model.Length))} days; expected at least 2 models of the same "
                + $"{4 * FewestDaysABlock} or more days.");
        int blocks = Math.Min(MostBlocks, days / FewestDaysABlock / 2 * 2);
        BlockSums[][] sums = [.. models.Select(model => BlocksOf(model, blocks))];
        double[] inside = new double[models.Count], outside = new double[models.Count];
        int splits = 0, overfitted = 0, lost = 0;
        for (uint half = 0; half < 1u << blocks; half++)
        {
            if (BitOperations.PopCount(half) != blocks / 2) continue;
            for (int model = 0; model < models.Count; model++)
            {
                inside[model] = Total(sums[model], half, isInside: true).Sharpe;
                outside[model] = Total(sums[model], half, isInside: false).Sharpe;
            }
            int best = Array.IndexOf(inside, inside.Max());
            double below = outside.Count(value => value < outside[best])
                + 0.5 * (outside.Count(value => value == outside[best]) - 1);
            splits++;
            if (below <= 0.5 * (models.Count - 1)) overfitted++;
            if (outside[best] < 0) lost++;
        }
        return new BacktestOverfitting(overfitted / (double)splits, lost / (double)splits, splits, blocks, models.Count);
    }

    private static BlockSums[] BlocksOf(double[] profits, int blocks)
    {
        var sums = new BlockSums[blocks];
        for (int day = 0; day < profits.Length; day++)
        {
            ref BlockSums block = ref sums[(int)((long)day * blocks / profits.Length)];
            block = new BlockSums(block.Count + 1, block.Sum + profits[day], block.Squares + profits[day] * profits[day]);
        }
        return sums;
    }

    private static BlockSums Total(BlockSums[] blocks, uint half, bool isInside)
    {
        BlockSums total = default;
        for (int block = 0; block < blocks.Length; block++)
            if ((half >> block & 1) == (isInside ? 1u : 0u))
                total = new BlockSums(
                    total.Count + blocks[block].Count, total.Sum + blocks[block].Sum, total.Squares + blocks[block].Squares);
        return total;
    }

    private readonly record struct BlockSums(int Count, double Sum, double Squares)
    {
        public double Sharpe
        {
            get
            {
                double mean = Sum / Count, variance = Squares / Count - mean * mean;
                return variance > 1e-12 ? mean / Math.Sqrt(variance) : 0;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
