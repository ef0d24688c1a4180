namespace RlTrainer.Numerics;

/// <summary>The operands of one tile. Fields, and moved along in place,
/// because one is made for every few hundred products.</summary>
internal unsafe ref struct PanelTile
{
    /// <summary>The left operand, cut in runs (the panels the sum crosses).</summary>
    public float* A;

    /// <summary>The right operand, a panel row a step.</summary>
    public float* B;

    /// <summary>The result.</summary>
    public float* C;

    /// <summary>What the store adds or looks at.</summary>
    public float* Extra;

    /// <summary>Floats from one run of the left operand to the next.</summary>
    public nint RunStride;

    /// <summary>Steps in a run.</summary>
    public int RunLength;

    /// <summary>Steps of the sum.</summary>
    public int Steps;

    /// <summary>The tile so many floats further in each of the four.</summary>
    public readonly PanelTile At(int a, int b, int c, int extra)
    {
        PanelTile at = this;
        at.A += a;
        at.B += b;
        at.C += c;
        at.Extra += extra;
        return at;
    }
}
