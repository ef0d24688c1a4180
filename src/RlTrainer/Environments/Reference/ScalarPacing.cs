namespace RlTrainer.Environments;

/// <summary>
/// The reference's own pacing: the whole history of the episode's entries and losses, asked anew for every entry. It shares
/// nothing with <see cref="Pacing"/> but the limits.
/// </summary>
internal sealed class ScalarPacing(PacingLimits limits)
{
    private readonly List<(int Bar, long Hour)> _entries = [];
    private readonly List<int> _losses = [];

    /// <summary>Forgets everything: an episode begins.</summary>
    public void Begin()
    {
        _entries.Clear();
        _losses.Clear();
    }

    /// <summary>An entry was filled in a bar that starts at this time of the New York clock.</summary>
    public void Entered(int bar, long easternSeconds) => _entries.Add((bar, easternSeconds / 3600));

    /// <summary>A trade was closed in a bar with this net profit, US cents.</summary>
    public void Closed(int bar, long netCents)
    {
        if (netCents < 0) _losses.Add(bar);
    }

    /// <summary>True if an entry may fill in a bar that starts at this time, with the day's closed profit in US cents.</summary>
    public bool Allows(int bar, long easternSeconds, long dayProfitCents)
    {
        foreach ((int entered, _) in _entries)
            if (limits.BarsBetweenEntries is { } between && bar - entered < between) return false;
        foreach (int lost in _losses)
            // the pause is the bars after the loss's own
            if (limits.PauseBarsAfterLoss is { } pause && bar - lost <= pause) return false;
        if (limits.EntriesPerSession is { } session && _entries.Count >= session) return false;
        if (limits.EntriesPerHour is { } hourly && _entries.Count(entry => entry.Hour == easternSeconds / 3600) >= hourly)
            return false;
        if (limits.DayLossStopCents is { } loss && dayProfitCents <= -loss) return false;
        return limits.DayProfitStopCents is not { } profit || dayProfitCents < profit;
    }
}
