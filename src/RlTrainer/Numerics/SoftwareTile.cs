namespace RlTrainer.Numerics;

/// <summary>The operands of a tile of <see cref="SoftwareKernel{TLanes}"/>, as <see cref="PanelKernel{TLanes}.Tile"/> has them.</summary>
internal readonly unsafe ref struct SoftwareTile(float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra)
{
    /// <summary>The left operand, cut in runs.</summary>
    public float* A { get; } = a;

    /// <summary>Floats from one run of the left operand to the next.</summary>
    public nint RunStride { get; } = runStride;

    /// <summary>Steps in a run.</summary>
    public int RunLength { get; } = runLength;

    /// <summary>Steps of the sum.</summary>
    public int Steps { get; } = steps;

    /// <summary>The right operand, a panel row a step.</summary>
    public float* B { get; } = b;

    /// <summary>The result.</summary>
    public float* C { get; } = c;

    /// <summary>What the store adds or looks at.</summary>
    public float* Extra { get; } = extra;

    /// <summary>The tile so many floats further in each of the four.</summary>
    public SoftwareTile At(int a, int b, int c, int extra) => new(A + a, RunStride, RunLength, Steps, B + b, C + c, Extra + extra);
}
