namespace RlTrainer.Numerics;

/// <summary>The operands of a tile of <see cref="SoftwareKernel{TLanes}"/>,
/// as <see cref="PanelKernel{TLanes}.Tile"/> has them.</summary>
internal readonly unsafe ref struct SoftwareTile
{
    /// <summary>The left operand, cut in runs.</summary>
    public float* A { get; init; }

    /// <summary>Floats from one run of the left operand to the next.</summary>
    public nint RunStride { get; init; }

    /// <summary>Steps in a run.</summary>
    public int RunLength { get; init; }

    /// <summary>Steps of the sum.</summary>
    public int Steps { get; init; }

    /// <summary>The right operand, a panel row a step.</summary>
    public float* B { get; init; }

    /// <summary>The result.</summary>
    public float* C { get; init; }

    /// <summary>What the store adds or looks at.</summary>
    public float* Extra { get; init; }

    /// <summary>The tile so many floats further in each of the four.</summary>
    public SoftwareTile At(int a, int b, int c, int extra) =>
        this with { A = A + a, B = B + b, C = C + c, Extra = Extra + extra };
}
