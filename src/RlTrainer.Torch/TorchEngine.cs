using System.Globalization;
using System.Runtime.InteropServices;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// The engine on PyTorch's library. The feature table stays on the device and a minibatch travels as references; one update is
/// some 120 launches and waits for the device once, when its figures are read. One engine is used by one thread at a time.
/// </summary>
public sealed class TorchEngine : IPpoEngine
{
    private const int KlIndex = 2;   // in the policy's sums
    private const double LayerNormEpsilon = 1e-5;   // as the other engines, and as PyTorch

    private readonly Device _device;
    private readonly LaunchCount _launches = new();
    private readonly FlatParameters _parameters;
    private readonly ObservationTable _table;
    private readonly UploadBuffer<long> _numbers;
    private readonly UploadBuffer<float> _figures;
    private readonly UploadBuffer<byte> _illegal;
    private long _stepCount;

    /// <summary>An engine with the starting weights of a seed; the same seed gives every engine the same weights.</summary>
    /// <param name="layout">What one observation is made of; its size is the network's inputs.</param>
    /// <param name="network">Layer widths of both networks.</param>
    /// <param name="seed">Decides the starting weights.</param>
    /// <param name="options">Device, threads and precision.</param>
    /// <exception cref="ArgumentException">The network does not fit the layout.</exception>
    /// <exception cref="TorchBackendException">The library or the device is not there; the message says what to do.</exception>
    public TorchEngine(ObservationLayout layout, NetworkShape network, ulong seed, TorchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Layout = layout;
        Network = network.CheckedFor(layout);
        Options = options.Checked();
        _device = TorchLibrary.Open(Options);
        Name = TorchLibrary.Describe(Options);
        _table = new ObservationTable(layout, _device, _launches);
        _numbers = new UploadBuffer<long>(ScalarType.Int64, _device, _launches);
        _figures = new UploadBuffer<float>(ScalarType.Float32, _device, _launches);
        _illegal = new UploadBuffer<byte>(ScalarType.Bool, _device, _launches);
        try
        {
            _parameters = new FlatParameters(network, _device);
            Load(WeightInitialisation.Orthogonal(network, seed));
        }
        catch (ExternalException fault) when (TorchLibrary.IsOutOfMemory(fault))
        {
            _parameters?.Dispose();
            throw OutOfMemory($"network {network} and its optimizer", fault);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ObservationLayout Layout { get; }

    /// <inheritdoc/>
    public NetworkShape Network { get; }

    /// <summary>How the library computes.</summary>
    public TorchOptions Options { get; }

    /// <inheritdoc/>
    public DeviceMemory? DeviceMemory => Options.Device == TorchDevice.Cuda ? NvidiaDriver.Memory() : null;

    /// <inheritdoc/>
    public long? Launches => _launches.Total;

    /// <inheritdoc/>
    /// <exception cref="TorchBackendException">The device has no room for the table.</exception>
    public void Bind(ReadOnlyMemory<float> table)
    {
        try
        {
            _table.Bind(table);
        }
        catch (ExternalException fault) when (TorchLibrary.IsOutOfMemory(fault))
        {
            throw OutOfMemory(string.Create(
                CultureInfo.InvariantCulture, $"a feature table of {(4L * table.Length) >> 20:N0} MiB"), fault);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TorchBackendException">The device has no room for so many observations.</exception>
    public void Evaluate(Observations observations, Span<float> logits, Span<float> values)
    {
        int count = observations.Count, actions = Network.Actions;
        if (logits.Length != count * actions || values.Length != count)
            throw new ArgumentException(
                $"{count} observations came with room for {logits.Length} logits and {values.Length} values; expected "
                + $"{count * actions} and {count}.");
        if (count == 0) return;
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor inputs = Upload(observations);
            Tensor outputs = OnHost(cat([Forward(inputs, 0), Forward(inputs, 1)], 1).On(_launches));
            ReadOnlySpan<float> rows = MemoryMarshal.Cast<byte, float>(outputs.bytes);
            for (int index = 0; index < count; index++)
            {
                ReadOnlySpan<float> row = rows.Slice(index * (actions + 1), actions + 1);
                row[..actions].CopyTo(logits[(index * actions)..]);
                values[index] = row[actions];
            }
        }
        catch (ExternalException fault) when (TorchLibrary.IsOutOfMemory(fault))
        {
            throw OutOfMemory($"{count} observations at once", fault);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TorchBackendException">The device has no room for so large a minibatch.</exception>
    public MinibatchStatistics Step(Minibatch batch, StepSettings settings)
    {
        if (settings.IsValueOnly)
            throw new NotSupportedException($"{Name} steps both networks together; CriticContinues needs the engine 'cpu'.");
        if (batch.HasAllActions || settings.LimitsNetworksApart)
            throw new NotSupportedException(
                $"{Name} learns from the action taken, with one limit for both networks' gradients; the all-action algorithm "
                + $"needs the engine 'cpu'.");
        try
        {
            using DisposeScope scope = NewDisposeScope();
            var upload = MinibatchUpload.Fill(
                batch, Network.Actions, settings, _table, new(_numbers, _figures, _illegal));
            Tensor inputs = _table.Gather(upload.Windows, upload.Dense);
            Tensor logits = Forward(upload.DecisionRows is { } rows ? inputs.index_select(0, rows).On(_launches) : inputs, 0);
            Tensor values = Forward(inputs, 1);
            using IDisposable noGradient = no_grad();
            (Tensor logitGradient, Tensor policySums) = PpoGradient.Policy(logits, upload.Decisions, settings, _launches);
            (Tensor valueGradient, Tensor valueSum) =
                PpoGradient.Value(values, upload.Returns, upload.OldValues, settings, _launches);
            Tensor gradient = Gradient([logits, values], [logitGradient, valueGradient]), norm = gradient.norm().On(_launches);
            Tensor figures = cat([policySums, valueSum, norm.to(ScalarType.Float64).unsqueeze(0)]).On(_launches, 2);
            Tensor go = policySums.select(0, KlIndex).le(KlSumLimit(settings, upload.DecisionCount))
                // false for any infinity and for NaN
                .logical_and_(figures.abs().amax(0).lt(double.MaxValue)).On(_launches, 5);
            FlatAdam.Step(_parameters, new(gradient, norm, go), settings, _stepCount + 1, _launches);
            return Read(OnHost(figures), batch, settings, upload.DecisionCount);
        }
        catch (ExternalException fault) when (TorchLibrary.IsOutOfMemory(fault))
        {
            throw OutOfMemory($"a minibatch of {batch.Count} samples", fault);
        }
    }

    /// <inheritdoc/>
    public PolicyWeights Weights() => new(_parameters.Read(_parameters.Values));

    /// <inheritdoc/>
    public void Load(PolicyWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _parameters.Write(weights.CheckedAgainst(Network).Tensors, _parameters.Values);
    }

    /// <inheritdoc/>
    public OptimizerState Optimizer() =>
        new(_parameters.Read(_parameters.FirstMoments), _parameters.Read(_parameters.SecondMoments), _stepCount);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A moment is missing or has another shape; the message names it.</exception>
    public void Load(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PolicyWeights.CheckTensors(state.FirstMoments, Network);
        PolicyWeights.CheckTensors(state.SecondMoments, Network);
        _parameters.Write(state.FirstMoments, _parameters.FirstMoments);
        _parameters.Write(state.SecondMoments, _parameters.SecondMoments);
        _stepCount = state.StepCount;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parameters.Dispose();
        _table.Dispose();
        _numbers.Dispose();
        _figures.Dispose();
        _illegal.Dispose();
    }

    private Tensor Upload(Observations observations)
    {
        int count = observations.Count;
        _table.WindowNumbers(observations, _numbers.Reserve(count));
        observations.Dense.CopyTo(_figures.Reserve(count * Layout.DenseCount));
        return _table.Gather(_numbers.Send(count), _figures.Send(count * Layout.DenseCount));
    }

    /// <summary>Inputs [n, inputs] → outputs [n, actions] of the policy (network 0) or [n, 1] of the value network (1).</summary>
    private Tensor Forward(Tensor inputs, int network)
    {
        Tensor output = inputs;
        int at = network * _parameters.Views.Length / 2;
        for (int layer = 0; layer < Network.LayerCount; layer++)
        {
            output = nn.functional.linear(output, _parameters.Views[at++], _parameters.Views[at++]).On(_launches);
            if (layer == Network.LayerCount - 1) break;
            if (Network.LayerNorm)
                output = nn.functional.layer_norm(
                    output, [output.shape[1]], _parameters.Views[at++], _parameters.Views[at++], LayerNormEpsilon).On(_launches);
            output = output.relu_().On(_launches);
        }
        return output;
    }

    /// <summary>The networks' outputs and the loss's gradients by them → its gradient by all weights, [count], in the order
    /// of the flat weights.</summary>
    private Tensor Gradient(Tensor[] outputs, Tensor[] outputGradients)
    {
        IList<Tensor> gradients = autograd.grad(outputs, _parameters.Views, outputGradients);
        var flat = new Tensor[gradients.Count];
        for (int index = 0; index < flat.Length; index++) flat[index] = gradients[index].reshape(-1);
        _launches.Add(2 * LaunchCount.Backward(Network));
        return cat(flat).On(_launches);
    }

    /// <summary>Results where the host can read them; waits for the device.</summary>
    private Tensor OnHost(Tensor results) => Options.Device == TorchDevice.Cpu ? results : results.cpu().On(_launches);

    /// <summary>Sums over decisions are compared, so that device and host decide by the same number.</summary>
    private static double KlSumLimit(StepSettings settings, int decisions) => (double)settings.KlLimit * Math.Max(1, decisions);

    private MinibatchStatistics Read(Tensor figures, Minibatch batch, StepSettings settings, int decisions)
    {
        ReadOnlySpan<double> read = MemoryMarshal.Cast<byte, double>(figures.bytes);
        if (!double.IsFinite(read[0] + read[1] + read[KlIndex] + read[4])) ThrowNonFinite(batch);
        bool isStepped = read[KlIndex] <= KlSumLimit(settings, decisions);
        if (isStepped && !double.IsFinite(read[5])) ThrowNonFinite(batch);
        if (isStepped) _stepCount++;
        double share = 1.0 / Math.Max(1, decisions);
        return new MinibatchStatistics(
            isStepped, PolicyLoss: (float)(0.0 - read[0] * share), ValueLoss: (float)(read[4] / batch.Count),
            Entropy: (float)(0.0 - read[1] * share),
            ApproximateKl: (float)(read[KlIndex] * share), ClipFraction: (float)(read[3] * share), GradientNorm: isStepped
                ? (float)read[5] : 0f,
            DecisionCount: decisions);
    }

    private void ThrowNonFinite(Minibatch batch)
    {
        NonFiniteException.ThrowIfAny(batch.Observations.Dense, "observations.dense");
        NonFiniteException.ThrowIfAny(_table.Host.Span, "table");
        NonFiniteException.ThrowIfAny(batch.LogProbabilities, "logProbabilities");
        NonFiniteException.ThrowIfAny(batch.Advantages, "advantages");
        NonFiniteException.ThrowIfAny(batch.Returns, "returns");
        foreach (WeightTensor tensor in Weights().Tensors) NonFiniteException.ThrowIfAny(tensor.Values, tensor.Name);
        throw new NonFiniteException(
            "The loss or its gradient was not finite although data and weights are: a value or a ratio overflowed float32. Lower "
            + "the learning rate.");
    }

    private TorchBackendException OutOfMemory(string what, ExternalException fault) =>
        new(TorchLibrary.OutOfMemoryWords(Name, what, DeviceMemory), fault);
}
