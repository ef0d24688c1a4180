using RlTrainer.Values;

namespace RlTrainer.Market;

/// <summary>The seven columns a <see cref="BarSeries"/> is made of, all [bars].</summary>
/// <param name="UtcSeconds">Start of each bar, seconds since 1970-01-01T00:00Z.</param>
/// <param name="EasternSeconds">The same instants on the New York wall clock.</param>
/// <param name="OpenTicks">First price, ticks.</param>
/// <param name="HighTicks">Highest price, ticks.</param>
/// <param name="LowTicks">Lowest price, ticks.</param>
/// <param name="CloseTicks">Last price, ticks.</param>
/// <param name="Volumes">Contracts traded.</param>
public sealed record BarColumns(
    long[] UtcSeconds, long[] EasternSeconds, int[] OpenTicks, int[] HighTicks, int[] LowTicks, int[] CloseTicks, long[] Volumes)
{
    internal void ThrowIfUneven()
    {
        int count = UtcSeconds.Length;
        if (EasternSeconds.Length != count || OpenTicks.Length != count || HighTicks.Length != count
            || LowTicks.Length != count || CloseTicks.Length != count || Volumes.Length != count)
            throw new ArgumentException(
                $"The columns of a bar series had lengths {count}, {EasternSeconds.Length}, {OpenTicks.Length}, "
                + $"{HighTicks.Length}, "
                + $"{LowTicks.Length}, {CloseTicks.Length} and {Volumes.Length}; expected all seven to be equal.");
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
