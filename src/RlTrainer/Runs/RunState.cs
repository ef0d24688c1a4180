using System.Text.Json.Serialization;

namespace RlTrainer.Runs;

/// <summary>A run's own state at a checkpoint, beside the trainer's.</summary>
/// <param name="Best">The best evaluation so far.</param>
/// <param name="Decisions">Steps with two or more legal actions, so far.</param>
/// <param name="LogLengths">How long the repeatable logs were, bytes.</param>
/// <param name="Figures">What the run doctor looks at.</param>
internal sealed record RunState(
    BestModel Best, double Decisions, IReadOnlyDictionary<string, long> LogLengths, IReadOnlyList<DoctorFigures> Figures)
{
    /// <summary>The checkpoint was saved where the run was left, outside its schedule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPause { get; init; }
}
