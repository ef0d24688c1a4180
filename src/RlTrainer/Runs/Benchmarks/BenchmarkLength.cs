namespace RlTrainer.Runs;

/// <summary>How long a benchmark measures.</summary>
/// <param name="Work">Time for each kind of work.</param>
/// <param name="WarmUp">Time before that, in which the compiler finishes its work.</param>
/// <param name="Updates">Whole updates measured end to end, after one that warms up.</param>
/// <param name="StepsPerRollout">Steps of an environment in a rollout, at most.</param>
/// <param name="Epochs">Passes over a rollout.</param>
/// <param name="MarketDays">Days of the synthetic market that is played.</param>
internal sealed record BenchmarkLength(
    TimeSpan Work, TimeSpan WarmUp, int Updates, int StepsPerRollout, int Epochs, int MarketDays)
{
    /// <summary>For figures: about a minute and a half on two cores, for each process.</summary>
    public static BenchmarkLength Full { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 3, 256, 10, 60);

    /// <summary>Shows that everything runs; the figures mean little.</summary>
    public static BenchmarkLength Quick { get; } = new(TimeSpan.FromSeconds(0.05), TimeSpan.FromSeconds(0.02), 1, 16, 1, 12);
}
