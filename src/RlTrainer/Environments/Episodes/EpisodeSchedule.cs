namespace RlTrainer.Environments;

/// <summary>Where episodes start.</summary>
public sealed class EpisodeSchedule
{
    private EpisodeSchedule(IReadOnlyList<int>? startBars) => StartBars = startBars;

    /// <summary>Uniformly random over the valid starts, from an independent stream for each environment.</summary>
    public static EpisodeSchedule Random { get; } = new(null);

    /// <summary>
    /// A fixed list: environment i of n runs entries i, i + n, i + 2n, … of the list in order and starts over at its end;
    /// <see cref="IVectorEnvironment.Reset"/> goes back to entry i. The same episodes at every evaluation.
    /// </summary>
    /// <param name="startBars">Bars of the series; each must be a valid start.</param>
    /// <returns>A schedule that draws no random number.</returns>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static EpisodeSchedule Listed(IReadOnlyList<int> startBars)
    {
        ArgumentNullException.ThrowIfNull(startBars);
        if (startBars.Count == 0)
            throw new ArgumentException("The list of episode starts was empty; expected at least one start bar.");
        return new EpisodeSchedule([.. startBars]);
    }

    /// <summary>The fixed list; null when starts are random.</summary>
    public IReadOnlyList<int>? StartBars { get; }
}
