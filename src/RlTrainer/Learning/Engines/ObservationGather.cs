using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>Writes observations into the input panels of a network: a slice of the table, then the dense part, then zeros.</summary>
internal sealed unsafe class ObservationGather(ObservationLayout layout)
{
    private const int RowsAhead = 4, LineFloats = 16;
    private readonly int _tableSize = layout.TableSize, _dense = layout.DenseCount;
    private readonly int _panels = Panels.Of(layout.Size), _padding = Panels.Of(layout.Size) * Panels.Width - layout.Size;

    /// <summary>Rows [start, start + count) of a network's input from the observations of the same numbers, or of the chosen ones.</summary>
    public void Rows(float* table, int* bars, float* dense, int* chosen, PanelNetwork network, int start, int count)
    {
        nint panelStride = (nint)network.PanelRows * Panels.Width;
        for (int row = start; row < start + count; row++)
        {
            int sample = chosen == null ? row : chosen[row];
            float* window = Window(table, bars, sample);
            if (row + RowsAhead < start + count) Fetch(Window(table, bars, chosen == null ? row + RowsAhead : chosen[row + RowsAhead]));
            float* own = dense + (nint)sample * _dense, target = network.Input + (nint)row * Panels.Width;
            Write(window, target, panelStride, 0, _tableSize);
            Write(own, target, panelStride, _tableSize, _dense);
            if (_padding > 0) new Span<float>(target + (_panels - 1) * panelStride + Panels.Width - _padding, _padding).Clear();
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
    private static void Write(float* source, float* row, nint panelStride, int column, int count)
    {
        float* target = row + column / Panels.Width * panelStride;
        for (int within = column % Panels.Width; count > 0; within = 0, target += panelStride)
        {
            if (within == 0 && count >= Panels.Width)
            {
                Unsafe.CopyBlockUnaligned(target, source, Panels.Width * sizeof(float));    // a constant size: a few instructions, no call
                source += Panels.Width;
                count -= Panels.Width;
                continue;
            }
            int part = Math.Min(count, Panels.Width - within);
            new ReadOnlySpan<float>(source, part).CopyTo(new Span<float>(target + within, part));
            source += part;
            count -= part;
        }
    }
}
