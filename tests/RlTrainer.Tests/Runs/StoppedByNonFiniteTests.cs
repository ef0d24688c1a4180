using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.RunHost;
using RlTrainer.Runs;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Tests.Runs;

/// <summary>A number that is not finite stops a run, names its place
/// and the last good checkpoint, which stays as it was.</summary>
public sealed class StoppedByNonFiniteTests : IDisposable
{
    private static readonly PreparedMarket Market = HostedRun.Market();
    private readonly RunFolder _folder = new(Directory.CreateTempSubdirectory("stopped-").FullName);

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void A_weight_stops_the_run_before_it_is_saved_and_the_run_goes_on_from_the_last_good_checkpoint()
    {
        WatchedEngine? engine = null;
        using (TrainingRun run = TrainingRun.Start(
            HostedRun.Config, Market, _folder, engine: (layout, network, seed) =>
                engine = new WatchedEngine(new CpuEngine(layout, network, seed, threads: 1))))
        {
            Assert.Equal(3, run.Run().Take(3).Count());
            byte[] good = File.ReadAllBytes(_folder.Checkpoint(384));
            using IEnumerator<TrainingProgress> again = run.Run().GetEnumerator();
            engine!.ReadOut = weights => weights["value.1.weight"].Values[7] = float.PositiveInfinity;
            var error = Assert.Throws<NonFiniteException>(() => again.MoveNext());
            string expected = "Update 4, weight value.1.weight[7] was Infinity; expected a finite number. "
                + $"The last good checkpoint is {_folder.Checkpoint(384)}; resume from it with a lower learning rate or "
                + $"mended data.";
            Assert.Equal(expected, error.Message);
            Assert.Equal($"stopped: {expected}", File.ReadLines(_folder.Log).Last());
            Assert.Equal(good, File.ReadAllBytes(_folder.LatestCheckpoint()!));
        }
        using TrainingRun resumed = TrainingRun.Resume(_folder, Market, threads: 1);
        Assert.Equal("all steps trained", resumed.RunToEnd().StopReason);
        Assert.DoesNotContain(File.ReadLines(_folder.Log), line => line.StartsWith("stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_checkpoint_the_message_says_so()
    {
        using TrainingRun run = TrainingRun.Start(HostedRun.Config, Market, _folder, engine: (layout, network, seed) =>
        {
            var engine = new CpuEngine(layout, network, seed, threads: 1);
            PolicyWeights weights = engine.Weights();
            weights["policy.0.weight"].Values[0] = float.NaN;
            engine.Load(weights);
            return engine;
        });
        Assert.Equal(
            "Update 1, environment 0, step 1 of the rollout: logit 0 of the policy was NaN; expected a finite number. "
            + "There is no checkpoint yet; start again with a lower learning rate or mended data.",
            Assert.Throws<NonFiniteException>(() => run.RunToEnd()).Message);
    }

    [Fact]
    public void A_feature_is_named_with_its_bar_and_time_before_anything_starts()
    {
        float[] values = Market.Train.Values.ToArray();
        int bar = 2000;
        values[bar * Market.Train.FeatureCount + 4] = float.NaN;
        PreparedMarket spoiled = Market with { Train = Market.Train.WithValues(values, isNormalized: true) };
        string time = RlTrainer.Reporting.BarTime.Eastern(Market.Train.Bars, bar);
        Assert.Equal(
            $"The feature {Market.Train.Names[4]} of training bar 2000 ({time} Eastern) was NaN; expected a finite number. "
            + "Check that bar of the data file (rltrainer data check), or the feature's formula. Nothing was started.",
            Assert.Throws<NonFiniteException>(() => TrainingRun.Start(HostedRun.Config, spoiled, _folder)).Message);
        Assert.False(_folder.IsTaken);
    }
}
