using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

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
        // weights, normalisers, account, rules, costs
        using PolicyRunner runner = PolicyRunner.Load(modelFile, bars);
        // at the close of a bar; the next one fills it
        while (runner.Next() is { } decision)
            // 2025-03-03 09:45 Buy: Buy is the likeliest …
            if (decision.Action != TradeAction.Hold) lines.Add($"{decision}");
        // page: end
        Assert.NotEmpty(lines);
        Checkpoint model = CheckpointFile.Read(modelFile);
        PolicyEvaluation backtest = BacktestOf(model, bars);
        Assert.Equal(backtest.Journal.Fills, runner.Journal.Fills);
        Assert.True(backtest.Audit!.IsClean, backtest.Audit.Headline);
        Assert.Contains(": ", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_carries_probabilities_over_legal_actions_and_its_reason()
    {
        (string modelFile, BarSeries bars) = Trained();
        using PolicyRunner runner = PolicyRunner.Load(modelFile, bars);
        int forced = 0, free = 0;
        for (int count = 0; count < 5000 && runner.Next() is { } decision; count++)
        {
            Assert.Equal(1.0, decision.Probabilities.Sum(), 1e-9);
            for (int action = 0; action < 3; action++)
                Assert.True(decision.IsLegal[action] || decision.Probabilities[action] == 0);
            Assert.Equal(decision.Probabilities.Max(), decision.Probability);
            if (decision.IsForced) forced++;
            else free++;
            Assert.Equal(decision.IsForced, decision.Reason == $"{decision.Action} is the only legal action");
        }
        Assert.True(forced > 0 && free > 0, $"{forced} forced, {free} free");
    }

    [Fact]
    public void Later_bars_change_no_earlier_decision()
    {
        (string modelFile, BarSeries bars) = Trained();
        using PolicyRunner whole = PolicyRunner.Load(modelFile, bars), cut = PolicyRunner.Load(modelFile, bars.SliceDays(0, 12));
        int compared = 0;
        while (cut.Next() is { } decision)
        {
            Assert.Equal($"{whole.Next()}", $"{decision}");
            compared++;
        }
        Assert.True(compared > 1000, $"{compared} decisions");
    }

    [Fact]
    public void A_policy_of_phase_2_decides_among_nine_actions_and_manages_its_position()
    {
        (string modelFile, BarSeries bars) = Trained(RunConfig.Phase2Test);
        using PolicyRunner runner = PolicyRunner.Load(modelFile, bars);
        var asked = new HashSet<TradeAction>();
        while (runner.Next() is { } decision)
        {
            Assert.Equal(9, decision.Probabilities.Count);
            asked.Add(decision.Action);
        }
        Assert.Contains(asked, action => action > TradeAction.Sell);
        Assert.Equal(BacktestOf(CheckpointFile.Read(modelFile), bars).Journal.Fills, runner.Journal.Fills);
    }

    [Fact]
    public void A_bar_that_was_left_out_or_comes_again_is_an_error_and_the_policy_waits_at_its_next_bar()
    {
        (string modelFile, BarSeries bars) = Trained();
        using PolicyRunner free = PolicyRunner.Load(modelFile, bars), counted = PolicyRunner.Load(modelFile, bars);
        PolicyDecision first = free.Next()!, second = free.Next()!;
        Assert.Equal($"{first}", $"{counted.Next(first.Bar)}");
        Assert.Equal(first.Bar + 1, second.Bar);
        string skipped = Assert.Throws<ArgumentException>(() => counted.Next(second.Bar + 1)).Message;
        Assert.StartsWith($"The decision at bar {second.Bar + 1} (", skipped, StringComparison.Ordinal);
        Assert.EndsWith($"was asked for, and the policy decides at bar {second.Bar} ({second.EasternTime}) next: bars were left "
            + "out. Ask for every bar once, in order; what a policy may do depends on every bar before.", skipped,
            StringComparison.Ordinal);
        Assert.Contains("that bar is over or before the first decision",
            Assert.Throws<ArgumentException>(() => counted.Next(first.Bar)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The decision at bar -1 was asked for",
            Assert.Throws<ArgumentException>(() => counted.Next(-1)).Message, StringComparison.Ordinal);
        Assert.Equal($"{second}", $"{counted.Next(second.Bar)}");
        Assert.Equal($"{free.Next()}", $"{counted.Next()}");
    }

    [Fact]
    public void Behind_the_last_bar_there_is_no_decision_however_often_it_is_asked_for()
    {
        (string modelFile, BarSeries bars) = Trained();
        PolicyRunner runner = PolicyRunner.Load(modelFile, bars.SliceDays(0, 3));
        while (runner.Next() is not null) { }
        int fills = runner.Journal.Fills.Count;
        Assert.Null(runner.Next());
        Assert.Null(runner.Next(bars.Count));
        Assert.Equal(fills, runner.Journal.Fills.Count);
        runner.Dispose();
        Assert.Throws<ObjectDisposedException>(() => runner.Next());
        Assert.Throws<ObjectDisposedException>(() => runner.Next(0));
    }

    [Fact]
    public void Bars_of_another_instrument_are_refused()
    {
        (string modelFile, BarSeries _) = Trained();
        BarSeries other = SyntheticBars.Generate(new SyntheticConfig { Days = 4, Instrument = Instrument.ES }).Minutes;
        Assert.Equal(
            "The model of run 'phase1-test' was trained on NQ; the bars are of ES. Pass bars of NQ.",
            Assert.Throws<ArgumentException>(() => PolicyRunner.Load(modelFile, other)).Message);
    }

    private static PolicyEvaluation BacktestOf(Checkpoint model, BarSeries bars)
    {
        RunConfig run = RunModels.ConfigOf(model);
        FeatureTable features = model.Features.Apply(run.FeatureSet.Compute(bars));
        using CpuEngine engine = RunModels.EngineOf(model, features, threads: 1);
        return Backtest.Run(EnginePolicy.Greedy(engine, model.Dense), features, run.Environment, run.Rules, run.Seed);
    }

    [Fact]
    public void The_exported_policys_cases_are_raw_observations_with_the_engines_answers()
    {
        (string modelFile, BarSeries bars) = Trained();
        Checkpoint model = CheckpointFile.Read(modelFile);
        IReadOnlyList<string> names = PolicyExport.InputNames(model);
        Assert.Equal(model.Network.Inputs, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(("open[t-19]", "minutes_to_flat[t]", "side", "target_progress"),
            (names[0], names[219], names[220], names[^1]));

        var cases = PolicyCases.Of(model, bars, 20);
        FeatureTable raw = FeatureSet.Base.Compute(bars);
        Assert.All(cases.Inputs, input => Assert.Contains(input[219], raw.Values.ToArray()));
        for (int index = 0; index < cases.Inputs.Count; index++)
        {
            (double[] logits, double value) = Forward(model, cases.Inputs[index]);
            for (int action = 0; action < logits.Length; action++)
                Assert.Equal(logits[action], cases.Logits[index][action], 1e-4);
            Assert.Equal(value, cases.Values[index], 1e-4);
        }
        Assert.True(PolicyExport.Onnx(model).Length > 4 * model.Weights.Tensors.Sum(tensor => tensor.Values.Length));
    }

    /// <summary>The exported graph by the book: normalise with both
    /// statistics, clip, then the layers, in double precision.</summary>
    private static (double[] Logits, double Value) Forward(Checkpoint model, float[] input)
    {
        int width = model.Manifest.Features.Count, window = width * model.Manifest.WindowBars;
        double[] x = [.. input.Select((number, index) => index < window
            ? (model.Features.Deviations[index % width] > 1e-12
                ? (number - model.Features.Means[index % width]) / model.Features.Deviations[index % width] : 0)
            : (number - model.Dense.Moments[index - window].Mean) / Math.Sqrt(
                model.Dense.Moments[index - window].Variance + 1e-8))];
        x = [.. x.Select(number => Math.Clamp(number, -10, 10))];
        return (Layers(model, "policy", x), Layers(model, "value", x)[0]);
    }

    private static double[] Layers(Checkpoint model, string network, double[] x)
    {
        int layers = model.Network.Hidden.Count + 1;
        for (int layer = 0; layer < layers; layer++)
        {
            float[] weight = model.Weights[$"{network}.{layer}.weight"].Values,
                bias = model.Weights[$"{network}.{layer}.bias"].Values;
            double[] from = x;
            x = [.. bias.Select((b, row) => b
                + from.Select((number, column) => number * weight[row * from.Length + column]).Sum())];
            if (layer < layers - 1) x = [.. x.Select(number => Math.Max(number, 0))];
        }
        return x;
    }

    private (string Model, BarSeries Bars) Trained(RunConfig? preset = null)
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes;
        RunConfig config = preset ?? RunConfig.Phase1Test;
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
