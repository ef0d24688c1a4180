using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>
/// Neighbouring panels of one layer's weights that one thread takes together: their gradients then read the layer's inputs once,
/// which do not fit the second-level cache. How many decides no bit.
/// </summary>
/// <param name="Network">The network.</param>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="First">Its first panel.</param>
/// <param name="Count">How many panels.</param>
internal readonly record struct PanelGroup(PanelNetwork Network, int Layer, int First, int Count)
{
    private const int MostColumns = 64, PiecesPerThread = 6;

    /// <summary>Inputs of the layer: the larger, the longer the work.</summary>
    public int Inputs => Network.Layers[Layer].Inputs;

    /// <summary>Columns of the panels, padding included.</summary>
    public int Columns => Count * Network.Panels.Width;

    /// <summary>All groups of a network: up to 64 columns, fewer where many threads would else wait for the last.</summary>
    public static IEnumerable<PanelGroup> Of(PanelNetwork network, int threads)
    {
        int width = network.Panels.Width, columns = network.Layers.Sum(layer => layer.OutputPanels) * width;
        int count = Math.Clamp(columns / (threads * PiecesPerThread), width, MostColumns) / width;
        return network.Layers.SelectMany((layer, index) => Enumerable.Range(0, (layer.OutputPanels + count - 1) / count)
            .Select(group => new PanelGroup(network, index, group * count, Math.Min(count, layer.OutputPanels - group * count))));
    }
}
