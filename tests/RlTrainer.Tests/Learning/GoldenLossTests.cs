using System.Text.Json;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>The scalar loss against PyTorch, from the same logits and values, in float64.</summary>
public sealed class GoldenLossTests
{
    public static TheoryData<string, string> Cases => GoldenMinibatch.AllCaseNames;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_term_of_the_loss_is_that_of_torch(string file, string name)
    {
        var data = new GoldenMinibatch(file);
        JsonElement golden = data.Case(name), expected = golden.GetProperty("steps")[0];
        StepSettings settings = GoldenMinibatch.Settings(golden);
        (PolicyTerms[] terms, double[] valueLosses) = Samples(data, settings);

        Assert.Equal(expected.Whole("decisionCount"), terms.Length);
        GoldenFile.Near(expected.Number("policyLoss"), terms.Average(term => term.Loss), GoldenFile.Double, "Policy loss");
        GoldenFile.Near(expected.Number("entropy"), terms.Average(term => term.Entropy), GoldenFile.Double, "Entropy");
        GoldenFile.Near(expected.Number("approximateKl"), terms.Average(term => term.ApproximateKl), GoldenFile.Double,
            "Approximate KL");
        GoldenFile.Near(expected.Number("clipFraction"), terms.Average(term => term.ClippedShare), GoldenFile.Double,
            "Clip fraction");
        GoldenFile.Near(expected.Number("valueLoss"), valueLosses.Average(), GoldenFile.Double, "Value loss");
        GoldenFile.Near(
            expected.Number("loss"),
            terms.Average(term => term.Loss - settings.EntropyWeight * term.Entropy)
                + settings.ValueWeight * valueLosses.Average(),
            GoldenFile.Double, "Loss");
    }

    private static (PolicyTerms[] Terms, double[] ValueLosses) Samples(GoldenMinibatch data, StepSettings settings)
    {
        Minibatch batch = data.Batch;
        double[] logits = data.Logits, values = data.Values, gradient = new double[data.Network.Actions],
            losses = new double[batch.Count];
        var terms = new List<PolicyTerms>();
        for (int row = 0; row < batch.Count; row++)
        {
            ReadOnlySpan<byte> mask = batch.Masks.Slice(row * gradient.Length, gradient.Length);
            losses[row] = PpoLoss.Value(values[row], batch.Returns[row], batch.OldValues[row], settings, 1.0, out _);
            if (MaskedCategorical.LegalCount(mask) < 2) continue;
            ReadOnlySpan<double> logit = logits.AsSpan(row * gradient.Length, gradient.Length);
            var state = new PolicyState(logit, mask, 1.0, isSinglePrecision: false);
            terms.Add(batch.HasAllActions
                ? AllActionLoss.Policy(
                    state, batch.LogProbabilities.Slice(row * gradient.Length, gradient.Length),
                    batch.Advantages.Slice(row * gradient.Length, gradient.Length), settings, gradient)
                : PpoLoss.Policy(
                    state, batch.Actions[row], batch.LogProbabilities[row], batch.Advantages[row], settings, gradient));
        }
        return ([.. terms], losses);
    }
}
