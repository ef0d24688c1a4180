using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Runs;

/// <summary>
/// The three splits of a market as normalised feature tables, each computed from its own bars alone; the normaliser is
/// fitted on the training split and frozen.
/// </summary>
/// <param name="Train">Days the agent trains on.</param>
/// <param name="Validation">Days that choose the best model.</param>
/// <param name="Test">Days that are opened once, for the report.</param>
/// <param name="Normalizer">Fitted on the training split.</param>
/// <param name="DataHash">SHA-256 of every bar of the whole series, for manifests.</param>
public sealed record PreparedMarket(
    FeatureTable Train, FeatureTable Validation, FeatureTable Test, FeatureNormalizer Normalizer, string DataHash)
{
    /// <summary>Splits bars by the run's shares and computes its feature set on each split.</summary>
    /// <param name="bars">The whole series.</param>
    /// <param name="config">Shares and feature set.</param>
    /// <param name="carried">The normaliser of the model a run starts from; null to fit one on the training split.</param>
    /// <returns>Three normalised tables, the normaliser, and the hash of the bars.</returns>
    /// <exception cref="ArgumentException">There are too few days, or a feature from outside the library fails or looks
    /// ahead; the message names it.</exception>
    public static PreparedMarket Of(BarSeries bars, RunConfig config, FeatureNormalizer? carried = null)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(config);
        DaySplit split = config.Cut(bars);
        return Of(split.Train, split.Validation, split.Test, config, BarsHash.Of(bars), carried);
    }

    /// <summary>Uses three series as they are, e.g. generated ones.</summary>
    /// <param name="train">Days to learn from; the normaliser is fitted on them unless one is carried.</param>
    /// <param name="validation">Days to choose by.</param>
    /// <param name="test">Days to judge by.</param>
    /// <param name="config">Its feature set is computed; its shares are not used.</param>
    /// <param name="dataHash">Stands for the data in manifests and checkpoints, e.g. <see cref="BarsHash.Of"/>.</param>
    /// <param name="carried">The normaliser of the model a run starts from; null to fit one on the training
    /// days.</param>
    /// <returns>Three normalised tables, the normaliser, and the hash.</returns>
    /// <exception cref="ArgumentException">A feature from outside the library fails or looks ahead; the message names
    /// it.</exception>
    public static PreparedMarket Of(
        BarSeries train, BarSeries validation, BarSeries test, RunConfig config, string dataHash,
        FeatureNormalizer? carried = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(dataHash);
        FeatureSet features =
            config.Given("PreparedMarket.Of(bars, RunManifest.Read(path, parts: [{0}]).Configuration)").FeatureSet;
        features.Required().RequireCausal(train);
        FeatureTable trainTable = features.Compute(train);
        FeatureNormalizer normalizer = carried ?? FeatureNormalizer.Fit(trainTable, SeenBars(train, config.Environment));
        return new PreparedMarket(
            normalizer.Apply(trainTable), normalizer.Apply(features.Compute(validation)),
            normalizer.Apply(features.Compute(test)),
            normalizer, dataHash);
    }

    /// <summary>The training split in the mirror, normalised as the split is.</summary>
    /// <param name="config">With the feature set of the tables.</param>
    /// <exception cref="ArgumentException">A feature depends on the price level; the message names it.</exception>
    internal FeatureTable MirroredTrain(RunConfig config) => Normalizer.Apply(FeatureMirror.Of(config.FeatureSet, Train.Bars));

    /// <summary>A market made by hand may not disagree with what a run will say of itself.</summary>
    /// <param name="config">The run.</param>
    /// <exception cref="ArgumentException">The tables were made with another feature set.</exception>
    internal void RequireFeaturesOf(RunConfig config)
    {
        string[] names = [.. config.FeatureSet.Features.Select(feature => feature.Name)];
        if (Train.SetName != config.FeatureSet.Name || !Train.Names.SequenceEqual(names))
            throw new ArgumentException(
                $"The market was prepared with the feature set '{Train.SetName}' ({string.Join(", ", Train.Names)}), but the "
                    + $"configuration of run '{config.Name}' has '{config.FeatureSet.Name}' ({string.Join(", ", names)}). "
                + "Put the set into the configuration (FeatureSet = …) and prepare the market with it: PreparedMarket.Of(bars, "
                + "config).");
    }

    /// <summary>
    /// Bars that stand in an observation of a decision: with the regular session as entry window, those from the first window
    /// before 09:30 to 16:00. Night bars would only blur the clock and the volatility the agent looks at.
    /// </summary>
    private static Predicate<int>? SeenBars(BarSeries train, EnvironmentConfig environment)
    {
        if (environment.EntryWindow != EntryWindow.RegularSession) return null;
        long[] clock = [.. train.EasternSeconds.ToArray().Select(seconds => seconds % 86_400 / 60)];
        int first = CashSession.OpenMinute - environment.WindowBars;
        return bar => clock[bar] >= first && clock[bar] < CashSession.CloseMinute;
    }
}
