namespace RlTrainer.Torch;

/// <summary>How PyTorch's library computes.</summary>
public sealed record TorchOptions
{
    /// <summary>Where it computes; the processor by default.</summary>
    public TorchDevice Device { get; init; } = TorchDevice.Cpu;

    /// <summary>Threads of one operation on the processor, at least 1;
    /// default: as many as the machine serves this process.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// TensorFloat-32 in matrix products on a GPU: about three decimal digits in the factors instead of seven, several times the
    /// speed on Ampere and later. Off by default, as in PyTorch: weights then follow the other engines within float32 rounding.
    /// </summary>
    public bool TensorFloat32 { get; init; }

    /// <summary>The same options, if every value is in its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the value, its range and the usual one.</exception>
    public TorchOptions Checked()
    {
        if (Threads < 1)
            throw new ArgumentOutOfRangeException(
                nameof(Threads), Threads,
                $"must be at least 1; the number of processors served, {Environment.ProcessorCount} here, is usual.");
        return this;
    }
}
