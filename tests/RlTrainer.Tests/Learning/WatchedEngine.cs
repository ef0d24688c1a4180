using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>An engine that remembers the advantages it was given, and whose results can be spoiled.</summary>
internal sealed class WatchedEngine(IPpoEngine inner) : IPpoEngine
{
    public List<float[]> Advantages { get; } = [];

    /// <summary>Changes what a step says it measured.</summary>
    public Func<MinibatchStatistics, MinibatchStatistics> Measured { get; set; } = statistics => statistics;

    /// <summary>Changes the weights that are read out.</summary>
    public Action<PolicyWeights> ReadOut { get; set; } = _ => { };

    public string Name => inner.Name;

    public ObservationLayout Layout => inner.Layout;

    public NetworkShape Network => inner.Network;

    public void Bind(ReadOnlyMemory<float> table) => inner.Bind(table);

    public void Evaluate(Observations observations, Span<float> logits, Span<float> values) =>
        inner.Evaluate(observations, logits, values);

    public MinibatchStatistics Step(Minibatch batch, StepSettings settings)
    {
        Advantages.Add(batch.Advantages.ToArray());
        return Measured(inner.Step(batch, settings));
    }

    public PolicyWeights Weights()
    {
        PolicyWeights weights = inner.Weights();
        ReadOut(weights);
        return weights;
    }

    public void Load(PolicyWeights weights) => inner.Load(weights);

    public OptimizerState Optimizer() => inner.Optimizer();

    public void Load(OptimizerState state) => inner.Load(state);

    public void Dispose() => inner.Dispose();
}
