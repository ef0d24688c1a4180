using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Evaluation;

/// <summary>
/// Is there an edge at all? Nothing in training keeps a learner out of a market without signal, so a trained model
/// is judged afterwards on days it has not seen: at every bar, what the side it prefers would have earned. A model
/// may trade only if the mean of some threshold's entries clears its standard error, which is clustered by day. Where the
/// model can manage a position, each entry earns what its own greedy management makes of it; else it is held to its exit.
/// </summary>
public static class EdgeGate
{
    private const int Hold = 0, Buy = 1, Sell = 2, PieceRows = 4096;

    /// <summary>Judges a model on its validation days.</summary>
    /// <param name="engine">The engine with the model's weights; it is bound to the days' table.</param>
    /// <param name="normalizer">The model's frozen normaliser of dense observations.</param>
    /// <param name="outcomes">What entries would have earned on the validation days.</param>
    /// <param name="config">How the gate decides.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentException">A value of the configuration is out of range, or the engine takes other
    /// observations or has other actions.</exception>
    public static EdgeVerdict Judge(IPpoEngine engine, DenseNormalizer normalizer, EntryOutcomes outcomes, EdgeGateConfig config)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(normalizer);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(config);
        if (engine.Layout != outcomes.Layout)
            throw new ArgumentException(
                $"The engine takes {engine.Layout}; the outcomes were made for {outcomes.Layout}. Use the run's own "
                + $"configuration.");
        if (engine.Network.Actions != outcomes.ActionCount)
            throw new ArgumentException(
                $"The engine has {engine.Network.Actions} actions; the outcomes were made for {outcomes.ActionCount}. Use the "
                + $"run's own configuration.");
        float[] leads = Leads(engine, normalizer, outcomes);
        return !outcomes.CanBeManaged ? Judge(leads, outcomes, config)
            : Judge(leads, outcomes.ManagedBy(leads, Greedy(engine, normalizer)), config) with { IsManaged = true };
    }

    /// <summary>The model's most likely legal action in a position, as the deployed policy would act.</summary>
    private static BranchChoice Greedy(IPpoEngine engine, DenseNormalizer normalizer)
    {
        int width = engine.Network.Actions;
        float[] logits = [];
        return (environments, observations, masks, actions) =>
        {
            if (logits.Length < actions.Length * width) logits = new float[actions.Length * width];
            Span<float> rows = logits.AsSpan(0, actions.Length * width);
            normalizer.Apply(observations.Dense);
            engine.Logits(observations, rows);
            ActionSampler.Greedy(rows, masks, actions);
        };
    }

    /// <summary>Judges any preference for sides.</summary>
    /// <param name="leads">[n] how far a side is preferred to staying flat: above 0 long, below 0 short, 0 flat.</param>
    /// <param name="outcomes">What entries would have earned.</param>
    /// <param name="config">How the gate decides.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentException">A value of the configuration is out of range, or the lengths differ.</exception>
    public static EdgeVerdict Judge(ReadOnlySpan<float> leads, EntryOutcomes outcomes, EdgeGateConfig config)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(config);
        config.Checked();
        if (leads.Length != outcomes.Count)
            throw new ArgumentException($"{leads.Length} leads came for {outcomes.Count} bars; expected as many.");
        int[] entries = MostCertainFirst(leads);
        var lines = new List<EdgeLine>();
        foreach (double share in config.Shares)
        {
            int count = (int)Math.Ceiling(share * entries.Length);
            if (count > 0) lines.Add(Line(share, entries.AsSpan(0, count), leads, outcomes));
        }
        EdgeOutcome outcome = outcomes.DayCount < config.FewestDays ? EdgeOutcome.TooFewDays
            : lines.Any(line => line.InErrors > config.Limit) ? EdgeOutcome.EdgeFound : EdgeOutcome.NoEdgeFound;
        return new EdgeVerdict(outcome, outcomes.DayCount, config.FewestDays, config.Limit, config.Trials, lines);
    }

    /// <summary>[n] lead of the better side's logit over Hold's where the
    /// side leads, with the side's sign; 0 where Hold leads.</summary>
    /// <param name="engine">The engine with the model's weights; it is bound to the days' table.</param>
    /// <param name="normalizer">The model's frozen normaliser of dense observations.</param>
    /// <param name="outcomes">The bars.</param>
    /// <returns>One number a bar.</returns>
    public static float[] Leads(IPpoEngine engine, DenseNormalizer normalizer, EntryOutcomes outcomes)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(normalizer);
        ArgumentNullException.ThrowIfNull(outcomes);
        engine.Bind(outcomes.Features.Values);
        int width = engine.Network.Actions, dense = outcomes.Layout.DenseCount;
        float[] leads = new float[outcomes.Count], numbers = outcomes.Dense.ToArray(), logits = new float[PieceRows * width];
        int[] bars = outcomes.Bars.ToArray();
        normalizer.Apply(numbers);
        for (int start = 0; start < leads.Length; start += PieceRows)
        {
            int count = Math.Min(PieceRows, leads.Length - start);
            engine.Logits(new Observations(bars.AsSpan(start, count), numbers.AsSpan(start * dense, count * dense)),
                logits.AsSpan(0, count * width));
            for (int row = 0; row < count; row++) leads[start + row] = Lead(logits.AsSpan(row * width, width));
        }
        return leads;
    }

    private static float Lead(ReadOnlySpan<float> logits)
    {
        float buy = logits[Buy] - logits[Hold], sell = logits[Sell] - logits[Hold];
        return buy >= sell ? Math.Max(0f, buy) : -Math.Max(0f, sell);
    }

    private static int[] MostCertainFirst(ReadOnlySpan<float> leads)
    {
        var entries = new List<int>();
        float[] certainty = new float[leads.Length];
        for (int row = 0; row < leads.Length; row++)
        {
            certainty[row] = -Math.Abs(leads[row]);
            if (leads[row] != 0) entries.Add(row);
        }
        return [.. entries.OrderBy(row => certainty[row])];
    }

    private static EdgeLine Line(double share, ReadOnlySpan<int> entries, ReadOnlySpan<float> leads, EntryOutcomes outcomes)
    {
        double[] profits = new double[entries.Length];
        int[] days = new int[entries.Length];
        for (int entry = 0; entry < profits.Length; entry++)
        {
            int row = entries[entry];
            profits[entry] = (leads[row] > 0 ? outcomes.BuyCents[row] : outcomes.SellCents[row]) / 100.0;
            days[entry] = outcomes.Days[row];
        }
        var mean = ClusteredMean.Of(profits, days, outcomes.DayCount);
        return new EdgeLine(share, Math.Abs(leads[entries[^1]]), entries.Length, mean.Clusters, mean.Mean, mean.Error);
    }
}
