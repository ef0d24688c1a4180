using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The engine of this machine's processor, float32. A minibatch is parallel passes: for the value network and then the policy
/// network, rows forward, their loss and backward, and panels of weight gradients; last, all panels through Adam. Outputs are
/// split between threads, never a sum, and every sum has one order at every vector width, so that the weights are the same bits
/// on every processor and for every number of threads. States with one legal
/// action skip the policy network.
/// </summary>
public sealed unsafe class CpuEngine : IPpoEngine
{
    private const int EvaluateRows = 512;
    private readonly ThreadTeam _team;
    private readonly CpuPasses _passes;
    private readonly PanelNetwork _policy, _value;
    private ReadOnlyMemory<float> _table;
    private long _steps;

    /// <summary>An engine with orthogonal starting weights.</summary>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths; its inputs must be the layout's size.</param>
    /// <param name="seed">Decides the starting weights.</param>
    /// <param name="threads">Threads to compute with; 0 for all processors. Decides no bit of any result.</param>
    /// <param name="width">Vector width; null for the widest. Decides no bit of any result either.</param>
    /// <exception cref="ArgumentException">The network does not take the layout's observations.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the width.</exception>
    public CpuEngine(ObservationLayout layout, NetworkShape network, ulong seed, int threads = 0, VectorWidth? width = null)
        : this(layout, network, seed, threads, width ?? VectorWidths.Best, PanelArithmetic.Of(width ?? VectorWidths.Best)) { }

    /// <summary>The same with an arithmetic that the machine may lack.</summary>
    internal CpuEngine(
        ObservationLayout layout, NetworkShape network, ulong seed, int threads, VectorWidth width, PanelArithmetic arithmetic)
    {
        Layout = layout;
        Network = network.CheckedFor(layout);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Width = width;
        _policy = new PanelNetwork(arithmetic, [network.Inputs, .. network.Hidden, network.Actions], network.LayerNorm);
        _value = new PanelNetwork(arithmetic, [network.Inputs, .. network.Hidden, 1], network.LayerNorm);
        _team = new ThreadTeam(threads == 0 ? Environment.ProcessorCount : threads);
        _passes = new CpuPasses(layout, network.Actions, _policy, _value, _team);
        Load(WeightInitialisation.Orthogonal(network, seed));
    }

    /// <inheritdoc/>
    public string Name =>
        $"CPU, {(Width == VectorWidth.Plain ? "no vectors" : $"{(int)Width}-bit vectors")}, {Threads} threads, float32";

    /// <inheritdoc/>
    public ObservationLayout Layout { get; }

    /// <inheritdoc/>
    public NetworkShape Network { get; }

    /// <summary>Where the time of steps goes, for benchmarks; null: nobody looks.</summary>
    internal StepClock? Clock
    {
        get => _passes.Clock;
        set => _passes.Clock = value;
    }

    /// <summary>Threads in use.</summary>
    public int Threads => _team.Count;

    /// <summary>Vector width in use.</summary>
    public VectorWidth Width { get; }

    /// <inheritdoc/>
    public void Bind(ReadOnlyMemory<float> table) => _table = Layout.CheckedTable(table);

    /// <inheritdoc/>
    public void Evaluate(Observations observations, Span<float> logits, Span<float> values) =>
        Evaluate(observations, logits, values, withValues: true);

    /// <inheritdoc/>
    public void Logits(Observations observations, Span<float> logits) => Evaluate(observations, logits, [], withValues: false);

    /// <inheritdoc/>
    public void Values(Observations observations, Span<float> values) => Evaluate(observations, [], values, withValues: true);

    private void Evaluate(Observations observations, Span<float> logits, Span<float> values, bool withValues)
    {
        Layout.Check(observations, _table.Length);
        int actions = Network.Actions, dense = Layout.DenseCount;
        fixed (float* table = _table.Span)
        {
            for (int start = 0; start < observations.Count; start += EvaluateRows)
            {
                int rows = Math.Min(EvaluateRows, observations.Count - start);
                fixed (int* bars = observations.Bars[start..])
                fixed (float* denseStart = observations.Dense[(start * dense)..])
                    _passes.Evaluate(table, bars, denseStart, rows, logits.IsEmpty ? []
                        : logits.Slice(start * actions, rows * actions), withValues ? values.Slice(start, rows) : default);
            }
        }
    }

    /// <inheritdoc/>
    public MinibatchStatistics Step(Minibatch batch, StepSettings settings)
    {
        Layout.Check(batch.Observations, _table.Length);
        MinibatchStatistics statistics;
        fixed (float* table = _table.Span)
            statistics = _passes.Rows(table, batch, settings);
        if (!float.IsFinite(statistics.PolicyLoss + statistics.ValueLoss + statistics.Entropy + statistics.ApproximateKl))
            ThrowNonFinite(batch, ofLoss: true);
        if (statistics.ApproximateKl > settings.KlLimit) return statistics with { Stepped = false };
        GradientNorms norms = _passes.WeightGradients();
        if (!double.IsFinite(norms.Both)) ThrowNonFinite(batch, ofLoss: false);
        _steps++;
        _passes.Adam(
            AdamStep.At(_steps, settings.LearningRate, norms.PolicyScale(settings)),
            AdamStep.At(_steps, settings.LearningRate, norms.ValueScale(settings)));
        return statistics with { GradientNorm = (float)norms.Both };
    }

    /// <inheritdoc/>
    public PolicyWeights Weights() => new(Tensors(_policy.Weights, _value.Weights));

    /// <summary>The gradient of the last minibatch before it was limited, in the weights' order.</summary>
    public PolicyWeights Gradients() => new(Tensors(_policy.Gradients, _value.Gradients));

    /// <inheritdoc/>
    public void Load(PolicyWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.CheckedAgainst(Network);
        LoadTensors(weights.Tensors, _policy.Weights, _value.Weights);
        _policy.TransposeAll();
        _value.TransposeAll();
    }

    /// <inheritdoc/>
    public OptimizerState Optimizer() =>
        new(Tensors(_policy.First, _value.First), Tensors(_policy.Second, _value.Second), _steps);

    /// <inheritdoc/>
    public void Load(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PolicyWeights.CheckTensors(state.FirstMoments, Network);
        PolicyWeights.CheckTensors(state.SecondMoments, Network);
        LoadTensors(state.FirstMoments, _policy.First, _value.First);
        LoadTensors(state.SecondMoments, _policy.Second, _value.Second);
        _steps = state.StepCount;
    }

    /// <summary>Share of hidden ReLU units that were 0 for every state of the last minibatch or evaluation, policy network
    /// then value network.</summary>
    public (double Policy, double Value) DeadUnits() => (CpuPasses.DeadUnits(_policy), CpuPasses.DeadUnits(_value));

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        _policy.Dispose();
        _value.Dispose();
    }

    private List<WeightTensor> Tensors(FloatBuffer policy, FloatBuffer value)
    {
        List<WeightTensor> tensors = PanelTensors.Unpack("policy", _policy.Layers, policy);
        tensors.AddRange(PanelTensors.Unpack("value", _value.Layers, value));
        return tensors;
    }

    private void LoadTensors(IReadOnlyList<WeightTensor> tensors, FloatBuffer policy, FloatBuffer value)
    {
        PanelTensors.Pack("policy", _policy.Layers, tensors, policy);
        PanelTensors.Pack("value", _value.Layers, tensors, value);
    }

    /// <summary>Names the first place; gradients only where the loss was finite, since they follow it.</summary>
    private void ThrowNonFinite(Minibatch batch, bool ofLoss)
    {
        NonFiniteException.ThrowIfAny(batch.Observations.Dense, "observations.dense");
        NonFiniteException.ThrowIfAny(_table.Span, "table");
        NonFiniteException.ThrowIfAny(batch.LogProbabilities, "logProbabilities");
        NonFiniteException.ThrowIfAny(batch.Advantages, "advantages");
        NonFiniteException.ThrowIfAny(batch.Returns, "returns");
        foreach (WeightTensor tensor in Weights().Tensors) NonFiniteException.ThrowIfAny(tensor.Values, tensor.Name);
        foreach (WeightTensor tensor in ofLoss ? [] : Gradients().Tensors)
            NonFiniteException.ThrowIfAny(tensor.Values, $"gradient of {tensor.Name}");
        throw new NonFiniteException(ofLoss
            ? "The loss was not finite although data and weights are: a value or a ratio overflowed float32. Lower the "
                + "learning rate."
            : "The norm of the gradient was not finite although data, weights and gradients are: their squares overflowed "
                + "float32. Lower the learning rate.");
    }
}
