using RlTrainer.Environments;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Rewards in run.json: by name, by weight, with parameters,
/// from earlier versions, and with terms of one's own.</summary>
public sealed class RewardJsonTests
{
    private static readonly FormulaTerm Idle = RewardTerm.Of("idle", 0.5, step => step.IsExposed ? 0 : -0.01);

    [Fact]
    public void A_reward_reads_back_equal_whatever_terms_it_has()
    {
        RewardConfig[] rewards =
        [
            RewardConfig.Shaped, RewardConfig.Plain,
            RewardConfig.Shaped.Without("Growth").With(new PlainPnlTerm { Weight = 0.3 }),
            RewardConfig.Shaped.Change<DrawdownAvoidanceTerm>(term => term with { FromShare = 0.3, PaysDifferences = false }),
            new RewardConfig(new ExtendTerm(), new BreakEvenTerm()),
        ];
        foreach (RewardConfig reward in rewards)
            Assert.Equal(reward, RunJson.Read<RewardConfig>(RunJson.Write(reward), "reward"));
    }

    [Fact]
    public void The_reward_that_version_0_1_wrote_reads_as_the_same_terms()
    {
        const string Former = """
            {
              "RiskAdjustedReturn": 0.35, "TargetProgress": 0.3, "DrawdownAvoidance": 0.2, "TradeQuality": 0.1, "Growth": 0.05, "SideBalance": 0.1,
              "HoldingTime": 0.01, "BreakEven": 0.005, "Tighten": 0.003, "Extend": 0.002, "Partial": 0.1, "PlainPnl": 0, "DrawdownFromShare": 0,
              "SharpeWindowBars": 60, "VolatilityFloor": 0.003,
              "Guards": { "PaysDifferences": true, "NeedsRealTightening": true, "PaysPartialByProfit": true, "PenalizesOneSide": true }
            }
            """;
        Assert.Equal(RewardConfig.Shaped, RunJson.Read<RewardConfig>(Former, "config.json"));
        RewardConfig changed = RunJson.Read<RewardConfig>(
            Former.Replace("Bars\": 60", "Bars\": 30", StringComparison.Ordinal)
                .Replace("FromShare\": 0", "FromShare\": 0.3", StringComparison.Ordinal)
                    .Replace("true", "false", StringComparison.Ordinal), "config.json");
        RewardConfig expected = RewardConfig.Shaped.Without("SideBalance").With(
            new RiskAdjustedReturnTerm { WindowBars = 30 },
            new DrawdownAvoidanceTerm { FromShare = 0.3, PaysDifferences = false },
            new TightenTerm { NeedsRealTightening = false }, new PartialTerm { PaysByProfit = false });
        Assert.Equal(expected, changed);
        RunRequest request = RunConfigText.Read($"{{ \"Environment\": {{ \"Reward\": {Former} }} }}", "run.json", []);
        Assert.Equal(RewardConfig.Shaped, request.Config.Environment.Reward);
    }

    [Fact]
    public void A_stored_reward_laid_over_a_preset_is_the_stored_one_and_nothing_of_the_preset()
    {
        RunConfig plain = RunConfig.Phase1 with { Environment = EnvironmentConfig.Phase1 with { Reward = RewardConfig.Plain } };
        Assert.Equal(RewardConfig.Plain,
            RunConfigText.Read(RunConfigText.Write(plain), "config.json", []).Config.Environment.Reward);
    }

    [Theory]
    [InlineData("environment.reward.tradequality=0.2")]
    [InlineData("Environment.Reward.TradeQuality.Weight=0.2")]
    [InlineData("environment.reward.tradequality={\"Weight\": 0.2}")]
    public void A_setting_gives_a_term_its_weight(string setting)
    {
        RunConfig config = RunConfigText.Read(null, "run.json", [RunSetting.Typed(setting)]).Config;
        Assert.Equal(RewardConfig.Ordered.Change<TradeQualityTerm>(term => term with { Weight = 0.2 }),
            config.Environment.Reward);
    }

    [Fact]
    public void A_file_names_a_whole_reward_a_weight_or_parameters()
    {
        Assert.Equal(RewardConfig.Plain, Read("\"plain\""));
        Assert.Equal(RewardConfig.Ordered.With(new PlainPnlTerm { Weight = 0.5 }), Read("{ \"PlainPnl\": 0.5 }"));
        Assert.Equal(RewardConfig.Ordered.Without("Growth"), Read("{ \"Growth\": 0 }"));
        Assert.Equal(RewardConfig.Ordered.With(new RiskAdjustedReturnTerm { Measure = RiskMeasure.TradeRisk, WindowBars = 90 }),
            Read("{ \"RiskAdjustedReturn\": { \"WindowBars\": 90 } }"));
        var error = Assert.Throws<InvalidDataException>(() => Read("{ \"Groth\": 1 }"));
        Assert.StartsWith("run.json:1: the key 'Environment.Reward.Groth' is unknown; did you mean Environment.Reward.Growth?",
            error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidDataException>(() => Read("{ \"Growth\": -1 }"));
        Assert.Contains("run.json:1 (Environment.Reward.Growth.Weight)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Reward.Growth.Weight was -1; expected a weight in [0, 100].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_term_of_ones_own_is_stored_as_version_and_hash_and_comes_back_when_it_is_passed()
    {
        RewardConfig own = RewardConfig.Shaped.With(Idle);
        string json = RunJson.Write(own);
        Assert.Contains($"\"idle\": {{\n    \"Weight\": 0.5,\n    \"Version\": 1,\n    \"Hash\": \"{Idle.Hash()}\"\n  }}", json,
            StringComparison.Ordinal);
        Assert.Equal(own, RunJson.Read<RewardConfig>(json, "reward", [Idle]));
        RewardConfig without = RunJson.Read<RewardConfig>(json, "reward");
        Assert.Equal(("idle", 0.5), (without["idle"].Name, without["idle"].Weight));
        // it can be listed, compared and written without the code
        Assert.Equal(json, RunJson.Write(without));
    }

    [Fact]
    public void A_term_that_pays_something_else_than_the_stored_one_is_refused()
    {
        FormulaTerm other = RewardTerm.Of("idle", 0.5, step => step.IsExposed ? 0 : -0.02);
        var error = Assert.Throws<InvalidDataException>(
            () => RunJson.Read<RewardConfig>(RunJson.Write(RewardConfig.Shaped.With(Idle)), "reward", [other]));
        Assert.Equal(
            $"The definition 'idle' (version 1, hash {Idle.Hash()[..12]}) was asked for, and 'idle' (version 1, hash "
            + $"{other.Hash()[..12]}) was given: its outputs on the fixed input differ. "
            + "Pass the one that the run was made with, its parameters and weight included; or train anew with this one.",
            error.Message);
    }

    private static RewardConfig Read(string reward) =>
        RunConfigText.Read($"{{ \"Environment\": {{ \"Reward\": {reward} }} }}", "run.json", []).Config.Environment.Reward;
}
