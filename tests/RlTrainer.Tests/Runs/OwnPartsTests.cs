using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Values;

namespace RlTrainer.Tests.Runs;

/// <summary>A feature, a reward term and rules of one's own go the whole
/// way: trained, stored, judged, compared, resumed and made again.</summary>
public sealed class OwnPartsTests : IDisposable
{
    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;
    private static readonly Feature Range =
        Feature.Of("range", (inputs, bar) => inputs.Bars.HighTicks[bar] - inputs.Bars.LowTicks[bar], unit: "ticks");
    private static readonly FormulaTerm Patience = RewardTerm.Of("patience", 0.01, step => step.IsExposed ? 0 : -0.1);

    private static readonly EntryRule Mornings = EntryRule.When(
        "mornings only", moment => moment.Eastern.Hour < 12, entry => entry.FillEasternSeconds % 86_400 < 43_200);
    private static readonly AccountRule Most = new("300 trades")
    {
        MayEnter = facts => facts.Trades < 300,
        Audited = history => AuditedStand.Free with { MayEnter = history.Trades.Count < 300 },
    };
    private static readonly IDefinition[] Parts = [Range, Patience, Mornings, Most];

    private static readonly RunConfig Config = RunConfig.Phase1Test with
    {
        Name = "own",
        FeatureSet = FeatureSet.PricesOnly.With(Range),
        Environment = RunConfig.Phase1Test.Environment with { WindowBars = 5, Reward = RewardConfig.Shaped.With(Patience) },
        Rules = new RuleSet { Name = "mine", EntryRules = [Mornings], AccountRules = [Most] },
        Ppo = RunConfig.Phase1Test.Ppo with { Hidden = [8], Steps = 4096 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 2048, CheckpointEverySteps = 2048, EvaluationEpisodes = 4 },
    };

    private readonly string _root = Directory.CreateTempSubdirectory("own-parts").FullName;

    [Fact]
    public void Trained_judged_compared_and_made_again_byte_for_byte()
    {
        RunFolder folder = Train("first", Config);
        RunManifest manifest = RunManifest.Read(folder.Path, Parts);
        Assert.Equal(Config, manifest.Configuration);
        Assert.Equal("PricesOnly+range", CheckpointFile.Read(folder.Best).Manifest.FeatureSet);

        Comparison own = EvaluationRun.OnTestDays(CheckpointFile.Read(folder.Best), Bars, parts: Parts);
        RunFolder plain = Train(
            "plain", Config with
            {
                FeatureSet = FeatureSet.PricesOnly,
                Environment = Config.Environment with { Reward = RewardConfig.Shaped }
            });
        BarSeries again = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;
        Comparison builtIn = EvaluationRun.OnTestDays(CheckpointFile.Read(plain.Best), again, parts: [Mornings, Most]);
        var both = new Comparison([own.Policies[0], builtIn.Policies[0]]);       // two models on the same days, read twice
        Assert.Equal(2, both.Policies.Count);

        RunFolder rerun = Train("again", manifest.Configuration);
        Assert.All(RunBytes.Compare(folder, rerun), file => Assert.True(file.IsSame, file.File));
    }

    [Fact]
    public void Without_the_code_the_message_names_what_is_missing_and_shows_the_call()
    {
        RunFolder folder = Train("first", Config);
        Checkpoint model = CheckpointFile.Read(folder.Best);
        string expected = $"The run 'own' uses the feature 'range' (version 1, hash {Range.Hash()[..12]}) and the reward term "
            + $"'patience' (version 1, hash {Patience.Hash()[..12]}) "
            + $"and the rule {DefinitionMark.Of(Mornings)} and the rule {DefinitionMark.Of(Most)}, "
            + "defined in code that was not passed. Pass it: EvaluationRun.OnTestDays(checkpoint, bars, parts: [range, patience, "
            + "mornings_only, _300_trades]). "
            + "The rltrainer command knows the library's definitions only; do this in a notebook or a program.";
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => EvaluationRun.OnTestDays(model, Bars)).Message);
        var resumed = Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(folder, PreparedMarket.Of(Bars, Config)));
        Assert.Contains("TrainingRun.Resume(folder, market, parts: [range, patience, mornings_only, _300_trades])",
            resumed.Message, StringComparison.Ordinal);
        Assert.Equal("own", RunEntry.Read("own", folder).Config!.Name);              // listing and comparing need no code
        Assert.Contains(RunConfigText.Differences(Config, Config with { FeatureSet = FeatureSet.PricesOnly }), difference =>
            difference.Key.StartsWith("FeatureSet", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_feature_of_the_same_name_is_refused()
    {
        Checkpoint model = CheckpointFile.Read(Train("first", Config).Best);
        Feature other = Feature.Of("range", (inputs, bar) => inputs.Bars.HighTicks[bar] - inputs.Bars.OpenTicks[bar]);
        var error = Assert.Throws<InvalidDataException>(
            () => EvaluationRun.OnTestDays(model, Bars, parts: [other, Patience, Mornings, Most]));
        Assert.StartsWith($"The definition 'range' (version 1, hash {Range.Hash()[..12]}) was asked for, and 'range' (version 1, "
            + $"hash {other.Hash()[..12]}) was given", error.Message, StringComparison.Ordinal);
        Feature renamed = Range with { Version = 2 };
        error = Assert.Throws<InvalidDataException>(
            () => EvaluationRun.OnTestDays(model, Bars, parts: [renamed, Patience, Mornings, Most]));
        Assert.Contains("'range' (version 2,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_rule_of_the_same_name_is_refused_in_the_same_words()
    {
        Checkpoint model = CheckpointFile.Read(Train("first", Config).Best);
        var other = EntryRule.When("mornings only", moment => moment.Eastern.Hour < 11, entry => Mornings.Audit(entry)!.Value);
        Assert.StartsWith(
            $"The definition {DefinitionMark.Of(Mornings)} was asked for, and {DefinitionMark.Of(other)} was given",
            Assert.Throws<InvalidDataException>(
                () => EvaluationRun.OnTestDays(model, Bars, parts: [Range, Patience, other, Most])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            $"uses the rule {DefinitionMark.Of(Most)}, defined in code that was not passed. "
            + "Pass it: EvaluationRun.OnTestDays(checkpoint, bars, parts: [_300_trades]).",
            Assert.Throws<InvalidDataException>(() => EvaluationRun.OnTestDays(model, Bars, parts: [Range, Patience, Mornings]))
                .Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_entry_is_made_against_a_rule_of_ones_own_and_the_audit_says_that_it_was_checked()
    {
        PolicyEvaluation judged =
            EvaluationRun.OnTestDays(CheckpointFile.Read(Train("first", Config).Best), Bars, parts: Parts).Policies[^1];
        Assert.All(judged.Journal.Trades, trade => Assert.True(judged.Bars[trade.EntryBar].EasternSeconds % 86_400 < 43_200));
        Assert.Contains("mornings only", judged.Audit!.RulesChecked);
        Assert.True(judged.Audit.IsClean, judged.Audit.ToText());
    }

    [Fact]
    public void A_run_goes_on_where_it_stopped_when_its_parts_are_passed()
    {
        RunFolder whole = Train("whole", Config), halted = new(Path.Combine(_root, "halted"));
        using (var stop = new CancellationTokenSource())
        using (TrainingRun begun = TrainingRun.Start(Config, PreparedMarket.Of(Bars, Config), halted, threads: 1))
            foreach (TrainingProgress progress in begun.Run(stop.Token))
                if (progress.Update.Steps >= 2048) stop.Cancel();
        using (TrainingRun resumed = TrainingRun.Resume(halted, PreparedMarket.Of(Bars, Config), threads: 1, parts: Parts))
            resumed.RunToEnd();
        Assert.Equal(File.ReadAllBytes(whole.Final(1)), File.ReadAllBytes(halted.Final(1)));
    }

    [Fact]
    public void A_market_made_by_hand_may_not_disagree_with_the_configuration()
    {
        PreparedMarket market = PreparedMarket.Of(Bars, Config);
        var error = Assert.Throws<ArgumentException>(
            () => TrainingRun.Start(
                Config with { FeatureSet = FeatureSet.PricesOnly }, market, new RunFolder(Path.Combine(_root, "hand")),
                threads: 1));
        Assert.Equal(
            "The market was prepared with the feature set 'PricesOnly+range' (open, high, low, close, range), but the "
            + "configuration of run 'own' has 'PricesOnly' (open, high, low, close). "
            + "Put the set into the configuration (FeatureSet = …) and prepare the market with it: PreparedMarket.Of(bars, "
            + "config).", error.Message);
    }

    [Fact]
    public void A_null_at_the_edge_is_named()
    {
        Checkpoint model = CheckpointFile.Read(Train("first", Config).Best);
        Assert.Equal("bars", Assert.Throws<ArgumentNullException>(() => EvaluationRun.OnTestDays(model, null!)).ParamName);
        Assert.Equal("heldOut", Assert.Throws<ArgumentNullException>(() => EvaluationRun.On(model, null!)).ParamName);
        Assert.Equal("checkpoint", Assert.Throws<ArgumentNullException>(() => EvaluationRun.OnTestDays(null!, Bars)).ParamName);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private RunFolder Train(string name, RunConfig config)
    {
        var folder = new RunFolder(Path.Combine(_root, name));
        using TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(Bars, config), folder, threads: 1);
        run.RunToEnd();
        return folder;
    }
}
