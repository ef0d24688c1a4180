namespace RlTrainer.Runs;

/// <summary>How fast the cpu engine does one kind of work beside the peak of the same threads, measured in turns.</summary>
/// <param name="Work">"update" or "inference".</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Count">States in a minibatch, or environments.</param>
/// <param name="Operations">Floating-point operations executed in one call.</param>
/// <param name="PeakGigaFlops">The 95th percentile of the peak loop's turns.</param>
/// <param name="MedianPeakGigaFlops">The median of the peak loop's turns.</param>
/// <param name="FastestSeconds">The 5th percentile of the calls.</param>
/// <param name="MedianSeconds">The median call.</param>
/// <param name="Collections">Garbage collections during the calls.</param>
internal sealed record WorkSpeed(
    string Work, int Threads, int Count, double Operations, double PeakGigaFlops, double MedianPeakGigaFlops,
    double FastestSeconds, double MedianSeconds, int Collections)
{
    /// <summary>Share of the fastest peak, fastest calls.</summary>
    public double FastestShare => Operations / FastestSeconds / 1e9 / PeakGigaFlops;

    /// <summary>Share of the fastest peak, median call.</summary>
    public double MedianShare => Operations / MedianSeconds / 1e9 / PeakGigaFlops;

    /// <summary>Share of the median peak, median call: what others took from the machine is taken from both.</summary>
    public double TypicalShare => Operations / MedianSeconds / 1e9 / MedianPeakGigaFlops;

    /// <summary>States a second, median call.</summary>
    public double SamplesPerSecond => Count / MedianSeconds;

    /// <summary>Rows of several processes as one: the fastest from the
    /// process where it was fastest, medians from the middle one.</summary>
    internal static WorkSpeed Of(IReadOnlyList<WorkSpeed> processes)
    {
        WorkSpeed fastest = processes.MaxBy(row => row.FastestShare)!,
            middle = processes.OrderBy(row => row.TypicalShare).ElementAt((processes.Count - 1) / 2);
        return fastest with
        {
            MedianSeconds = middle.MedianSeconds,
            MedianPeakGigaFlops = middle.MedianPeakGigaFlops,
            Collections = processes.Sum(row => row.Collections),
        };
    }
}
