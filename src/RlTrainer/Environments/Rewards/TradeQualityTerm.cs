using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>R multiple at an exit: w · clip(R, least, most); −0.2 to 0.4.</summary>
public sealed record TradeQualityTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "TradeQuality";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.10 by default.</summary>
    public double Weight { get; init; } = 0.10;

    /// <summary>Smallest R that counts. In [-1000, 0]; −2 by default.</summary>
    public double Least { get; init; } = -2;

    /// <summary>Largest R that counts. In [0, 1000]; 4 by default.</summary>
    public double Most { get; init; } = 4;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) => step.IsClosed
        ? Weight * Math.Clamp(step.RMultiple, Least, Most) : 0;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (!(Least >= -1000 && Least <= 0)) yield return $"Least was {Least}; expected a multiple in [-1000, 0] (-2 is usual).";
        if (!(Most >= 0 && Most <= 1000)) yield return $"Most was {Most}; expected a multiple in [0, 1000] (4 is usual).";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
