using RlTrainer.Evaluation;

namespace RlTrainer.Runs;

/// <summary>What a report can hold beyond the comparison itself.</summary>
public sealed record EvaluationExtras
{
    /// <summary>What the choice among the run's models explains; null where it was not worked out.</summary>
    public SelectionEvidence? Selection { get; init; }

    /// <summary>The trials against each baseline.</summary>
    public IReadOnlyList<(string Baseline, RealityCheck Check)> AgainstBaselines { get; init; } = [];

    /// <summary>Openings of the sealed test days so far.</summary>
    public IReadOnlyList<TestOpening> TestOpenings { get; init; } = [];

    /// <summary>Other stops, sizes, costs and rules.</summary>
    public IReadOnlyList<Counterfactual> Counterfactuals { get; init; } = [];

    /// <summary>What the checks of the bars found, one sentence each.</summary>
    public IReadOnlyList<string> DataFindings { get; init; } = [];
}
