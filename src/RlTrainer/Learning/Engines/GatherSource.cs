namespace RlTrainer.Learning;

/// <summary>Where a network's inputs are gathered from.</summary>
internal readonly unsafe ref struct GatherSource
{
    /// <summary>[bars, features] the normalised table.</summary>
    public float* Table { get; init; }

    /// <summary>[n] bar indices of the observations.</summary>
    public int* Bars { get; init; }

    /// <summary>[n, dense] their dense parts.</summary>
    public float* Dense { get; init; }

    /// <summary>[rows] numbers of the observations wanted; null for all in their order.</summary>
    public int* Chosen { get; init; }
}
