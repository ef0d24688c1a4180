using RlTrainer.Evaluation;
using RlTrainer.Values;

namespace RlTrainer.Reporting;

/// <summary>What a report is made of.</summary>
internal sealed record ReportContent
{
    /// <summary>Title of the page.</summary>
    public string Title { get; init; } = "Evaluation report";

    /// <summary>The policy under evaluation first, then the same policy
    /// sampled and the baselines, all on the same days.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>Pass probabilities under other rule presets, for the policy under evaluation.</summary>
    public IReadOnlyList<PassProbability> OtherPresets { get; init; } = [];

    /// <summary>What funded accounts would pay for the same days; empty where there are too few of them.</summary>
    public IReadOnlyList<FundedOutlook> Funded { get; init; } = [];

    /// <summary>What the choice among several trials explains; null where there was one trial only.</summary>
    public SelectionEvidence? Selection { get; init; }

    /// <summary>The gate's verdict on the run's model, on its validation days; null where there is none.</summary>
    public EdgeVerdict? Edge { get; init; }

    /// <summary>White's reality check of all trials against each baseline; empty where it was not worked out.</summary>
    public IReadOnlyList<(string Baseline, RealityCheck Check)> AgainstBaselines { get; init; } = [];

    /// <summary>Every opening of the sealed test days so far, this one included; empty where nobody counted.</summary>
    public IReadOnlyList<TestOpening> TestOpenings { get; init; } = [];

    /// <summary>What changes would have done; empty: changed costs only, which the fills alone tell.</summary>
    public IReadOnlyList<Counterfactual> Counterfactuals { get; init; } = [];

    /// <summary>Curves of the training, if there are any.</summary>
    public IReadOnlyList<SvgFigure> TrainingFigures { get; init; } = [];

    /// <summary>Findings of others, e.g. the run doctor or the data checks, one sentence each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Where everything came from: name and value, e.g. "Weights" and a hash.</summary>
    public IReadOnlyList<(string Name, string Value)> Provenance { get; init; } = [];

    /// <summary>How many day charts are drawn, 0 to 10.</summary>
    public int DayCharts { get; init; } = 8;

    /// <summary>How many trades the page lists; the rest is in trades.csv.</summary>
    public int ListedTrades { get; init; } = 2_000;

    /// <summary>The policy under evaluation.</summary>
    public PolicyEvaluation Subject => Comparison.Policies[0];

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
