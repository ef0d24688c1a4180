using System.Runtime.InteropServices;
using RlTrainer.Environments;
using RlTrainer.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// The feature table on the device, and the gather that turns references into observations there. A window of rows is one
/// contiguous slice, so all windows are one overlapping view of the table and a minibatch is one selection of its rows.
/// </summary>
internal sealed class ObservationTable(ObservationLayout layout, Device device, LaunchCount launches) : IDisposable
{
    private const int UploadFloats = 1 << 24;

    private Tensor? _windows;

    /// <summary>[rows, features] the bound table on the host; empty before one is bound.</summary>
    public ReadOnlyMemory<float> Host { get; private set; }

    /// <summary>Puts a table [rows, features] on the device; it replaces the last one.</summary>
    /// <exception cref="ArgumentException">The table has part of a row, or fewer rows than a window.</exception>
    public void Bind(ReadOnlyMemory<float> table)
    {
        Host = layout.CheckedTable(table);
        if (layout.TableSize == 0) return;
        int features = layout.TableFeatures, rows = table.Length / features;
        Dispose();
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
    /// <exception cref="ArgumentException">A window does not lie in the table, or a dense part has another width.</exception>
    public void WindowNumbers(Observations observations, Span<long> windows)
    {
        layout.Check(observations, Host.Length);
        if (layout.TableSize == 0) return;
        for (int index = 0; index < windows.Length; index++) windows[index] = observations.Bars[index] - layout.WindowBars + 1;
    }

    /// <summary>Window numbers [n] and dense parts [n × dense] → observations [n, size].</summary>
    public Tensor Gather(Tensor windows, Tensor dense)
    {
        if (layout.TableSize == 0) return dense.view(-1, layout.DenseCount);
        Tensor table = _windows!.index_select(0, windows).On(launches);
        return layout.DenseCount == 0 ? table : cat([table, dense.view(-1, layout.DenseCount)], 1).On(launches);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _windows?.Dispose();
        _windows = null;
    }
}
