using System.Text.Json.Serialization;
using RlTrainer.Evaluation;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>How a run ended; written as summary.json.</summary>
public sealed record TrainingSummary
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>Why it stopped: "all steps trained", "no improvement", "interrupted".</summary>
    public required string StopReason { get; init; }

    /// <summary>It was stopped with its state saved, and can be resumed.</summary>
    [JsonIgnore]
    internal bool IsInterrupted => StopReason == "interrupted";

    /// <summary>Environment steps trained.</summary>
    public required long Steps { get; init; }

    /// <summary>Greedy mean validation episode reward of the best evaluation.</summary>
    public required double BestReward { get; init; }

    /// <summary>Environment steps at that evaluation.</summary>
    public required long BestSteps { get; init; }

    /// <summary>Evaluations made.</summary>
    public required int Evaluations { get; init; }

    /// <summary>File names of the checkpoints there are.</summary>
    public required IReadOnlyList<string> Checkpoints { get; init; }

    /// <summary>Bars at which an episode may start.</summary>
    public required int PossibleStarts { get; init; }

    /// <summary>Different bars at which an episode started.</summary>
    public required int DistinctStarts { get; init; }

    /// <summary>Share of the tradable training bars that episodes covered, in [0, 1].</summary>
    public required double ShareOfBarsCovered { get; init; }

    /// <summary>Share of steps with two or more legal actions, over the run, in [0, 1].</summary>
    public required double DecisionShare { get; init; }

    /// <summary>The gate's verdict on the model that was kept last, on the validation days; null in runs that were
    /// interrupted or made before there was a gate.</summary>
    public EdgeVerdict? Edge { get; init; }

    /// <summary>What came of the run in the gate's words, e.g. "no edge found: flat (…)"; null where it gave no
    /// verdict.</summary>
    [JsonIgnore]
    public string? Outcome => Edge?.InWords;

    /// <summary>What the run doctor found at the end; empty when nothing was wrong.</summary>
    public required IReadOnlyList<DoctorFinding> Findings { get; init; }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
