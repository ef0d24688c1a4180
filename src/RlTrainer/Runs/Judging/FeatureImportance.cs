using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Reporting;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What a model looks at, at every checkpoint of its run.</summary>
/// <param name="Features">In column order.</param>
/// <param name="Steps">[checkpoints] environment steps.</param>
/// <param name="Saliency">[checkpoints × features] share of the gradient of Buy − Sell in all features, summed over lags,
/// mean over flat states.</param>
/// <param name="ProfitLoss">[checkpoints × features] profit lost when the feature's column is shuffled over whole days, US
/// dollars a day.</param>
public sealed record FeatureImportance(
    IReadOnlyList<string> Features, IReadOnlyList<long> Steps, IReadOnlyList<double> Saliency, IReadOnlyList<double> ProfitLoss)
{
    private const int States = 256;

    /// <summary>Measures models on days they were not trained on; validation days, not the test days.</summary>
    /// <param name="models">Checkpoints in order.</param>
    /// <param name="bars">The days.</param>
    /// <param name="seed">Decides states and shuffles.</param>
    /// <param name="parts">Definitions from outside the library that the models were trained with; null for none.</param>
    /// <returns>One figure a feature and way of measuring.</returns>
    /// <exception cref="ArgumentException">There is no model.</exception>
    public static FeatureImportance Of(
        IReadOnlyList<Checkpoint> models, Market.BarSeries bars, ulong seed, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(bars);
        if (models.Count == 0)
            throw new ArgumentException("Feature importance was asked of no models; expected at least one checkpoint.");
        var saliency = new List<double>();
        var losses = new List<double>();
        FeatureTable raw = RunModels.ConfigOf(models[0], parts).Given("FeatureImportance.Of(models, bars, seed, parts: [{0}])")
            .FeatureSet.Compute(bars);
        foreach (Checkpoint model in models)
        {
            FeatureTable table = model.Features.Apply(raw);
            saliency.AddRange(SaliencyOf(model, table, seed, parts));
            losses.AddRange(LossesOf(model, table, seed, parts));
        }
        return new FeatureImportance([.. raw.Names], [.. models.Select(model => model.Manifest.Steps)], saliency, losses);
    }

    /// <summary>Both as heat maps: features down, training steps across.</summary>
    public IReadOnlyList<SvgFigure> Figures() =>
    [
        Map("What the policy's choice between Buy and Sell hangs on: share of the gradient, %", Saliency, 100),
        Map("Profit lost when a feature is shuffled among the days, US dollars a day", ProfitLoss, 1),
    ];

    private SvgFigure Map(string title, IReadOnlyList<double> values, double scale)
    {
        var cells = new List<double?>();
        for (int feature = 0; feature < Features.Count; feature++)
            for (int step = 0; step < Steps.Count; step++) cells.Add(scale * values[step * Features.Count + feature]);
        return HeatMap.Of(title, Features, [.. Steps.Select(steps => $"{NumberText.Number(steps / 1000.0, 0)}k")], cells,
            value => NumberText.Number(value, 0));
    }

    private static double[] SaliencyOf(Checkpoint model, FeatureTable table, ulong seed, IReadOnlyList<IDefinition>? parts)
    {
        RunConfig config = RunModels.ConfigOf(model, parts);
        IReadOnlyList<int> valid = TradingEnvironments.ValidStarts(table, config.Environment, config.Rules);
        var random = Rng.Stream(seed, "saliency states");
        int features = table.FeatureCount, window = model.Manifest.WindowBars;
        double[] side = new double[model.Network.Actions], sums = new double[features];
        (side[1], side[2]) = (1, -1);
        float[] observation = new float[model.Network.Inputs];
        float[] fresh = FreshAccount(model, table, config);
        for (int state = 0; state < States; state++)
        {
            int bar = valid[random.NextInt32(valid.Count)];
            table.Values.Span.Slice((bar - window + 1) * features, window * features).CopyTo(observation);
            fresh.CopyTo(observation, window * features);
            double[] gradient = InputGradient.Of(model.Weights, model.Network, observation, side);
            for (int index = 0; index < window * features; index++) sums[index % features] += Math.Abs(gradient[index]);
        }
        double total = sums.Sum();
        return [.. sums.Select(sum => total == 0 ? 0 : sum / total)];
    }

    /// <summary>[dense] position and account features of a fresh account, normalised.</summary>
    private static float[] FreshAccount(Checkpoint model, FeatureTable table, RunConfig config)
    {
        var environment = new TradingEnvironments(
            table, config.Environment with { EnvironmentCount = 1 }, config.Rules, config.Seed);
        environment.Reset();
        float[] dense = new float[environment.Layout.DenseCount];
        environment.Observe(new Observations(new int[1], dense));
        model.Dense.Apply(dense);
        return dense;
    }

    private static double[] LossesOf(Checkpoint model, FeatureTable table, ulong seed, IReadOnlyList<IDefinition>? parts)
    {
        double before = Profit(model, table, parts);
        int days = table.Bars.Days.Count;
        return [.. Enumerable.Range(0, table.FeatureCount)
            .Select(feature => (before - Profit(model, Shuffled(table, feature, seed), parts)) / days)];
    }

    private static double Profit(Checkpoint model, FeatureTable table, IReadOnlyList<IDefinition>? parts)
    {
        RunConfig config = RunModels.ConfigOf(model, parts);
        using CpuEngine engine = RunModels.EngineOf(model, table, threads: 1);
        return Backtest.Walk(EnginePolicy.Greedy(engine, model.Dense), table, config.Environment, config.Rules)
            .Journal.Trades.Sum(trade => trade.NetCents) / 100.0;
    }

    /// <summary>The feature's column with whole days exchanged: bar n of a day gets the value of bar n of another, so that
    /// its course within a day stays one.</summary>
    private static FeatureTable Shuffled(FeatureTable table, int feature, ulong seed)
    {
        IReadOnlyList<Market.TradingDay> days = table.Bars.Days;
        int[] order = [.. Enumerable.Range(0, days.Count)];
        var random = Rng.Stream(seed, "shuffled days", feature);
        random.Shuffle(order);
        float[] values = table.Values.ToArray();
        ReadOnlySpan<float> old = table.Values.Span;
        int width = table.FeatureCount;
        for (int day = 0; day < days.Count; day++)
        {
            Market.TradingDay source = days[order[day]];
            int length = source.EndBar - source.FirstBar;
            for (int bar = days[day].FirstBar; bar < days[day].EndBar; bar++)
                values[bar * width + feature] =
                    old[(source.FirstBar + Math.Min(bar - days[day].FirstBar, length - 1)) * width + feature];
        }
        return table.WithValues(values, isNormalized: true);
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
