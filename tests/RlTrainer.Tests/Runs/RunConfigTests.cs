using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RunConfigTests
{
    [Fact]
    public void The_default_preset_observes_228_numbers_and_makes_98_updates()
    {
        RunConfig config = RunConfig.Phase1.Checked();
        Assert.Equal(228, InputsOf(config));                     // 20 bars × 11 features + 5 position + 3 account features
        Assert.Equal(98, config.Updates);                        // 2,000,000 / (80 × 256) = 97.7
        Assert.Empty(config.Warnings());
    }

    [Fact]
    public void The_original_preset_observes_225_raw_numbers_makes_13_updates_and_says_that_this_is_few()
    {
        RunConfig config = RunConfig.Original.Checked();
        Assert.Equal(225, InputsOf(config));
        Assert.Equal(13, config.Updates);                        // 2,000,000 / (80 × 2,048) = 12.2
        Assert.Equal(512, config.Ppo.BatchSize);
        Assert.Equal(BatchCounting.States, config.Ppo.BatchCounting);
        Assert.Equal(double.PositiveInfinity, config.Ppo.KlLimit);
        Assert.Equal(
            ["The run has 13 updates of 163,840 steps; fewer than 50 rarely learn much. Train longer, or use shorter rollouts."],
            config.Warnings());
    }

    [Fact]
    public void The_large_batch_preset_for_a_GPU_fills_four_minibatches_from_4096_environments_and_makes_153_updates()
    {
        RunConfig config = RunConfig.LargeBatchGpu.Checked();
        Assert.Equal(131_072, config.StepsPerUpdate);            // 4,096 × 32
        Assert.Equal(4, config.StepsPerUpdate / config.Ppo.BatchSize);
        Assert.Equal(153, config.Updates);                       // 20,000,000 / 131,072 = 152.6
        Assert.True(config.Ppo.Epochs < PpoConfig.Phase1.Epochs);
        Assert.Empty(config.Warnings());
    }

    [Fact]
    public void A_configuration_reads_back_as_it_was_written()
    {
        string json = RunJson.Write(RunConfig.Original);
        Assert.Equal(json, RunJson.Write(RunJson.Read<RunConfig>(json, "config.json")));
    }

    [Fact]
    public void A_misspelled_key_is_an_error_that_names_the_file_and_the_key()
    {
        var error = Assert.Throws<InvalidDataException>(() => RunJson.Read<RunConfig>("{ \"Sed\": 1 }", "config.json"));
        Assert.StartsWith("config.json:1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sed", error.Message, StringComparison.Ordinal);
    }

    private static int InputsOf(RunConfig config)
    {
        FeatureTable raw = config.FeatureSet.Compute(SyntheticBars.Generate(new SyntheticConfig { Days = 3 }).Minutes);
        return new TradingEnvironments(
            FeatureNormalizer.Fit(raw).Apply(raw), config.Environment with { EnvironmentCount = 1 }, config.Rules, config.Seed)
                .Layout.Size;
    }
}
