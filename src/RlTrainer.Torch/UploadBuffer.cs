using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// Memory the host fills and the device reads, kept from call to call and grown when needed. For a GPU the host side is
/// pinned, so that the copy runs beside the launches; on the processor both sides are one tensor and nothing is copied.
/// </summary>
/// <typeparam name="T">The element in C#: float, long, or byte for booleans.</typeparam>
internal sealed class UploadBuffer<T>(ScalarType type, Device device, LaunchCount launches) : IDisposable
    where T : unmanaged
{
    private Tensor? _host, _device;
    private int _capacity;

    /// <summary>[count] memory to fill. What an earlier call wrote is gone.</summary>
    public Span<T> Reserve(int count)
    {
        if (_host is null || count > _capacity) Grow(count);
        return MemoryMarshal.Cast<byte, T>(_host!.bytes)[..count];
    }

    /// <summary>[count] the filled memory on the device, as a view that belongs to the caller's scope.</summary>
    public Tensor Send(int count)
    {
        Tensor filled = _host!.narrow(0, 0, count);
        return _device is null ? filled : _device.narrow(0, 0, count).copy_(filled, nonBlocking: true).On(launches);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _host?.Dispose();
        _device?.Dispose();
    }

    private void Grow(int count)
    {
        Dispose();
        _capacity = Math.Max(count, 2 * _capacity);
        Tensor host = empty(_capacity, type, torch.CPU).DetachFromDisposeScope();
        if (device.type == DeviceType.CPU)
        {
            _host = host;
            return;
        }
        using (host) _host = host.pin_memory().DetachFromDisposeScope();
        _device = empty(_capacity, type, device).DetachFromDisposeScope();
    }
}
