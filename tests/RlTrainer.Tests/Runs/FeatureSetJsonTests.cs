using RlTrainer.Features;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Feature sets in run.json: by name, by name with features behind it, and with features of one's own.</summary>
public sealed class FeatureSetJsonTests
{
    private static readonly Feature Range =
        Feature.Of("range", (inputs, bar) => inputs.Bars.HighTicks[bar] - inputs.Bars.LowTicks[bar]);

    [Fact]
    public void Every_set_of_the_library_is_a_word_and_reads_back_as_itself()
    {
        foreach (FeatureSet set in FeatureSet.All)
        {
            Assert.Equal($"\"{set.Name}\"", RunJson.Write(set));
            Assert.Same(set, RunJson.Read<FeatureSet>($"\"{set.Name}\"", "set"));
        }
    }

    [Fact]
    public void A_set_with_features_of_the_library_behind_it_needs_no_code()
    {
        FeatureSet set = FeatureSet.PricesOnly.With(Returns.Over(120), EmaRatios.Over(33), RelativeStrengthIndex.Feature);
        Assert.Equal("\"PricesOnly+return_120+ema_33+rsi\"", RunJson.Write(set));
        FeatureSet read = RunJson.Read<FeatureSet>(RunJson.Write(set), "set");
        Assert.Equal(set, read);
        Assert.Equal(120, read.WarmUpBars);
        RunConfig config = RunConfigText.Read(null, "run.json", [RunSetting.Typed("featureset=Base+return_120")]).Config;
        Assert.Equal(FeatureSet.Base.With(Returns.Over(120)), config.FeatureSet);
        Assert.Equal(config, RunConfigText.Read(RunConfigText.Write(config), "config.json", []).Config);
    }

    [Fact]
    public void A_set_of_another_name_lists_its_features()
    {
        var set = new FeatureSet("Mine", [PriceFeatures.Close, Range]);
        string json = RunJson.Write(set);
        Assert.Contains(Range.Hash(), json, StringComparison.Ordinal);
        Assert.Equal(set, RunJson.Read<FeatureSet>(json, "set", [Range]));
        FeatureSet without = RunJson.Read<FeatureSet>(json, "set");
        Assert.Equal(json, RunJson.Write(without));
        var error = Assert.Throws<ArgumentException>(() => without.Compute(SyntheticMarket()));
        Assert.Equal($"The feature 'range' (version 1, hash {Range.Hash()[..12]}) of the set 'Mine' is defined in code that was "
            + $"not given; pass it as one of the parts.", error.Message);
        RunConfig config = RunConfig.Phase1 with { FeatureSet = new FeatureSet("Mine", [PriceFeatures.Close]) };
        Assert.Equal(config, RunConfigText.Read(RunConfigText.Write(config), "config.json", []).Config);
    }

    [Fact]
    public void A_raw_feature_is_not_taken_for_the_base_sets_of_the_same_name()
    {
        var set = new FeatureSet("Mine", [PriceFeatures.CloseLevel, RelativeStrengthIndex.Feature]);
        FeatureSet read = RunJson.Read<FeatureSet>(RunJson.Write(set), "set");
        Assert.Equal(set, read);
        Assert.NotEqual(read, new FeatureSet("Mine", [PriceFeatures.Close, RelativeStrengthIndex.Feature]));
    }

    [Fact]
    public void An_unknown_feature_behind_a_set_is_named_with_the_way_to_bring_ones_own()
    {
        var error = Assert.Throws<ArgumentException>(() => FeatureSet.Parse("Base+range"));
        Assert.Equal(
            "The feature set was 'Base+range'; expected one of PricesOnly, Base, BaseAndVwap, Extended, Raw, with features of "
            + "the library's behind it; 'range' is none. "
            + "A feature of your own goes in as a value: FeatureSet.Base.With(feature).", error.Message);
        Assert.Throws<ArgumentException>(() => (RunConfig.Phase1 with { FeatureSet = "Base+return_0" }).Checked());
    }

    [Fact]
    public void A_feature_is_the_librarys_by_what_it_computes_and_not_by_its_name()
    {
        Assert.All(FeatureSet.All.SelectMany(set => set.Features), feature => Assert.True(feature.IsBuiltIn, feature.Name));
        Assert.False((Range with { Name = "rsi" }).IsBuiltIn);
        Assert.NotEqual(FeatureSet.Base,
            new FeatureSet("Base",
                FeatureSet.Base.Features.Select(feature => feature.Name == "rsi" ? Range with { Name = "rsi" } : feature)));
        string[][] alike = [.. FeatureSet.All.SelectMany(set => set.Features).DistinctBy(feature => feature.Name)
            .GroupBy(feature => feature.Hash()).Where(group => group.Count() > 1)
                .Select(group => group.Select(feature => feature.Name).ToArray())];
        // The stationary close is the return of one bar in ATR, under another name.
        Assert.Equal(["close = return_1"], alike.Select(group => string.Join(" = ", group)));
    }

    private static RlTrainer.Market.BarSeries SyntheticMarket() =>
        RlTrainer.Data.SyntheticBars.Generate(new RlTrainer.Data.SyntheticConfig { Days = 2 }).Minutes;
}
