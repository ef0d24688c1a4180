namespace RlTrainer.Values;

/// <summary>Whole numbers that are the same on every machine: Knuth's MMIX generator. Fixed inputs of hashes are drawn from it;
/// another sequence gives every definition another hash.</summary>
/// <param name="seed">Where the sequence begins.</param>
internal struct FixedDraws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number, from the generator's upper bits.</summary>
    /// <param name="range">How many different numbers, at least 1.</param>
    /// <returns>A number in [0, range).</returns>
    public int Next(int range)
    {
        _state = unchecked(_state * 6_364_136_223_846_793_005UL + 1_442_695_040_888_963_407UL);
        return (int)((_state >> 33) % (ulong)range);
    }
}
