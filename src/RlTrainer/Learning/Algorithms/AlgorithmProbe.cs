using System.Runtime.CompilerServices;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>
/// What an algorithm defined outside the library does on a fixed input: one update on generated bars that are the same on every
/// machine, with two accounts and a fixed seed. Its hash is that of the weights it leaves, so that a line of its code that
/// changes what is learned shows, whether its author raised the version or not.
/// </summary>
internal static class AlgorithmProbe
{
    private const int Days = 4, Accounts = 2;
    private const long Steps = 1_000_000;
    private const ulong Seed = 20_061_013;
    private static readonly Lazy<FeatureTable> FixedTable = new(() =>
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = Days }).Minutes;
        FeatureTable raw = FeatureSet.Base.Compute(bars);
        return FeatureNormalizer.Fit(raw).Apply(raw);
    });
    private static readonly ConditionalWeakTable<AlgorithmConfig, string> Known = new();

    /// <summary>SHA-256 of the weights after one update; the steps of the whole run count as one million, so that a run that is
    /// made longer keeps its mark. An algorithm that this update refuses is hashed by name, version and parameters.</summary>
    /// <param name="config">An algorithm whose code is here.</param>
    public static string Hash(AlgorithmConfig config) => Known.GetValue(config, Measured);

    private static string Measured(AlgorithmConfig config)
    {
        AlgorithmConfig fixedLength = config with { Steps = Steps };
        try
        {
            return OutputHash.Of([.. Learned(fixedLength).Tensors.SelectMany(tensor => tensor.Values)]);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NonFiniteException)
        {
            return OutputHash.Of($"{config.Name} {config.Version} {fixedLength}");
        }
    }

    private static PolicyWeights Learned(AlgorithmConfig config)
    {
        var environments = new TradingEnvironments(
            FixedTable.Value, EnvironmentConfig.Phase1 with { EnvironmentCount = Accounts }, RulePresets.Original, Seed);
        var network = new NetworkShape(environments.Layout.Size, config.Hidden, environments.ActionCount)
        {
            LayerNorm = config.LayerNorm,
        };
        using var engine = new CpuEngine(environments.Layout, network, Seed, threads: 1);
        var trainer = new Trainer(environments, engine, config, Seed);
        trainer.Update();
        return trainer.Kept;
    }
}
