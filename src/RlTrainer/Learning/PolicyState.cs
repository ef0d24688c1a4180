namespace RlTrainer.Learning;

/// <summary>A state with two or more legal actions whose policy loss is asked for.</summary>
/// <param name="logits">[actions].</param>
/// <param name="mask">[actions] 1 where legal.</param>
/// <param name="share">1 / the number of such states in the minibatch.</param>
/// <param name="isSinglePrecision">Round the new log-probability as the old one was, so that an unchanged policy has ratio
/// 1 exactly.</param>
internal readonly ref struct PolicyState(
    ReadOnlySpan<double> logits, ReadOnlySpan<byte> mask, double share, bool isSinglePrecision)
{
    /// <summary>[actions].</summary>
    public ReadOnlySpan<double> Logits { get; } = logits;

    /// <summary>[actions] 1 where legal.</summary>
    public ReadOnlySpan<byte> Mask { get; } = mask;

    /// <summary>1 / the number of such states in the minibatch.</summary>
    public double Share { get; } = share;

    /// <summary>A new log-probability as it is compared with the old one.</summary>
    /// <param name="log">In double precision.</param>
    /// <returns>Rounded as the old one was, or as it is.</returns>
    public double Compared(double log) => isSinglePrecision ? (float)log : log;
}
