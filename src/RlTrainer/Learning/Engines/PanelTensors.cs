using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>Weights between named tensors, [outputs, inputs] row by row, and panels, [outputs/width][inputs][width], γ and β
/// of LayerNorm after them.</summary>
internal static unsafe class PanelTensors
{
    /// <summary>Panels → tensors: weight, bias and, with LayerNorm, gain and shift.</summary>
    public static List<WeightTensor> Unpack(string network, PanelLayer[] layers, FloatBuffer source)
    {
        var tensors = new List<WeightTensor>();
        for (int index = 0; index < layers.Length; index++)
        {
            PanelLayer layer = layers[index];
            float[] weights = new float[layer.Outputs * layer.Inputs], biases = new float[layer.Outputs];
            for (int output = 0; output < layer.Outputs; output++)
            {
                float* column = Column(layer, output, source);
                for (int input = 0; input < layer.Inputs; input++)
                    weights[output * layer.Inputs + input] = column[input * layer.Panels.Width];
                biases[output] = column[layer.WeightRows * layer.Panels.Width];
            }
            tensors.Add(new WeightTensor($"{network}.{index}.weight", [layer.Outputs, layer.Inputs], weights));
            tensors.Add(new WeightTensor($"{network}.{index}.bias", [layer.Outputs], biases));
            if (!layer.Normalizes) continue;
            float[] gains = new float[layer.Outputs], shifts = new float[layer.Outputs];
            for (int output = 0; output < layer.Outputs; output++)
                (gains[output], shifts[output]) = (*Gain(layer, output, source), Gain(layer, output, source)[layer.Panels.Width]);
            tensors.Add(new WeightTensor($"{network}.{index}.gain", [layer.Outputs], gains));
            tensors.Add(new WeightTensor($"{network}.{index}.shift", [layer.Outputs], shifts));
        }
        return tensors;
    }

    /// <summary>Tensors → panels.</summary>
    public static void Pack(string network, PanelLayer[] layers, IReadOnlyList<WeightTensor> tensors, FloatBuffer target)
    {
        for (int index = 0; index < layers.Length; index++)
        {
            PanelLayer layer = layers[index];
            float[] weights = tensors.First(tensor => tensor.Name == $"{network}.{index}.weight").Values;
            float[] biases = tensors.First(tensor => tensor.Name == $"{network}.{index}.bias").Values;
            for (int output = 0; output < layer.Outputs; output++)
            {
                float* column = Column(layer, output, target);
                for (int input = 0; input < layer.Inputs; input++)
                    column[input * layer.Panels.Width] = weights[output * layer.Inputs + input];
                column[layer.WeightRows * layer.Panels.Width] = biases[output];
            }
            if (!layer.Normalizes) continue;
            float[] gains = tensors.First(tensor => tensor.Name == $"{network}.{index}.gain").Values;
            float[] shifts = tensors.First(tensor => tensor.Name == $"{network}.{index}.shift").Values;
            for (int output = 0; output < layer.Outputs; output++)
                (*Gain(layer, output, target), Gain(layer, output, target)[layer.Panels.Width]) = (gains[output], shifts[output]);
        }
    }

    private static float* Column(PanelLayer layer, int output, FloatBuffer buffer) =>
        buffer.Start + layer.PanelOffset(output / layer.Panels.Width) + output % layer.Panels.Width;

    private static float* Gain(PanelLayer layer, int output, FloatBuffer buffer) =>
        buffer.Start + layer.ScaleOffset(output / layer.Panels.Width) + output % layer.Panels.Width;
}
