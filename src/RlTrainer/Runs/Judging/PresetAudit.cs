using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>Walks a policy over a series under rule sets and has every walk audited.</summary>
internal static class PresetAudit
{
    /// <summary>A random policy with all nine actions of phase 2, one walk a rule set.</summary>
    /// <param name="bars">The minute bars; every day of them is walked.</param>
    /// <param name="presets">The rule sets.</param>
    /// <param name="contracts">Contracts of an entry; rules and risk may make it fewer.</param>
    /// <param name="seed">Decides the actions.</param>
    /// <param name="seconds">Second bars that decide inside a minute; null: the minute rule.</param>
    /// <returns>One audited walk a rule set, made when it is asked for.</returns>
    public static IEnumerable<PolicyEvaluation> OfRandomActions(
        BarSeries bars, IReadOnlyList<RuleSet> presets, int contracts, ulong seed, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(presets);
        EnvironmentConfig config = EnvironmentConfig.Phase2 with { Contracts = contracts, EntryWindow = EntryWindow.Full };
        foreach (RuleSet rules in presets) config.CheckedFor(rules, bars.Instrument);
        FeatureTable raw = FeatureSet.Base.Compute(bars), table = FeatureNormalizer.Fit(raw).Apply(raw);
        return presets.Select(rules => Backtest.Run(new RandomActions(seed), table, config, rules, seed, seconds));
    }

    /// <summary>A stored model, its actions drawn as in training, over its test days, one walk a rule set.</summary>
    /// <param name="checkpoint">A model.</param>
    /// <param name="bars">The whole series it was trained on.</param>
    /// <param name="presets">The rule sets.</param>
    /// <param name="parts">Definitions from outside the library that the model was trained with; null for none.</param>
    /// <returns>One audited walk a rule set, made when it is asked for.</returns>
    /// <exception cref="ArgumentException">The data cannot be split, or does not fit the model.</exception>
    public static IEnumerable<PolicyEvaluation> OfModel(
        Checkpoint checkpoint, BarSeries bars, IReadOnlyList<RuleSet> presets, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(presets);
        ArgumentNullException.ThrowIfNull(bars);
        RunConfig config = RunModels.ConfigOf(checkpoint, parts)
            .Given("PresetAudit.OfModel(checkpoint, bars, presets, parts: [{0}])");
        FeatureTable table = checkpoint.Features.Apply(config.FeatureSet.Compute(config.Cut(bars).Test));
        foreach (RuleSet rules in presets)
        {
            using CpuEngine engine = RunModels.EngineOf(checkpoint, table, 1);
            EnginePolicy policy = EnginePolicy.Sampled(engine, checkpoint.Dense, Rng.Stream(config.Seed, "evaluation draws"));
            yield return Backtest.Run(policy, table, config.Environment, rules, config.Seed);
        }
    }
}
