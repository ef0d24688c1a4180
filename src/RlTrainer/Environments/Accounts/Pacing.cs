namespace RlTrainer.Environments;

/// <summary>Enforces the pacing limits.</summary>
internal sealed class Pacing(PacingLimits limits)
{
    /// <summary>No limit is set: nothing needs to be asked.</summary>
    public bool IsOff { get; } = limits == PacingLimits.None;

    /// <summary>True if an entry may fill at the next bar.</summary>
    public bool Allows(in PaceState state, int nextBar, long nextEasternSeconds, long dayProfitCents)
    {
        if (nextBar < state.NextEntryBar || nextBar < state.PausedUntilBar) return false;
        if (state.Entries >= limits.EntriesPerSession) return false;
        if (nextEasternSeconds / 3600 == state.Hour && state.EntriesInHour >= limits.EntriesPerHour) return false;
        return !(dayProfitCents <= -limits.DayLossStopCents) && !(dayProfitCents >= limits.DayProfitStopCents);
    }

    /// <summary>After an entry fill.</summary>
    public void Entered(ref PaceState state, int bar, long easternSeconds)
    {
        long hour = easternSeconds / 3600;
        state.EntriesInHour = hour == state.Hour ? state.EntriesInHour + 1 : 1;
        state.Hour = hour;
        state.Entries++;
        state.NextEntryBar = bar + (limits.BarsBetweenEntries ?? 0);
    }

    /// <summary>After a trade was closed.</summary>
    public void Closed(ref PaceState state, int bar, long netCents)
    {
        if (netCents < 0 && limits.PauseBarsAfterLoss is { } pause) state.PausedUntilBar = bar + 1 + pause;
    }
}
