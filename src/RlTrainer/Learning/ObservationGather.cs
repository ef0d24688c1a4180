using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>Writes observations into the input panels of a network: a slice of the table, then the dense part, then zeros.</summary>
internal sealed unsafe class ObservationGather(ObservationLayout layout)
{
    private readonly int _tableSize = layout.TableSize, _dense = layout.DenseCount;
    private readonly int _panels = Panels.Of(layout.Size), _padding = Panels.Of(layout.Size) * Panels.Width - layout.Size;

    /// <summary>Rows [start, start + count) of a network's input from the observations of the same numbers, or of the chosen ones.</summary>
    public void Rows(float* table, int* bars, float* dense, int* chosen, PanelNetwork network, int start, int count)
    {
        nint panelStride = (nint)network.PanelRows * Panels.Width;
        for (int row = start; row < start + count; row++)
        {
            int sample = chosen == null ? row : chosen[row];
            float* window = _tableSize == 0 ? null : table + (nint)(bars[sample] - layout.WindowBars + 1) * layout.TableFeatures;
            float* own = dense + (nint)sample * _dense, target = network.Input + (nint)row * Panels.Width;
            Write(window, target, panelStride, 0, _tableSize);
            Write(own, target, panelStride, _tableSize, _dense);
            if (_padding > 0) new Span<float>(target + (_panels - 1) * panelStride + Panels.Width - _padding, _padding).Clear();
        }
    }

    /// <summary>Numbers into consecutive columns of one row, panel by panel.</summary>
    private static void Write(float* source, float* row, nint panelStride, int column, int count)
    {
        float* target = row + column / Panels.Width * panelStride;
        for (int within = column % Panels.Width; count > 0; within = 0, target += panelStride)
        {
            int part = Math.Min(count, Panels.Width - within);
            new ReadOnlySpan<float>(source, part).CopyTo(new Span<float>(target + within, part));
            source += part;
            count -= part;
        }
    }
}
