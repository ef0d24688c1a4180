namespace RlTrainer.Numerics;

/// <summary>How many bits of a vector instruction the kernels use;
/// chosen once, at start. No bit of any result depends on it.</summary>
public enum VectorWidth
{
    /// <summary>No vector instructions.</summary>
    Plain = 0,

    /// <summary>128 bits, e.g. NEON.</summary>
    Bits128 = 128,

    /// <summary>256 bits, e.g. AVX2.</summary>
    Bits256 = 256,

    /// <summary>512 bits, AVX-512.</summary>
    Bits512 = 512,
}
