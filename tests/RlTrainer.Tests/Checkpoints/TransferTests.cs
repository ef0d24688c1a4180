using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Checkpoints;

/// <summary>From three actions to nine: what is copied, what is new, and when it is refused.</summary>
public sealed class TransferTests
{
    private static readonly RunConfig Phase1 = new()
    {
        Name = "first",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 3000, StepsPerRollout = 64, Hidden = [24, 16], BatchSize = 64 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 1000, EvaluationEpisodes = 4 },
    };

    private static readonly RunConfig Phase2 = RunConfig.Phase2Test.After(Phase1) with { Name = "second" };

    private static readonly PreparedMarket Market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, Phase1);

    private static readonly Checkpoint Source = Model(Phase1, WeightsThatDiffer());

    private static readonly TransferredModel Made = Transferred(Source, Phase2);

    [Fact]
    public void On_flat_states_the_shared_logits_are_equal_bits_and_the_same_draws_choose_the_same_actions()
    {
        using CpuEngine old = Engine(Source.Weights, 3), wide = Engine(Made.Weights, 9);
        var environment = new TradingEnvironments(
            Market.Train, Phase2.Environment with { EnvironmentCount = 64 }, Phase2.Rules, seed: 7);
        environment.Reset();
        int[] bars = new int[64], narrow = new int[64], widened = new int[64];
        float[] dense = new float[64 * 8], logits3 = new float[64 * 3], logits9 = new float[64 * 9], values3 = new float[64],
            values9 = new float[64], logs3 = new float[64], logs9 = new float[64];
        byte[] masks9 = new byte[64 * 9], masks3 = new byte[64 * 3];
        var observations = new Observations(bars, dense);
        environment.Observe(observations);
        environment.Masks(masks9);
        Source.Dense.Apply(dense);
        for (int env = 0; env < 64; env++) masks9.AsSpan(env * 9, 3).CopyTo(masks3.AsSpan(env * 3));
        old.Evaluate(observations, logits3, values3);
        wide.Evaluate(observations, logits9, values9);
        Rng one = Rng.Stream(1, "draws"), two = Rng.Stream(1, "draws");
        ActionSampler.Sample(logits3, masks3, ref one, narrow, logs3);
        ActionSampler.Sample(logits9, masks9, ref two, widened, logs9);
        Assert.Equal(values3, values9);
        Assert.Equal(narrow, widened);
        Assert.Equal(logs3, logs9);
        for (int env = 0; env < 64; env++) Assert.Equal(logits3[(env * 3)..(env * 3 + 3)], logits9[(env * 9)..(env * 9 + 3)]);
        Assert.True(narrow.Distinct().Count() > 1);
        Assert.Equal(2048, Made.Report.FlatStates);
        Assert.Equal(2048, Made.Report.EqualFlatStates);
    }

    [Fact]
    public void Each_new_action_has_a_mean_probability_of_two_percent_where_it_is_legal()
    {
        Assert.Equal(Phase2.Environment.Actions.Actions.Skip(3), Made.Report.NewActions.Select(action => action.Action));
        Assert.Equal(2048, Made.Report.InPositionStates);
        Assert.All(Made.Report.NewActions, action => Assert.Equal(0.02, action.MeanProbability!.Value, 5));
        Assert.Equal(1.0, Made.Report.NewActions[0].LegalShare);                        // Close is legal in every position
        Assert.All(Made.Report.NewActions, action => Assert.InRange(action.LegalShare, 0.01, 1.0));

        // Measured anew on other states, met by the transferred policy itself.
        using CpuEngine wide = Engine(Made.Weights, 9);
        Assert.All(MeanProbabilities(wide), probability => Assert.InRange(probability, 0.017, 0.023));
    }

    [Fact]
    public void The_report_lists_every_tensor_as_copied_or_reshaped()
    {
        Assert.Equal(
            [
                "from run 'first', phase 1, 3000 steps, seed 42",
                "copied   policy.0.weight [24, 228]", "copied   policy.0.bias [24]", "copied   policy.1.weight [16, 24]",
                "copied   policy.1.bias [16]",
                "reshaped policy.2.weight [3, 16] to [9, 16]: 3 rows copied, 6 new",
                "reshaped policy.2.bias [3] to [9]: 3 rows copied, 6 new",
                "copied   value.0.weight [24, 228]", "copied   value.0.bias [24]", "copied   value.1.weight [16, 24]",
                "copied   value.1.bias [16]",
                "copied   value.2.weight [1, 16]", "copied   value.2.bias [1]",
            ],
            Made.Report.Lines().Take(13));
        string close = Made.Report.Lines().ElementAt(13);
        Assert.StartsWith("new      Close: logit -", close, StringComparison.Ordinal);
        Assert.EndsWith(", weights 0; mean probability 2.00 % over the 100.0 % of 2048 in-position states where it is legal",
            close.Replace("%", " %", StringComparison.Ordinal).Replace("  %", " %", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal("flat     the shared actions' logits are equal bits on 2048 of 2048 flat states",
            Made.Report.Lines().ElementAt(19));
        Assert.Equal("fresh    the optimizer; carried: both normalisers", Made.Report.Lines().ElementAt(20));
    }

    [Fact]
    public void A_trainer_that_starts_from_it_has_its_weights_its_normaliser_and_a_fresh_optimizer()
    {
        using CpuEngine engine = Engine(WeightInitialisation.Orthogonal(new NetworkShape(228, [24, 16], 9), 5), 9);
        var trainer = new Trainer(
            new TradingEnvironments(Market.Train, Phase2.Environment, Phase2.Rules, 42), engine, Phase2.Ppo, 42);
        trainer.StartFrom(Made.Weights, Made.Dense);
        TrainerState state = trainer.Save();
        Assert.Equal(Made.Weights.Tensors.Select(tensor => tensor.Values), state.Weights.Tensors.Select(tensor => tensor.Values));
        Assert.Equal(Source.Dense.Moments, state.Dense);
        Assert.Equal(0, state.Optimizer.StepCount);
        Assert.All(state.Optimizer.FirstMoments, tensor => Assert.All(tensor.Values, value => Assert.Equal(0f, value)));
    }

    [Fact]
    public void A_model_with_the_same_actions_is_continued_with_every_tensor_copied()
    {
        TransferredModel same = Transferred(Source, Phase1 with { Name = "longer" });
        Assert.Empty(same.Report.NewActions);
        Assert.All(same.Report.Tensors, tensor => Assert.True(tensor.IsCopied));
        Assert.Equal(Source.Weights.Tensors.Select(tensor => tensor.Values),
            same.Weights.Tensors.Select(tensor => tensor.Values));
    }

    [Fact]
    public void A_model_that_does_not_fit_is_refused_with_every_reason()
    {
        CheckpointManifest target =
            RunModels.ManifestOf(Phase2, Market, 0) with { WindowBars = 10, DenseCount = 5, Hidden = [32], Features = ["open"] };
        FeatureNormalizer other = Market.Normalizer with { Means = [.. Market.Normalizer.Means.Select(mean => mean + 1)] };
        var error = Assert.Throws<ArgumentException>(
            () => Transfer.Of(Source, new(target, Market.Train, other, Phase2.Environment, Phase2.Rules)));
        string all = string.Join(", ", Market.Train.Names);
        Assert.Equal(
            "Run 'second' cannot start from the model of run 'first': "
            + $"feature set: it has 'Base' ({all}), expected 'Base' (open). bars in an observation: it has 20, expected 10. "
            + "position and account features: it has 8, expected 5. hidden layers: it has [24, 16], expected [32]. "
            + "feature normaliser: its means and deviations are not the ones these days were normalised with; prepare the market "
            + "with the model's own normaliser.",
            error.Message);
    }

    [Fact]
    public void Nine_actions_are_not_cut_down_to_three()
    {
        Checkpoint nine = Model(Phase2, Made.Weights);
        Assert.Equal(
            ["actions: it has Hold, Buy, Sell, Close, MoveStopToBreakEven, TightenStop, ExtendTarget, TrailStop, TakePartial, "
                + "expected them first among Hold, Buy, Sell."],
            Transfer.Refusals(nine, RunModels.ManifestOf(Phase1, Market, 0), Market.Normalizer));
    }

    private static double[] MeanProbabilities(CpuEngine wide)
    {
        var environment = new TradingEnvironments(
            Market.Train, Phase2.Environment with { EnvironmentCount = 32 }, Phase2.Rules, seed: 11);
        environment.Reset();
        int[] bars = new int[32], actions = new int[32];
        float[] dense = new float[32 * 8], logits = new float[32 * 9], values = new float[32], logs = new float[32],
            rewards = new float[32];
        byte[] masks = new byte[32 * 9];
        var ends = new EpisodeEnd[32];
        double[] sums = new double[6], row = new double[9], log = new double[9];
        int[] legal = new int[6];
        Rng draws = Rng.Stream(3, "draws");
        for (int step = 0; step < 2000; step++, environment.ResetEnded())
        {
            environment.Observe(new Observations(bars, dense));
            environment.Masks(masks);
            Source.Dense.Apply(dense);
            wide.Evaluate(new Observations(bars, dense), logits, values);
            for (int env = 0; env < 32; env++)
            {
                for (int action = 0; action < 9; action++) row[action] = logits[env * 9 + action];
                MaskedCategorical.LogProbabilities(row, masks.AsSpan(env * 9, 9), log);
                for (int action = 0; action < 6; action++)
                {
                    if (masks[env * 9 + 3 + action] == 0) continue;
                    sums[action] += Math.Exp(log[3 + action]);
                    legal[action]++;
                }
                // positions are held, as phase 1 holds them
                masks.AsSpan(env * 9 + 3, 6).Clear();
            }
            ActionSampler.Sample(logits, masks, ref draws, actions, logs);
            environment.Step(actions, rewards, ends);
        }
        return [.. sums.Select((sum, action) => sum / legal[action])];
    }

    private static TransferredModel Transferred(Checkpoint source, RunConfig config) =>
        Transfer.Of(source, new(
            RunModels.ManifestOf(config, Market, 0), Market.Train, Market.Normalizer, config.Environment, config.Rules));

    private static Checkpoint Model(RunConfig config, PolicyWeights weights) => new()
    {
        Manifest = RunModels.ManifestOf(config, Market, 3000),
        Weights = weights,
        Features = Market.Normalizer,
        Dense = new DenseNormalizer([.. Enumerable.Range(0, 8).Select(number => new RunningMoments(100, 0.1 * number, 100))]),
    };

    /// <summary>Starting weights with a policy head a hundred times as
    /// large, so that the logits differ from state to state.</summary>
    private static PolicyWeights WeightsThatDiffer() => new(
        [.. WeightInitialisation.Orthogonal(new NetworkShape(228, [24, 16], 3), 9).Tensors.Select(tensor =>
            tensor.Name == "policy.2.weight" ? tensor with { Values = [.. tensor.Values.Select(value => 100 * value)] }
                : tensor)]);

    private static CpuEngine Engine(PolicyWeights weights, int actions)
    {
        var engine = new CpuEngine(new ObservationLayout(20, 11, 8), new NetworkShape(228, [24, 16], actions), 1, threads: 1);
        engine.Load(weights);
        engine.Bind(Market.Train.Values);
        return engine;
    }
}
