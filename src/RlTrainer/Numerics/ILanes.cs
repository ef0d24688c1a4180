namespace RlTrainer.Numerics;

/// <summary>
/// One vector register of floats. The kernels are written once over this; the compiler makes one machine text for each
/// implementation, so the wrapper costs nothing.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Floats in one register; divides 16.</summary>
    static abstract int Count { get; }

    /// <summary>A multiply-add is one instruction; else it is put together from several, and the tiles are others.</summary>
    static abstract bool IsFused { get; }

    /// <summary>Columns of a panel whose tiles are made of such registers: two registers, at least 8.</summary>
    static abstract int PanelWidth { get; }

    /// <summary>The floats at an address.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes the floats to an address.</summary>
    static abstract void Store(float* target, TSelf value);

    /// <summary>One number in every lane.</summary>
    static abstract TSelf All(float value);

    /// <summary>a·b + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    /// <summary>
    /// sum += a·b, in place. Of <c>sum = MultiplyAdd(a, b, sum)</c> the compiler makes a second register and a move
    /// wherever a or b is used for the last time: nine moves beside the sixteen multiply-adds of a tile's step.
    /// </summary>
    static abstract void Accumulate(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>a + b.</summary>
    static abstract TSelf Add(TSelf a, TSelf b);

    /// <summary>a·b.</summary>
    static abstract TSelf Multiply(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf Divide(TSelf a, TSelf b);

    /// <summary>The square root of each lane.</summary>
    static abstract TSelf SquareRoot(TSelf value);

    /// <summary>max(value, 0) of each lane; NaN stays NaN.</summary>
    static abstract TSelf Rectify(TSelf value);

    /// <summary>The value where the gate is above 0, else 0.</summary>
    static abstract TSelf WherePositive(TSelf gate, TSelf value);

    /// <summary>The value, or 0 where its magnitude is below the limit; NaN stays NaN.</summary>
    static abstract TSelf WithoutTiny(TSelf value, TSelf limit);
}
