using RlTrainer.Numerics;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// White's reality check (White 2000): is the best of several models better than a benchmark, once it counts that the best
/// was picked after looking? The null hypothesis: no model beats the benchmark.
/// </summary>
/// <param name="Best">Index of the model with the highest mean lead.</param>
/// <param name="MeanLead">Its mean daily lead over the benchmark, dollars.</param>
/// <param name="PValue">Probability of a best lead at least as large under the null hypothesis.</param>
/// <param name="Models">How many models were tried.</param>
/// <param name="Days">How many days.</param>
public sealed record RealityCheck(int Best, double MeanLead, double PValue, int Models, int Days)
{
    /// <summary>
    /// Statistic V = max over models of √n · mean lead; its null distribution by the stationary bootstrap of the centred
    /// leads. p = (1 + draws with V* ≥ V) ÷ (1 + draws), so that it is never 0.
    /// </summary>
    /// <param name="models">[models][days] daily profits, dollars.</param>
    /// <param name="benchmark">[days] daily profits of the benchmark on the same days; zeros for staying flat.</param>
    /// <param name="bootstrap">How days are drawn.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <returns>The statistic and its p-value.</returns>
    /// <exception cref="ArgumentException">There is no model, fewer than 2 days, or the lengths differ.</exception>
    public static RealityCheck Of(IReadOnlyList<double[]> models, double[] benchmark, DayBootstrap bootstrap, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(bootstrap);
        int days = benchmark.Length;
        if (models.Count == 0 || days < 2 || models.Any(model => model.Length != days))
            throw new ArgumentException(
                $"A reality check of {models.Count} models had {days} benchmark days and models of "
                + $"{string.Join(", ", models.Select(model => model.Length))} days; expected at least one model and the same "
                + $"number of days, at least 2.");
        double[][] leads = [.. models.Select(model => model.Select((profit, day) => profit - benchmark[day]).ToArray())];
        double[] means = [.. leads.Select(lead => lead.Average())];
        int best = Array.IndexOf(means, means.Max());
        var random = Rng.Stream(seed, "reality check");
        int[] drawn = new int[days];
        int atLeast = 0;
        for (int resample = 0; resample < bootstrap.Resamples; resample++)
        {
            bootstrap.Draw(drawn, ref random);
            double highest = double.NegativeInfinity;
            for (int model = 0; model < leads.Length; model++)
            {
                double sum = 0;
                foreach (int day in drawn) sum += leads[model][day];
                highest = Math.Max(highest, sum / days - means[model]);
            }
            if (highest >= means[best]) atLeast++;
        }
        return new RealityCheck(best, means[best], (1.0 + atLeast) / (1 + bootstrap.Resamples), models.Count, days);
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
