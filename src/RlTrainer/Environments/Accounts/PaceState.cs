namespace RlTrainer.Environments;

/// <summary>What the pacing limits remember within an episode.</summary>
internal struct PaceState
{
    /// <summary>Clock hour that <see cref="EntriesInHour"/> belongs to.</summary>
    public long Hour;

    /// <summary>First bar at which an entry may fill again after another entry.</summary>
    public int NextEntryBar;

    /// <summary>Entries in the episode (one trading day) and in the clock hour.</summary>
    public int Entries, EntriesInHour;

    /// <summary>First bar at which an entry may fill again after a loss.</summary>
    public int PausedUntilBar;
}
