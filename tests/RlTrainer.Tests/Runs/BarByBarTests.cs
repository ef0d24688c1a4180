using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Runs;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Runs;

/// <summary>A stored policy run bar by bar from the library, as src/policies.md shows it, and the same policy exported.</summary>
public sealed class BarByBarTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stored_policy_runs_bar_by_bar_as_a_backtest_does()
    {
        (string modelFile, BarSeries bars) = Trained();
        var lines = new List<string>();
        // page: begin
        Checkpoint model = CheckpointFile.Read(modelFile);                                  // weights, normaliser, configuration
        RunConfig run = RunModels.ConfigOf(model);
        FeatureTable features = model.Features.Apply(run.FeatureSet.Compute(bars));
        using CpuEngine engine = RunModels.EngineOf(model, features, threads: 1);
        EnginePolicy policy = EnginePolicy.Greedy(engine, model.Dense);
        var journal = new TradingJournal();
        var account = TradingEnvironments.Walk(features, run.Environment, run.Rules, journal);
        int[] bar = new int[1], action = new int[1];
        float[] position = new float[account.Layout.DenseCount], reward = new float[1];
        byte[] legal = new byte[account.ActionCount];
        var end = new EpisodeEnd[1];
        for (account.Reset(); end[0] == EpisodeEnd.None || !account.WalkDone;)
        {
            if (end[0] != EpisodeEnd.None) account.ResetEnded();                            // the next trading day
            account.Observe(new Observations(bar, position));                               // at the close of bar t
            account.Masks(legal);
            policy.Act(new Observations(bar, position), legal, action);
            account.Step(action, reward, end);                                              // bar t+1: fill → account → verdict
            if (action[0] != 0) lines.Add($"{BarTime.Eastern(bars, bar[0])} {run.Environment.Actions.Actions[action[0]]}");
        }
        // page: end
        Assert.NotEmpty(lines);
        PolicyEvaluation backtest = Backtest.Run(policy, features, run.Environment, run.Rules, run.Seed);
        Assert.Equal(backtest.Journal.Fills, journal.Fills);
        Assert.True(backtest.Audit!.IsClean, backtest.Audit.Headline);
    }

    [Fact]
    public void The_exported_policys_cases_are_raw_observations_with_the_engines_answers()
    {
        (string modelFile, BarSeries bars) = Trained();
        Checkpoint model = CheckpointFile.Read(modelFile);
        IReadOnlyList<string> names = PolicyExport.InputNames(model);
        Assert.Equal(model.Network.Inputs, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(("open[t-19]", "minutes_to_flat[t]", "side", "target_progress"), (names[0], names[219], names[220], names[^1]));

        var cases = PolicyCases.Of(model, bars, 20);
        FeatureTable raw = FeatureSet.Base.Compute(bars);
        Assert.All(cases.Inputs, input => Assert.Contains(input[219], raw.Values.ToArray()));
        for (int index = 0; index < cases.Inputs.Count; index++)
        {
            (double[] logits, double value) = Forward(model, cases.Inputs[index]);
            for (int action = 0; action < logits.Length; action++) Assert.Equal(logits[action], cases.Logits[index][action], 1e-4);
            Assert.Equal(value, cases.Values[index], 1e-4);
        }
        Assert.True(PolicyExport.Onnx(model).Length > 4 * model.Weights.Tensors.Sum(tensor => tensor.Values.Length));
    }

    /// <summary>The exported graph by the book: normalise with both statistics, clip, then the layers, in double precision.</summary>
    private static (double[] Logits, double Value) Forward(Checkpoint model, float[] input)
    {
        int width = model.Manifest.Features.Count, window = width * model.Manifest.WindowBars;
        double[] x = [.. input.Select((number, index) => index < window
            ? (model.Features.Deviations[index % width] > 1e-12 ? (number - model.Features.Means[index % width]) / model.Features.Deviations[index % width] : 0)
            : (number - model.Dense.Moments[index - window].Mean) / Math.Sqrt(model.Dense.Moments[index - window].Variance + 1e-8))];
        x = [.. x.Select(number => Math.Clamp(number, -10, 10))];
        return (Layers(model, "policy", x), Layers(model, "value", x)[0]);
    }

    private static double[] Layers(Checkpoint model, string network, double[] x)
    {
        int layers = model.Network.Hidden.Count + 1;
        for (int layer = 0; layer < layers; layer++)
        {
            float[] weight = model.Weights[$"{network}.{layer}.weight"].Values, bias = model.Weights[$"{network}.{layer}.bias"].Values;
            double[] from = x;
            x = [.. bias.Select((b, row) => b + from.Select((number, column) => number * weight[row * from.Length + column]).Sum())];
            if (layer < layers - 1) x = [.. x.Select(number => Math.Max(number, 0))];
        }
        return x;
    }

    private (string Model, BarSeries Bars) Trained()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes;
        RunConfig config = RunConfig.Phase1Test;
        config = config with
        {
            Ppo = config.Ppo with { Steps = 2048, StepsPerRollout = 64, Hidden = [16], Epochs = 2 },
            Schedule = config.Schedule with { EvaluateEverySteps = 1000, EvaluationEpisodes = 4 },
        };
        var folder = new RunFolder(Path.Combine(_folder, "run"));
        using TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(bars, config), folder, threads: 1);
        run.RunToEnd();
        return (folder.Best, bars);
    }
}
