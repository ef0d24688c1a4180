using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>What one update brought, for a caller that shows it.</summary>
/// <param name="Update">The learner's figures.</param>
/// <param name="Evaluation">The evaluation at this update, if one was due.</param>
/// <param name="Checkpoint">The checkpoint written at this update, if one was due.</param>
/// <param name="TotalSteps">Steps the run will have when it is not stopped early.</param>
/// <param name="StepsPerSecond">Mean rate since this process took the run up.</param>
/// <param name="TimeLeft">Time to the end at that rate.</param>
public sealed record TrainingProgress(
    UpdateReport Update, EvaluationPoint? Evaluation, string? Checkpoint, long TotalSteps, double StepsPerSecond,
    TimeSpan TimeLeft)
{
    /// <summary>What the run doctor finds at this update; empty when nothing is wrong.</summary>
    public IReadOnlyList<DoctorFinding> Findings { get; init; } = [];

    /// <summary>What this update deserves a word for, see <see cref="LearningWarnings"/>; empty when nothing is wrong.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>One line for a terminal: share done, rate, time left, reward.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Update.Steps,9:N0} of {TotalSteps:N0} steps ({(double)Update.Steps / TotalSteps:P0}) · {StepsPerSecond:N0} steps/s · "
        + $"{TimeLeft:hh\\:mm\\:ss} left"
        + $" · episode reward {Update.EpisodeReward:F3} · entropy {Update.Learning.Entropy:F2} · KL "
        + $"{Update.Learning.ApproximateKl:F4}");
}
