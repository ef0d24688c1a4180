using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Files;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>The last step of a run: may the model that it keeps trade? The verdict is a result of the run like its
/// weights.</summary>
internal static class RunGate
{
    /// <summary>Judges the engine's weights on the validation days. Models of other runs are not counted: that is for whoever
    /// chooses among them.</summary>
    /// <param name="engine">The engine; it is bound to the validation table.</param>
    /// <param name="normalizer">The model's frozen normaliser.</param>
    /// <param name="market">The run's splits.</param>
    /// <param name="config">The run.</param>
    public static EdgeVerdict Judge(IPpoEngine engine, DenseNormalizer normalizer, PreparedMarket market, RunConfig config) =>
        EdgeGate.Judge(
        engine, normalizer, EntryOutcomes.Of(market.Validation, config.Environment, config.Rules), new EdgeGateConfig());

    /// <summary>Writes the verdict beside the run, and its sentence into the manifest.</summary>
    /// <param name="folder">The run's files.</param>
    /// <param name="verdict">What was found.</param>
    public static void Write(RunFolder folder, EdgeVerdict verdict)
    {
        AtomicFile.WriteText(folder.Gate, RunJson.Write(verdict) + "\n");
        if (File.Exists(folder.Manifest))
            AtomicFile.WriteText(folder.Manifest,
                RunJson.Write(RunManifest.Read(folder.Manifest) with { Outcome = verdict.InWords }) + "\n");
    }

    /// <summary>What the run doctor says of a verdict; null where there is nothing to mend.</summary>
    /// <param name="verdict">What was found.</param>
    /// <param name="steps">Environment steps of the model.</param>
    public static DoctorFinding? Finding(EdgeVerdict? verdict, long steps) => verdict?.Outcome != EdgeOutcome.NoEdgeFound ? null
        : new DoctorFinding(
        DoctorConcern.NoEdge, steps, $"The gate did not let the model through: {verdict.InWords}.",
        "The features carry no signal that pays its costs on these days, or the run was too short to find it.",
        "Ask `rltrainer probe` what the features carry before training longer; try other features, stops or hours; do not trade "
            + "this model.");
}
