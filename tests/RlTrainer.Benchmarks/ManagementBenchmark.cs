using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// What can management earn at all? Entries of the oracle, of the best observable rule and of phase 1's trained models
/// are walked over the held-out days in phase 2's environment, once held to stop and target and once under each simple
/// rule of its actions. What the oracle gains by closing when the drift turns bounds what any learner can.
/// </summary>
internal sealed class ManagementBenchmark
{
    private readonly MarketsOptions _options;
    private readonly TextWriter _output;
    private readonly RunConfig _config = RunConfig.Phase2AllActions;
    private readonly EnvironmentConfig _environment;
    private readonly FeatureTable _days;

    private ManagementBenchmark(MarketsOptions options, ulong marketSeed, TextWriter output)
    {
        (_options, _output) = (options, output);
        _environment = _config.Environment with { AfterTarget = TargetOutcome.Ends };
        int train = options.TrainingDays, validation = options.ValidationDays, heldOut = options.HeldOutDays;
        SyntheticMarket market = SyntheticBars.Generate(
            new SyntheticConfig { Days = train + validation + heldOut, Seed = marketSeed, Signal = options.Market });
        BarSeries minutes = market.Minutes, days = minutes.SliceDays(train + validation, train + validation + heldOut);
        _days = FeatureSet.Base.Compute(days);
        PreparedMarket prepared = PreparedMarket.Of(
            minutes.SliceDays(0, train), minutes.SliceDays(train, train + validation), days, _config, BarsHash.Of(minutes));
        FeatureTable choosing = FeatureSet.Base.Compute(minutes.SliceDays(0, Math.Min(150, train)));
        double threshold = Yardsticks.BestThreshold(choosing, _environment, _config.Rules);
        Measure(marketSeed, "oracle", SideRules.Oracle(market, days));
        Measure(marketSeed, "best observable rule", SideRules.Planted(_days, threshold));
        for (ulong seed = 1; seed <= (ulong)options.Seeds; seed++)
            if (Model(marketSeed, seed) is { } model) Measure(marketSeed, $"phase 1, seed {seed}", Sides(model, prepared));
    }

    public static int Run(TextWriter output, string[] args)
    {
        MarketsOptions options = MarketsOptions.Parse(args);
        output.WriteLine("| market | entries | exit | profit $ | against holding | PF | trades | passes |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (ulong seed in options.MarketSeeds) _ = new ManagementBenchmark(options, seed, output);
        return 0;
    }

    private void Measure(ulong marketSeed, string entries, sbyte[] sides)
    {
        double held = 0.0;
        foreach (ManagedExit exit in Enum.GetValues<ManagedExit>())
        {
            PolicyEvaluation judged = Backtest.Run(
                new ManagedSides(sides, exit, _environment.Actions), _days, _environment, _config.Rules, _config.Seed);
            judged.ThrowIfViolated();
            double profit = judged.Metrics.NetProfit.Value ?? 0.0;
            if (exit == ManagedExit.Never) held = profit;
            _output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {marketSeed} | {entries} | {exit} | {profit:N0} | {profit / held:P0} | "
                + $"{judged.Metrics.ProfitFactor.Value:F2} | "
                + $"{judged.Metrics.Trades.Value:N0} | {judged.Pass?.Passed:P0} |"));
        }
    }

    private Checkpoint? Model(ulong marketSeed, ulong seed)
    {
        string path = Path.Combine(_options.Folder, $"{_options.Market}-{marketSeed}-{MarketsArms.AllActions}-{seed}");
        return Directory.Exists(path) ? CheckpointFile.Read(new RunFolder(path).Final(1)) : null;
    }

    /// <summary>[bars] the side that a model prefers to staying flat, asked at every bar as a fresh account would be.</summary>
    private sbyte[] Sides(Checkpoint model, PreparedMarket prepared)
    {
        using CpuEngine engine = RunModels.EngineOf(model, prepared.Test, 1);
        var bars = EntryOutcomes.Of(
            prepared.Test, RunConfig.AllActions.Environment with { AfterTarget = TargetOutcome.Ends }, _config.Rules);
        float[] leads = EdgeGate.Leads(engine, model.Dense, bars);
        sbyte[] sides = new sbyte[_days.BarCount];
        for (int row = 0; row < leads.Length; row++) sides[bars.Bars[row]] = (sbyte)Math.Sign(leads[row]);
        return sides;
    }
}
