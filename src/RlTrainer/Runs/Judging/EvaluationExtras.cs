using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Reporting;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What a report can hold beyond the comparison itself.</summary>
public sealed record EvaluationExtras
{
    private readonly IReadOnlyList<string>? _dataFindings;

    /// <summary>What the choice among the run's models explains; null where it was not worked out.</summary>
    public SelectionEvidence? Selection { get; init; }

    /// <summary>The trials against each baseline.</summary>
    public IReadOnlyList<(string Baseline, RealityCheck Check)> AgainstBaselines { get; init; } = [];

    /// <summary>Openings of the sealed test days so far.</summary>
    public IReadOnlyList<TestOpening> TestOpenings { get; init; } = [];

    /// <summary>Other stops, sizes, costs and rules.</summary>
    public IReadOnlyList<Counterfactual> Counterfactuals { get; init; } = [];

    /// <summary>Where the bars were checked as they were read: every finding stands in the report's provenance; null where
    /// nobody kept it.</summary>
    public ValidationReport? BarChecks { get; init; }

    /// <summary>What is to be known of the bars before the figures are believed, one sentence each: the warnings and errors
    /// of <see cref="BarChecks"/> unless set.</summary>
    public IReadOnlyList<string> DataFindings
    {
        get => _dataFindings
            ?? (BarChecks is null ? []
                : [.. BarFindingLines.Of(BarChecks, FindingSeverity.Warning).Select(line => $"Bars, {line}")]);
        init => _dataFindings = value;
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
