using System.Text.Json.Serialization;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>When a run evaluates, saves and stops early.</summary>
public sealed record TrainingSchedule
{
    /// <summary>Evaluation at the first update boundary past each multiple of this many steps. At least 1.</summary>
    public long EvaluateEverySteps { get; init; } = 50_000;

    /// <summary>Checkpoint at the first update boundary past each multiple of this many steps. At least 1.</summary>
    public long CheckpointEverySteps { get; init; } = 100_000;

    /// <summary>Newest checkpoints that stay while the run trains; 0 keeps all. At least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int KeepCheckpoints { get; init; }

    /// <summary>With <see cref="KeepCheckpoints"/>: every so-manieth checkpoint stays as well; 0 keeps none of the older
    /// ones. At least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int KeepEveryCheckpoint { get; init; }

    /// <summary>Stops after this many evaluations without an improvement; 0 never stops early. At least 0.</summary>
    public int PatienceEvaluations { get; init; } = 5;

    /// <summary>Never stops early before this many evaluations. At least 0.</summary>
    public int MinimumEvaluations { get; init; } = 3;

    /// <summary>An improvement is more than the larger of this and <see cref="RelativeImprovement"/> of the best, in reward.
    /// At least 0.</summary>
    public double AbsoluteImprovement { get; init; } = 0.05;

    /// <summary>See <see cref="AbsoluteImprovement"/>; 0.02 is 2 %. At least 0.</summary>
    public double RelativeImprovement { get; init; } = 0.02;

    /// <summary>Which model is kept as the best. By validation reward by default.</summary>
    public ModelSelection Selection { get; init; }

    /// <summary>Episodes of one evaluation, spread evenly over the valid starts of the split. At least 1.</summary>
    public int EvaluationEpisodes { get; init; } = 256;

    /// <summary>The same schedule, or an error that names the bad value.</summary>
    /// <param name="trainedSteps">Environment steps of the whole run, rounded up to whole updates.</param>
    /// <returns>This schedule.</returns>
    /// <exception cref="ArgumentException">A value is out of its range, or the run would never evaluate.</exception>
    public TrainingSchedule Checked(long trainedSteps)
    {
        Require(EvaluateEverySteps >= 1, nameof(EvaluateEverySteps), EvaluateEverySteps, "at least 1; 50,000 is usual");
        Require(CheckpointEverySteps >= 1, nameof(CheckpointEverySteps), CheckpointEverySteps, "at least 1; 100,000 is usual");
        Require(KeepCheckpoints >= 0, nameof(KeepCheckpoints), KeepCheckpoints,
            "0 (keep all) or more; 3 is usual where checkpoints are large");
        Require(KeepEveryCheckpoint >= 0, nameof(KeepEveryCheckpoint), KeepEveryCheckpoint, "0 (none) or more; 10 is usual");
        Require(PatienceEvaluations >= 0, nameof(PatienceEvaluations), PatienceEvaluations,
            "0 (never stop early) or more; 5 is usual");
        Require(MinimumEvaluations >= 0, nameof(MinimumEvaluations), MinimumEvaluations, "0 or more; 3 is usual");
        Require(AbsoluteImprovement >= 0, nameof(AbsoluteImprovement), AbsoluteImprovement, "0 or more; 0.05 is usual");
        Require(RelativeImprovement >= 0, nameof(RelativeImprovement), RelativeImprovement, "0 or more; 0.02 is usual");
        Require(EvaluationEpisodes >= 1, nameof(EvaluationEpisodes), EvaluationEpisodes, "at least 1; 256 is usual");
        Require(Enum.IsDefined(Selection), nameof(Selection), Selection, "ValidationReward or Last");
        Require(Selection != ModelSelection.Last || PatienceEvaluations == 0, nameof(PatienceEvaluations), PatienceEvaluations,
            "0, since the last model is kept and no evaluation can fail to improve on it");
        if (EvaluateEverySteps > trainedSteps)
            throw new ArgumentException(
                $"The run would never evaluate: it trains {trainedSteps:N0} steps and evaluates every {EvaluateEverySteps:N0}. "
                + $"Set {nameof(EvaluateEverySteps)} to at most {trainedSteps:N0}, or train longer.");
        return this;
    }

    /// <summary>True when a multiple of the interval lies in (before, now].</summary>
    /// <param name="before">Steps before an update.</param>
    /// <param name="now">Steps after it.</param>
    /// <param name="interval">Steps, at least 1.</param>
    /// <returns>Whether what is done every interval is done now.</returns>
    public static bool IsDue(long before, long now, long interval) => now / interval > before / interval;

    private static void Require(bool holds, string option, object value, string expected)
    {
        if (!holds)
            throw new ArgumentException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{option} was {value}; expected {expected}."));
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
