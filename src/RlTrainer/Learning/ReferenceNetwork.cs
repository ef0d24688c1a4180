using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>One perceptron in plain loops: z = W·x + b, x' = max(z, 0), the last layer without the maximum.</summary>
internal sealed class ReferenceNetwork
{
    private readonly Layer[] _layers;
    private readonly string _name;

    public ReferenceNetwork(string name, NetworkShape network, int outputs)
    {
        _name = name;
        _layers = [.. Enumerable.Range(0, network.LayerCount).Select(layer =>
            new Layer(network.LayerInputs(layer), network.LayerOutputs(layer, outputs), layer < network.Hidden.Count))];
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
        double first = 1.0 - Math.Pow(0.9, step), second = 1.0 - Math.Pow(0.999, step);
        foreach (Layer layer in _layers)
        {
            for (int index = 0; index < layer.Weights.Length; index++)
            {
                double gradient = layer.Gradients[index] * scale;
                layer.First[index] = 0.9 * layer.First[index] + 0.1 * gradient;
                layer.Second[index] = 0.999 * layer.Second[index] + 0.001 * gradient * gradient;
                layer.Weights[index] -= learningRate * (layer.First[index] / first) / (Math.Sqrt(layer.Second[index] / second) + 1e-5);
            }
        }
    }

    /// <summary>One of the arrays of every layer as named tensors, weight before bias.</summary>
    public IEnumerable<WeightTensor> Tensors(Func<Layer, double[]> values)
    {
        for (int index = 0; index < _layers.Length; index++)
        {
            Layer layer = _layers[index];
            float[] all = [.. values(layer).Select(value => (float)value)];
            int split = layer.Inputs * layer.Outputs;
            yield return new WeightTensor($"{_name}.{index}.weight", [layer.Outputs, layer.Inputs], all[..split]);
            yield return new WeightTensor($"{_name}.{index}.bias", [layer.Outputs], all[split..]);
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
            float[] weights = tensors.First(tensor => tensor.Name == $"{_name}.{index}.weight").Values;
            float[] biases = tensors.First(tensor => tensor.Name == $"{_name}.{index}.bias").Values;
            for (int at = 0; at < weights.Length; at++) all[at] = weights[at];
            for (int at = 0; at < biases.Length; at++) all[weights.Length + at] = biases[at];
        }
    }

    /// <summary>Weights [outputs, inputs] then biases [outputs] in one array, and as many gradients and moments.</summary>
    internal sealed class Layer(int inputs, int outputs, bool rectify)
    {
        private double[] _input = [], _output = [];

        public int Inputs => inputs;

        public int Outputs => outputs;

        public double[] Weights { get; } = new double[(inputs + 1) * outputs];

        public double[] Gradients { get; } = new double[(inputs + 1) * outputs];

        public double[] First { get; } = new double[(inputs + 1) * outputs];

        public double[] Second { get; } = new double[(inputs + 1) * outputs];

        public double[] Forward(double[] input)
        {
            _input = input;
            _output = new double[outputs];
            for (int row = 0; row < outputs; row++)
            {
                double sum = Weights[inputs * outputs + row];
                for (int column = 0; column < inputs; column++) sum += Weights[row * inputs + column] * input[column];
                _output[row] = rectify && sum < 0.0 ? 0.0 : sum;
            }
            return _output;
        }

        public double[] Backward(double[] gradient)
        {
            double[] inputGradient = new double[inputs];
            for (int row = 0; row < outputs; row++)
            {
                if (rectify && !(_output[row] > 0.0)) continue;
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
