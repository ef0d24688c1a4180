using RlTrainer.Numerics;

namespace RlTrainer.Policies;

/// <summary>Chooses legal actions from logits: drawn from the masked distribution, or the most probable one.</summary>
public static class ActionSampler
{
    /// <summary>Most actions a sampler takes.</summary>
    public const int MaximumActions = 1024;

    /// <summary>Logits and masks [n, actions] → drawn actions [n] and their log-probabilities [n]. One draw a row, whatever
    /// the mask.</summary>
    /// <param name="logits">[n, actions] row by row.</param>
    /// <param name="masks">[n, actions] 1 where legal, else 0; at least one a row.</param>
    /// <param name="draws">The stream; it moves on by n numbers.</param>
    /// <param name="actions">[n] the caller's memory, overwritten; each in [0, actions).</param>
    /// <param name="logProbabilities">[n] the caller's memory, overwritten; nats.</param>
    /// <exception cref="ArgumentException">A row has no legal action, or a width differs; the message says which.</exception>
    public static void Sample(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> masks, ref Rng draws, Span<int> actions, Span<float> logProbabilities)
    {
        int width = Width(logits, masks, actions.Length);
        if (logProbabilities.Length != actions.Length)
            throw new ArgumentException(
                $"{logProbabilities.Length} log-probabilities for {actions.Length} actions; expected as many.");
        Span<double> row = stackalloc double[width], log = stackalloc double[width];
        for (int index = 0; index < actions.Length; index++)
        {
            ReadOnlySpan<byte> mask = RowDistribution(logits, masks, index, row, log);
            double left = draws.NextDouble();
            int chosen = -1;
            for (int action = 0; action < width; action++)
            {
                if (mask[action] == 0) continue;
                chosen = action;
                left -= PortableMath.Exp(log[action]);
                if (left < 0.0) break;
            }
            actions[index] = chosen;
            logProbabilities[index] = (float)log[chosen];
        }
    }

    /// <summary>Logits and masks [n, actions] → the most probable legal action of each row [n]; the first of equals.</summary>
    /// <param name="logits">[n, actions] row by row.</param>
    /// <param name="masks">[n, actions] 1 where legal, else 0; at least one a row.</param>
    /// <param name="actions">[n] the caller's memory, overwritten; each in [0, actions).</param>
    /// <exception cref="ArgumentException">A row has no legal action, or a width differs; the message says which.</exception>
    public static void Greedy(ReadOnlySpan<float> logits, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int width = Width(logits, masks, actions.Length);
        for (int index = 0; index < actions.Length; index++)
        {
            ReadOnlySpan<byte> mask = masks.Slice(index * width, width);
            ReadOnlySpan<float> row = logits.Slice(index * width, width);
            int best = -1;
            for (int action = 0; action < width; action++)
                if (mask[action] != 0 && (best < 0 || row[action] > row[best])) best = action;
            if (best < 0) throw NoLegalAction(index, width);
            actions[index] = best;
        }
    }

    private static int Width(ReadOnlySpan<float> logits, ReadOnlySpan<byte> masks, int count)
    {
        int width = count == 0 ? 0 : logits.Length / count;
        if (logits.Length != width * count || masks.Length != logits.Length || width > MaximumActions)
            throw new ArgumentException(
                $"{count} rows came with {logits.Length} logits ({(double)logits.Length / Math.Max(count, 1):0.##} a row) and "
                + $"{masks.Length} mask bits "
                + $"({(double)masks.Length / Math.Max(count, 1):0.##} a row); expected the same width for both, at most "
                + $"{MaximumActions}.");
        return width;
    }

    private static ReadOnlySpan<byte> RowDistribution(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> masks, int index, Span<double> row, Span<double> log)
    {
        int width = row.Length;
        ReadOnlySpan<byte> mask = masks.Slice(index * width, width);
        for (int action = 0; action < width; action++) row[action] = logits[index * width + action];
        if (MaskedCategorical.LegalCount(mask) == 0) throw NoLegalAction(index, width);
        MaskedCategorical.LogProbabilities(row, mask, log);
        return mask;
    }

    private static ArgumentException NoLegalAction(int row, int width) =>
        new($"Row {row} of the mask has no legal action among {width}; every state needs at least one.");
}
