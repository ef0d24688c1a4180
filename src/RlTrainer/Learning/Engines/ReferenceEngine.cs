using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The truth the fast engines are tested against: plain loops in double precision, one sample after the other. Slow.
/// </summary>
internal sealed class ReferenceEngine : IPpoEngine
{
    private readonly ReferenceNetwork _policy, _value;
    private ReadOnlyMemory<float> _table;
    private long _steps;

    /// <summary>An engine with orthogonal starting weights.</summary>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths of both networks.</param>
    /// <param name="seed">Decides the starting weights, the same as in every engine.</param>
    /// <exception cref="ArgumentException">The network does not take the layout's observations.</exception>
    public ReferenceEngine(ObservationLayout layout, NetworkShape network, ulong seed)
    {
        Layout = layout;
        Network = network.CheckedFor(layout);
        _policy = new ReferenceNetwork("policy", network, network.Actions);
        _value = new ReferenceNetwork("value", network, 1);
        Load(WeightInitialisation.Orthogonal(network, seed));
    }

    /// <inheritdoc/>
    public string Name => "scalar reference, float64";

    /// <inheritdoc/>
    public ObservationLayout Layout { get; }

    /// <inheritdoc/>
    public NetworkShape Network { get; }

    /// <inheritdoc/>
    public void Bind(ReadOnlyMemory<float> table) => _table = Layout.CheckedTable(table);

    /// <inheritdoc/>
    public void Evaluate(Observations observations, Span<float> logits, Span<float> values)
    {
        Layout.Check(observations, _table.Length);
        for (int row = 0; row < observations.Count; row++)
        {
            double[] input = Input(observations, row);
            double[] outputs = _policy.Forward(input);
            for (int action = 0; action < outputs.Length; action++)
                logits[row * Network.Actions + action] = (float)outputs[action];
            values[row] = (float)_value.Forward(input)[0];
        }
    }

    /// <inheritdoc/>
    public MinibatchStatistics Step(Minibatch batch, StepSettings settings)
    {
        Layout.Check(batch.Observations, _table.Length);
        MinibatchStatistics statistics = Backward(batch, settings);
        if (statistics.ApproximateKl > settings.KlLimit) return statistics with { Stepped = false };
        double policySquares = _policy.GradientSquares(), valueSquares = _value.GradientSquares();
        var norms = new GradientNorms(policySquares, valueSquares, policySquares + valueSquares);
        _steps++;
        if (!settings.IsValueOnly) _policy.Adam(_steps, settings.LearningRate, norms.PolicyScale(settings));
        _value.Adam(_steps, settings.LearningRate, norms.ValueScale(settings));
        return statistics with { GradientNorm = (float)norms.Both };
    }

    /// <inheritdoc/>
    public PolicyWeights Weights() =>
        new([.. _policy.Tensors(layer => layer.Weights), .. _value.Tensors(layer => layer.Weights)]);

    /// <summary>The gradient of the last minibatch before it was limited, in the weights' order.</summary>
    public PolicyWeights Gradients() =>
        new([.. _policy.Tensors(layer => layer.Gradients), .. _value.Tensors(layer => layer.Gradients)]);

    /// <summary>The same gradient in double precision, tensor after tensor.</summary>
    internal double[] GradientValues() =>
        [.. _policy.Values(layer => layer.Gradients), .. _value.Values(layer => layer.Gradients)];

    /// <summary>The weights in double precision, tensor after tensor.</summary>
    internal double[] WeightValues() => [.. _policy.Values(layer => layer.Weights), .. _value.Values(layer => layer.Weights)];

    /// <inheritdoc/>
    public void Load(PolicyWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.CheckedAgainst(Network);
        _policy.Load(weights.Tensors, layer => layer.Weights);
        _value.Load(weights.Tensors, layer => layer.Weights);
    }

    /// <inheritdoc/>
    public OptimizerState Optimizer() => new(
        [.. _policy.Tensors(layer => layer.First), .. _value.Tensors(layer => layer.First)],
        [.. _policy.Tensors(layer => layer.Second), .. _value.Tensors(layer => layer.Second)], _steps);

    /// <inheritdoc/>
    public void Load(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PolicyWeights.CheckTensors(state.FirstMoments, Network);
        PolicyWeights.CheckTensors(state.SecondMoments, Network);
        foreach (ReferenceNetwork network in new[] { _policy, _value })
        {
            network.Load(state.FirstMoments, layer => layer.First);
            network.Load(state.SecondMoments, layer => layer.Second);
        }
        _steps = state.StepCount;
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private MinibatchStatistics Backward(Minibatch batch, in StepSettings settings)
    {
        _policy.ClearGradients();
        _value.ClearGradients();
        int actions = Network.Actions, decisions = 0;
        for (int row = 0; row < batch.Count; row++)
            if (MaskedCategorical.LegalCount(batch.Masks.Slice(row * actions, actions)) > 1) decisions++;
        var sums = default(LossSums);
        double[] gradient = new double[actions];
        for (int row = 0; row < batch.Count; row++)
        {
            double[] input = Input(batch.Observations, row);
            ReadOnlySpan<byte> mask = batch.Masks.Slice(row * actions, actions);
            if (MaskedCategorical.LegalCount(mask) > 1)
            {
                var state = new PolicyState(_policy.Forward(input), mask, 1.0 / decisions, isSinglePrecision: false);
                sums.Add(batch.HasAllActions
                    ? AllActionLoss.Policy(
                        state, batch.LogProbabilities.Slice(row * actions, actions),
                        batch.Advantages.Slice(row * actions, actions), settings, gradient)
                    : PpoLoss.Policy(
                        state, batch.Actions[row], batch.LogProbabilities[row], batch.Advantages[row], settings, gradient));
                _policy.Backward(gradient);
            }
            double value = _value.Forward(input)[0];
            sums.AddValue(PpoLoss.Value(
                value, batch.Returns[row], batch.OldValues[row], settings, 1.0 / batch.Count, out double valueGradient));
            _value.Backward([valueGradient]);
        }
        return sums.Means();
    }

    private double[] Input(Observations observations, int row)
    {
        double[] input = new double[Layout.Size];
        if (Layout.TableSize > 0)
        {
            ReadOnlySpan<float> window =
                _table.Span.Slice((observations.Bars[row] - Layout.WindowBars + 1) * Layout.TableFeatures, Layout.TableSize);
            for (int index = 0; index < window.Length; index++) input[index] = window[index];
        }
        for (int index = 0; index < Layout.DenseCount; index++)
            input[Layout.TableSize + index] = observations.Dense[row * Layout.DenseCount + index];
        return input;
    }
}
