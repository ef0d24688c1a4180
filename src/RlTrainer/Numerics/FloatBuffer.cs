using System.Runtime.InteropServices;

namespace RlTrainer.Numerics;

/// <summary>Floats outside the garbage collector's heap, zero at first, at an address that is a multiple of 64 bytes.</summary>
internal sealed unsafe class FloatBuffer : IDisposable
{
    private float* _start;

    /// <summary>So many zeros.</summary>
    public FloatBuffer(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        nuint bytes = (nuint)Math.Max(count, 16) * sizeof(float);
        nuint reserved = LargePages.Rounded(bytes);
        _start = (float*)NativeMemory.AlignedAlloc(reserved, LargePages.Alignment(bytes));
        LargePages.Ask(_start, reserved);
        NativeMemory.Clear(_start, bytes);
    }

    ~FloatBuffer() => Free();

    /// <summary>How many floats.</summary>
    public long Count { get; }

    /// <summary>The first float.</summary>
    public float* Start => _start;

    /// <summary>All floats; at most 2³¹ − 1.</summary>
    public Span<float> Values => new(_start, checked((int)Count));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_start == null) return;
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
