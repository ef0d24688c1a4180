using System.Runtime.InteropServices;
using RlTrainer.Environments;
using TorchSharp;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// The feature table on the device, and the gather that turns references into observations there. A window of rows is one
/// contiguous slice, so all windows are one overlapping view of the table and a minibatch is one selection of its rows.
/// </summary>
internal sealed class ObservationTable(ObservationLayout layout, Device device) : IDisposable
{
    private const int UploadFloats = 1 << 24;

    private Tensor? _windows;
    private int _rows;

    /// <summary>Puts a table [rows, features] on the device; it replaces the last one.</summary>
    /// <exception cref="ArgumentException">The table has part of a row.</exception>
    public void Bind(ReadOnlyMemory<float> table)
    {
        if (layout.TableSize == 0) return;
        int features = layout.TableFeatures, rows = table.Length / features;
        if (rows * features != table.Length)
            throw new ArgumentException($"The table had {table.Length} numbers, which is not a whole number of rows of {features} features.");
        if (rows < layout.WindowBars)
            throw new ArgumentException($"The table had {rows} rows; a window takes {layout.WindowBars}. Bind a longer one.");
        Dispose();
        _rows = rows;
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = empty(table.Length, ScalarType.Float32, device);
        for (int start = 0; start < table.Length; start += UploadFloats)
        {
            int count = Math.Min(UploadFloats, table.Length - start);
            Tensor part = empty(count, ScalarType.Float32, torch.CPU);
            table.Span.Slice(start, count).CopyTo(MemoryMarshal.Cast<byte, float>(part.bytes));
            flat.narrow(0, start, count).copy_(part);
        }
        _windows = flat.as_strided([rows - layout.WindowBars + 1, layout.TableSize], [features, 1]).DetachFromDisposeScope();
    }

    /// <summary>[n] newest rows → [n] windows by the number of their first row, as <see cref="Gather"/> takes them.</summary>
    /// <exception cref="ArgumentException">A window does not lie in the table, or none is bound.</exception>
    public void WindowNumbers(ReadOnlySpan<int> bars, Span<long> windows)
    {
        if (layout.TableSize == 0) return;
        if (_windows is null) throw new InvalidOperationException("No table is bound; call Bind before evaluating or stepping.");
        for (int index = 0; index < bars.Length; index++)
        {
            int bar = bars[index];
            if (bar < layout.WindowBars - 1 || bar >= _rows)
                throw new ArgumentException(
                    $"Observation {index} refers to row {bar}; the bound table has {_rows} rows and a window of {layout.WindowBars}, "
                    + $"so that rows {layout.WindowBars - 1} to {_rows - 1} are possible.");
            windows[index] = bar - layout.WindowBars + 1;
        }
    }

    /// <summary>Window numbers [n] and dense parts [n × dense] → observations [n, size].</summary>
    public Tensor Gather(Tensor windows, Tensor dense)
    {
        if (layout.TableSize == 0) return dense.view(-1, layout.DenseCount);
        Tensor table = _windows!.index_select(0, windows);
        return layout.DenseCount == 0 ? table : cat([table, dense.view(-1, layout.DenseCount)], 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _windows?.Dispose();
        _windows = null;
    }
}
