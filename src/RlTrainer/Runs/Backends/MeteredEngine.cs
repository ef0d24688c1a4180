using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>An engine that counts the operations another one executes; everything else is that engine's.</summary>
internal sealed class MeteredEngine(IPpoEngine engine) : IPpoEngine
{
    /// <summary>Floating-point operations so far, as <see cref="EngineOperations"/> counts them.</summary>
    public double Operations { get; private set; }

    /// <summary>Optimizer steps so far.</summary>
    public long Steps { get; private set; }

    public string Name => engine.Name;

    public ObservationLayout Layout => engine.Layout;

    public NetworkShape Network => engine.Network;

    public DeviceMemory? DeviceMemory => engine.DeviceMemory;

    public long? Launches => engine.Launches;

    public void Bind(ReadOnlyMemory<float> table) => engine.Bind(table);

    public void Evaluate(Observations observations, Span<float> logits, Span<float> values)
    {
        engine.Evaluate(observations, logits, values);
        Operations += EngineOperations.Evaluation(Network, observations.Count);
    }

    public MinibatchStatistics Step(Minibatch batch, StepSettings settings)
    {
        MinibatchStatistics statistics = engine.Step(batch, settings);
        Operations += EngineOperations.Step(Network, batch.Count, statistics.DecisionCount, statistics.Stepped);
        Steps++;
        return statistics;
    }

    public PolicyWeights Weights() => engine.Weights();

    public void Load(PolicyWeights weights) => engine.Load(weights);

    public OptimizerState Optimizer() => engine.Optimizer();

    public void Load(OptimizerState state) => engine.Load(state);

    public void Dispose() => engine.Dispose();
}
