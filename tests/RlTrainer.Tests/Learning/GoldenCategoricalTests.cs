using System.Text.Json;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>Masked distributions against PyTorch's log_softmax and autograd.</summary>
public sealed class GoldenCategoricalTests
{
    private static readonly JsonElement File = GoldenFile.Open("masked_categorical.json");

    [Fact]
    public void Probabilities_and_log_probability_are_those_of_torch()
    {
        foreach (JsonElement golden in File.Cases())
        {
            double[] logits = golden.Numbers("logits"), log = new double[logits.Length];
            MaskedCategorical.LogProbabilities(logits, golden.Bits("mask"), log);
            GoldenFile.Near(golden.Numbers("probabilities"), [.. log.Select(Math.Exp)], GoldenFile.Double, "Probability");
            GoldenFile.Near(golden.Number("logProbability"), log[golden.Whole("action")], GoldenFile.Double, "Log-probability");
        }
    }

    [Fact]
    public void Entropy_counts_legal_actions_only_as_in_torch()
    {
        foreach (JsonElement golden in File.Cases())
        {
            double[] logits = golden.Numbers("logits"), log = new double[logits.Length];
            MaskedCategorical.LogProbabilities(logits, golden.Bits("mask"), log);
            GoldenFile.Near(golden.Number("entropy"), MaskedCategorical.Entropy(log), GoldenFile.Double, "Entropy");
        }
    }

    [Fact]
    public void The_gradient_of_the_entropy_is_that_of_torch()
    {
        foreach (JsonElement golden in File.Cases())
        {
            // Without an advantage the loss is −1 · entropy.
            double[] gradient = Gradient(golden, advantage: 0.0, entropyWeight: 1f);
            GoldenFile.Near([.. golden.Numbers("entropyGradient").Select(value => -value)], gradient, GoldenFile.Double,
                "Entropy gradient");
        }
    }

    [Fact]
    public void The_gradient_of_the_log_probability_is_that_of_torch()
    {
        foreach (JsonElement golden in File.Cases())
        {
            // Loss = −ratio, and its gradient −ratio · ∂ log π; the ratio
            // differs from 1 by the rounding of the old log-probability.
            double log = golden.Number("logProbability"), ratio = Math.Exp(log - (float)log);
            double[] gradient = Gradient(golden, advantage: 1.0, entropyWeight: 0f);
            GoldenFile.Near(
                [.. golden.Numbers("logProbabilityGradient").Select(value => -ratio * value)], gradient, GoldenFile.Double,
                "Log-probability gradient");
        }
    }

    private static double[] Gradient(JsonElement golden, double advantage, float entropyWeight)
    {
        double[] logits = golden.Numbers("logits"), gradient = new double[logits.Length];
        var settings = new StepSettings(0f, 0.2f, entropyWeight, 0f, 1f, float.PositiveInfinity);
        PpoLoss.Policy(
            new(logits, golden.Bits("mask"), 1.0, isSinglePrecision: false), golden.Whole("action"),
            golden.Float("logProbability"), advantage, settings, gradient);
        return gradient;
    }
}
