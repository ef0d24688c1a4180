using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>How the gate decides whether a model has an edge.</summary>
public sealed record EdgeGateConfig
{
    /// <summary>Fewest validation days on which the gate decides. At least 2; 500 by default.</summary>
    public int FewestDays { get; init; } = 500;

    /// <summary>Standard errors that the mean of an entry must lie
    /// above 0. In (0, 10]; 2 by default, for a single model.</summary>
    public double StandardErrors { get; init; } = 2.0;

    /// <summary>
    /// Models that were tried on the same validation days, this one included: the standard errors asked for
    /// grow so that one lucky model among so many does not pass (Bonferroni). At least 1; 1 by default.
    /// </summary>
    public int Trials { get; init; } = 1;

    /// <summary>Shares of the entries a greedy policy would make, the most certain first, on each of which an edge is looked
    /// for. Each in (0, 1].</summary>
    public IReadOnlyList<double> Shares { get; init; } = [1.0, 0.5, 0.25, 0.1];

    /// <summary>Standard errors asked for after counting the trials.</summary>
    public double Limit => Trials == 1 ? StandardErrors
        : NormalDistribution.Quantile(1.0 - (1.0 - NormalDistribution.Cumulative(StandardErrors)) / Trials);

    /// <summary>The configuration itself when every value is possible.</summary>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public EdgeGateConfig Checked()
    {
        if (FewestDays < 2) throw new ArgumentException($"FewestDays was {FewestDays}; expected at least 2 (500 is usual).");
        if (!(StandardErrors > 0 && StandardErrors <= 10))
            throw new ArgumentException($"StandardErrors was {StandardErrors}; expected a number in (0, 10] (2 is usual).");
        if (Trials < 1) throw new ArgumentException($"Trials was {Trials}; expected at least 1.");
        if (Shares.Count == 0 || Shares.Any(share => !(share > 0 && share <= 1)))
            throw new ArgumentException(
                $"Shares was [{string.Join(", ", Shares)}]; expected at least one share in (0, 1] (1, 0.5, 0.25 and 0.1 are "
                + $"usual).");
        return this;
    }

    /// <summary>Equal when all values are, the shares included.</summary>
    /// <param name="other">Another configuration; null equals none.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(EdgeGateConfig? other) => other is not null
        && (FewestDays, StandardErrors, Trials) == (other.FewestDays, other.StandardErrors, other.Trials)
            && Shares.SequenceEqual(other.Shares);

    /// <inheritdoc/>
    public override int GetHashCode() => HashOf(FewestDays, Trials, Shares.Count);

    private static int HashOf(int days, int trials, int shares) => (days * 31 + trials) * 31 + shares;

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
