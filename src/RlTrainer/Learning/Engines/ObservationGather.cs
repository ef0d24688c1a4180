using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>Writes observations into the input panels of a network:
/// a slice of the table, then the dense part, then zeros.</summary>
internal sealed unsafe class ObservationGather(ObservationLayout layout)
{
    private const int RowsAhead = 4, LineFloats = 16;
    private readonly int _tableSize = layout.TableSize, _dense = layout.DenseCount;

    /// <summary>Rows [start, start + count) of a network's input from the observations of the same numbers, or of the chosen
    /// ones.</summary>
    public void Rows(in GatherSource source, PanelNetwork network, int start, int count)
    {
        float* table = source.Table, dense = source.Dense;
        int* bars = source.Bars, chosen = source.Chosen;
        int width = network.Panels.Width, panels = network.Panels.Of(layout.Size), padding = panels * width - layout.Size;
        nint panelStride = (nint)network.PanelRows * width;
        for (int row = start; row < start + count; row++)
        {
            int sample = chosen == null ? row : chosen[row];
            float* window = Window(table, bars, sample);
            if (row + RowsAhead < start + count)
                Fetch(Window(table, bars, chosen == null ? row + RowsAhead : chosen[row + RowsAhead]));
            float* own = dense + (nint)sample * _dense, target = network.Input + (nint)row * width;
            Write(window, target, panelStride, width, 0, _tableSize);
            Write(own, target, panelStride, width, _tableSize, _dense);
            if (padding > 0) new Span<float>(target + (panels - 1) * panelStride + width - padding, padding).Clear();
        }
    }

    private float* Window(float* table, int* bars, int sample) =>
        _tableSize == 0 ? null : table + (nint)(bars[sample] - layout.WindowBars + 1) * layout.TableFeatures;

    /// <summary>Asks for a window early: a minibatch's windows lie anywhere in the table.</summary>
    private void Fetch(float* window)
    {
        if (!Sse.IsSupported) return;
        for (int at = 0; at < _tableSize; at += LineFloats) Sse.Prefetch0(window + at);
    }

    /// <summary>Numbers into consecutive columns of one row, panel by panel.</summary>
    private static void Write(float* source, float* row, nint panelStride, int width, int column, int count)
    {
        float* target = row + column / width * panelStride;
        for (int within = column % width; count > 0; within = 0, target += panelStride)
        {
            if (within == 0 && count >= width)
            {
                // a constant size: no call
                for (int at = 0; at < width; at += 8) Unsafe.CopyBlockUnaligned(target + at, source + at, 8 * sizeof(float));
                source += width;
                count -= width;
                continue;
            }
            int part = Math.Min(count, width - within);
            new ReadOnlySpan<float>(source, part).CopyTo(new Span<float>(target + within, part));
            source += part;
            count -= part;
        }
    }
}
