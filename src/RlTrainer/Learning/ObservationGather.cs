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
            int whole = _tableSize / Panels.Width;
            for (int panel = 0; panel < whole; panel++)
                new ReadOnlySpan<float>(window + panel * Panels.Width, Panels.Width).CopyTo(new Span<float>(target + panel * panelStride, Panels.Width));
            if (whole < _panels) Tail(window, own, target, whole, panelStride);
        }
    }

    /// <summary>The columns after the last panel that the table fills alone.</summary>
    private void Tail(float* window, float* dense, float* target, int panel, nint panelStride)
    {
        for (int column = panel * Panels.Width; column < _tableSize + _dense + _padding; column++)
        {
            float value = column < _tableSize ? window[column] : column < _tableSize + _dense ? dense[column - _tableSize] : 0f;
            target[column / Panels.Width * panelStride + column % Panels.Width] = value;
        }
    }
}
