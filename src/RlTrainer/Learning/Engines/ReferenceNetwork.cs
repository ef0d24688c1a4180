using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>One perceptron in plain loops: z = W·x + b, x' = max(z, 0), the last layer without the maximum; LayerNorm of z
/// where asked for.</summary>
internal sealed class ReferenceNetwork
{
    private readonly Layer[] _layers;
    private readonly string _name;

    public ReferenceNetwork(string name, NetworkShape network, int outputs)
    {
        _name = name;
        _layers = [.. Enumerable.Range(0, network.LayerCount).Select(layer =>
            new Layer(network.LayerInputs(layer), network.LayerOutputs(layer, outputs),
                layer < network.Hidden.Count, network.LayerNorm && layer < network.Hidden.Count))];
    }

    /// <summary>[inputs] → [outputs]; keeps what the backward pass needs.</summary>
    public double[] Forward(double[] input)
    {
        foreach (Layer layer in _layers) input = layer.Forward(input);
        return input;
    }

    /// <summary>Gradient of the outputs of the last forward pass; adds to the gradients of the weights.</summary>
    public void Backward(double[] gradient)
    {
        for (int index = _layers.Length - 1; index >= 0; index--) gradient = _layers[index].Backward(gradient);
    }

    public void ClearGradients()
    {
        foreach (Layer layer in _layers) Array.Clear(layer.Gradients);
    }

    public double GradientSquares() => _layers.Sum(layer => layer.Gradients.Sum(value => value * value));

    /// <summary>Kingma and Ba 2015, algorithm 1.</summary>
    public void Adam(long step, double learningRate, double scale)
    {
        double first = 1.0 - PortableMath.Power(0.9, step), second = 1.0 - PortableMath.Power(0.999, step);
        foreach (Layer layer in _layers)
        {
            for (int index = 0; index < layer.Weights.Length; index++)
            {
                double gradient = layer.Gradients[index] * scale;
                layer.First[index] = 0.9 * layer.First[index] + 0.1 * gradient;
                layer.Second[index] = 0.999 * layer.Second[index] + 0.001 * gradient * gradient;
                layer.Weights[index] -= learningRate * (layer.First[index] / first) / (
                    Math.Sqrt(layer.Second[index] / second) + 1e-5);
            }
        }
    }

    /// <summary>One of the arrays of every layer as named tensors: weight, bias and, with LayerNorm, gain and shift.</summary>
    public IEnumerable<WeightTensor> Tensors(Func<Layer, double[]> values)
    {
        for (int index = 0; index < _layers.Length; index++)
        {
            Layer layer = _layers[index];
            float[] all = [.. values(layer).Select(value => (float)value)];
            foreach ((string part, int start, int[] shape) in layer.Parts())
                yield return new WeightTensor(
                    $"{_name}.{index}.{part}", shape,
                    all[start..(start + shape.Aggregate(1, (product, size) => product * size))]);
        }
    }

    /// <summary>One of the arrays of every layer, layer after layer, unrounded.</summary>
    public IEnumerable<double> Values(Func<Layer, double[]> values) => _layers.SelectMany(values);

    /// <summary>The reverse of <see cref="Tensors"/>.</summary>
    public void Load(IReadOnlyList<WeightTensor> tensors, Func<Layer, double[]> target)
    {
        for (int index = 0; index < _layers.Length; index++)
        {
            double[] all = target(_layers[index]);
            foreach ((string part, int start, _) in _layers[index].Parts())
            {
                float[] values = tensors.First(tensor => tensor.Name == $"{_name}.{index}.{part}").Values;
                for (int at = 0; at < values.Length; at++) all[start + at] = values[at];
            }
        }
    }

    /// <summary>Weights [outputs, inputs], biases [outputs] and, with LayerNorm, gains and shifts [outputs] in one array,
    /// and as many gradients and moments.</summary>
    internal sealed class Layer(int inputs, int outputs, bool rectify, bool normalize)
    {
        private readonly int _size = (inputs + (normalize ? 3 : 1)) * outputs, _gains = (inputs + 1) * outputs;
        private readonly ReferenceNormalization? _normalization = normalize ? new ReferenceNormalization(outputs) : null;
        private double[]? _weights, _gradients, _first, _second;
        private double[] _input = [], _output = [];

        public double[] Weights => _weights ??= new double[_size];

        public double[] Gradients => _gradients ??= new double[_size];

        public double[] First => _first ??= new double[_size];

        public double[] Second => _second ??= new double[_size];

        /// <summary>Name, first number and shape of each tensor in the arrays.</summary>
        public IEnumerable<(string Part, int Start, int[] Shape)> Parts()
        {
            yield return ("weight", 0, [outputs, inputs]);
            yield return ("bias", inputs * outputs, [outputs]);
            if (!normalize) yield break;
            yield return ("gain", _gains, [outputs]);
            yield return ("shift", _gains + outputs, [outputs]);
        }

        public double[] Forward(double[] input)
        {
            _input = input;
            _output = new double[outputs];
            for (int row = 0; row < outputs; row++)
            {
                double sum = Weights[inputs * outputs + row];
                for (int column = 0; column < inputs; column++) sum += Weights[row * inputs + column] * input[column];
                _output[row] = sum;
            }
            _normalization?.Forward(_output, Weights.AsSpan(_gains, outputs), Weights.AsSpan(_gains + outputs, outputs));
            for (int row = 0; rectify && row < outputs; row++)
                if (_output[row] < 0.0) _output[row] = 0.0;
            return _output;
        }

        public double[] Backward(double[] gradient)
        {
            double[] inputGradient = new double[inputs];
            gradient = [.. gradient.Select((value, row) => rectify && !(_output[row] > 0.0) ? 0.0 : value)];
            _normalization?.Backward(
                gradient, Weights.AsSpan(_gains, outputs), Gradients.AsSpan(_gains, outputs),
                Gradients.AsSpan(_gains + outputs, outputs));
            for (int row = 0; row < outputs; row++)
            {
                if (gradient[row] == 0.0) continue;
                for (int column = 0; column < inputs; column++)
                {
                    Gradients[row * inputs + column] += gradient[row] * _input[column];
                    inputGradient[column] += gradient[row] * Weights[row * inputs + column];
                }
                Gradients[inputs * outputs + row] += gradient[row];
            }
            return inputGradient;
        }
    }
}
