using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Runs;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Runs;

/// <summary>The walk of a bar through all floors, as the architecture page shows it.</summary>
public sealed class BarsWalkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-walk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_bar_walks_from_a_file_to_a_report_through_every_floor()
    {
        string dataFolder = Path.Combine(Repository.Root, "data"), path = Path.Combine(_folder, "model.zip");
        RunConfig run = Small();
        // page: begin
        BarSeries bars = BarFiles.Find(dataFolder, Instrument.NQ).Read();               // checked once, here
        DaySplit split = DaySplit.Chronological(bars, train: 0.70, validation: 0.15);   // days, with an embargo
        FeatureTable raw = FeatureSet.Base.Compute(split.Train);                        // row t uses bars 0..t of the split
        FeatureNormalizer normalizer = FeatureNormalizer.Fit(raw);                      // training days only, then frozen
        FeatureTable features = normalizer.Apply(raw);
        var environments = new TradingEnvironments(features, run.Environment, run.Rules, run.Seed);
        var network = new NetworkShape(environments.Layout.Size, run.Ppo.Hidden, environments.ActionCount);
        using var engine = new CpuEngine(environments.Layout, network, run.Seed);
        var trainer = new Trainer(environments, engine, run.Ppo, run.Seed);
        // rollout: bar t+1 fills → account → verdict
        foreach (UpdateReport report in trainer.Run())
            Assert.True(double.IsFinite(report.Learning.PolicyLoss));
        FeatureTable heldOut = normalizer.Apply(FeatureSet.Base.Compute(split.Test));
        engine.Bind(heldOut.Values);
        EnginePolicy policy = EnginePolicy.Greedy(engine, trainer.Normalizer);
        PolicyEvaluation evaluation = Backtest.Run(policy, heldOut, run.Environment, run.Rules, run.Seed);
        // page: end
        Assert.True(evaluation.Audit!.IsClean, evaluation.Audit.Headline);
        var market = new PreparedMarket(features, features, heldOut, normalizer, BarsHash.Of(bars));
        var checkpoint = new Checkpoint
        {
            Manifest = RunModels.ManifestOf(run, market, trainer.Steps),
            Weights = engine.Weights(),
            Features = normalizer,
            Dense = trainer.Normalizer,
        };
        CheckpointFile.Write(path, checkpoint);
        Comparison again = EvaluationRun.OnTestDays(CheckpointFile.Read(path), bars);
        Assert.Equal(evaluation.Metrics.NetProfit.Value, again.Policies[0].Metrics.NetProfit.Value);
        Assert.Equal(evaluation.Journal.Fills, again.Policies[0].Journal.Fills);
    }

    private static RunConfig Small()
    {
        RunConfig test = RunConfig.Phase1Test;
        return test with { Ppo = test.Ppo with { Steps = 4 * 64, StepsPerRollout = 64, Hidden = [32, 16], Epochs = 2 } };
    }
}
