namespace RlTrainer.Reporting;

/// <summary>Writes how far a run is: "120,000 of 300,000 steps (40 %),
/// 8,200 steps/s, 22 s left". The caller measures the time.</summary>
internal static class ProgressLine
{
    /// <summary>One line.</summary>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps in all, at least 1.</param>
    /// <param name="doneSinceStart">Steps done since this process started: fewer than done after a resume.</param>
    /// <param name="secondsSinceStart">Seconds since then.</param>
    /// <returns>Steps and share, and once time has passed steps a second and the time left.</returns>
    public static string Of(long done, long total, long doneSinceStart, double secondsSinceStart)
    {
        double rate = secondsSinceStart > 0 ? doneSinceStart / secondsSinceStart : 0;
        string share = NumberText.Number(100.0 * done / Math.Max(1, total), 0);
        string head = $"{NumberText.Number(done, 0)} of {NumberText.Number(total, 0)} steps ({share} %)";
        return rate <= 0 ? head
            : $"{head}, {NumberText.Number(rate, rate < 100 ? 1 : 0)} steps/s, {TimeLeft(Math.Max(0, total - done) / rate)} left";
    }

    /// <summary>"8 s", "3 min 20 s" or "2 h 5 min".</summary>
    /// <param name="seconds">0 or more; parts of a second are rounded up.</param>
    /// <returns>The two largest units.</returns>
    public static string TimeLeft(double seconds)
    {
        long whole = (long)Math.Ceiling(Math.Min(seconds, 1e9) - 1e-9);
        if (whole < 60) return $"{whole} s";
        if (whole < 3600) return $"{whole / 60} min {whole % 60} s";
        return $"{whole / 3600} h {whole % 3600 / 60} min";
    }
}
