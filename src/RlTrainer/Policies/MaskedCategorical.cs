using RlTrainer.Numerics;

namespace RlTrainer.Policies;

/// <summary>
/// The distribution over legal actions: softmax over the logits whose mask is 1; an illegal action has no probability, no
/// gradient and no entropy (Huang and Ontañón 2022).
/// </summary>
public static class MaskedCategorical
{
    /// <summary>Logits and mask of one state → log-probabilities, −∞ where illegal. Returns how many actions are legal.</summary>
    /// <param name="logits">[actions].</param>
    /// <param name="mask">[actions] 1 where legal.</param>
    /// <param name="logProbabilities">[actions].</param>
    /// <returns>At least 1.</returns>
    /// <exception cref="ArgumentException">No action is legal, or the widths differ.</exception>
    public static int LogProbabilities(ReadOnlySpan<double> logits, ReadOnlySpan<byte> mask, Span<double> logProbabilities)
    {
        if (mask.Length != logits.Length || logProbabilities.Length != logits.Length)
            throw new ArgumentException(
                $"A mask of {mask.Length} and {logProbabilities.Length} log-probabilities met {logits.Length} logits; expected "
                + $"equal widths.");
        double maximum = double.NegativeInfinity;
        int legal = 0;
        for (int action = 0; action < logits.Length; action++)
        {
            if (mask[action] == 0) continue;
            legal++;
            maximum = Math.Max(maximum, logits[action]);
        }
        if (legal == 0)
            throw new ArgumentException(
                $"No action is legal: the mask of {mask.Length} actions was all 0; at least one must be 1.");
        double sum = 0.0;
        for (int action = 0; action < logits.Length; action++)
            if (mask[action] != 0) sum += PortableMath.Exp(logits[action] - maximum);
        double shift = maximum + PortableMath.Log(sum);
        for (int action = 0; action < logits.Length; action++)
            logProbabilities[action] = mask[action] != 0 ? logits[action] - shift : double.NegativeInfinity;
        return legal;
    }

    /// <summary>How many actions of one state are legal.</summary>
    /// <param name="mask">[actions] 1 where legal, else 0.</param>
    /// <returns>In [0, actions].</returns>
    public static int LegalCount(ReadOnlySpan<byte> mask)
    {
        int legal = 0;
        foreach (byte bit in mask) legal += bit != 0 ? 1 : 0;
        return legal;
    }

    /// <summary>−Σ p log p over legal actions, nats.</summary>
    /// <param name="logProbabilities">[actions] −∞ where illegal.</param>
    /// <returns>0 where one action is certain, log n where n are equally likely.</returns>
    public static double Entropy(ReadOnlySpan<double> logProbabilities)
    {
        Span<double> probabilities = logProbabilities.Length <= 64 ? stackalloc double[logProbabilities.Length]
            : new double[logProbabilities.Length];
        return Entropy(logProbabilities, probabilities);
    }

    /// <summary>−Σ p log p over legal actions, nats; and p [actions], 0 where illegal.</summary>
    /// <param name="logProbabilities">[actions] −∞ where illegal.</param>
    /// <param name="probabilities">[actions] the caller's memory, overwritten.</param>
    /// <returns>0 where one action is certain, log n where n are equally likely.</returns>
    public static double Entropy(ReadOnlySpan<double> logProbabilities, Span<double> probabilities)
    {
        double entropy = 0.0;
        for (int action = 0; action < logProbabilities.Length; action++)
        {
            double log = logProbabilities[action];
            bool isLegal = !double.IsNegativeInfinity(log);
            probabilities[action] = isLegal ? PortableMath.Exp(log) : 0.0;
            if (isLegal) entropy -= probabilities[action] * log;
        }
        return entropy;
    }
}
