using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.RunHost;
using RlTrainer.Runs;
using RlTrainer.Values;

namespace RlTrainer.Tests.Values;

/// <summary>What is stored of a definition, and how it is known again.</summary>
public sealed class DefinitionMarkTests
{
    [Fact]
    public void Outputs_hash_by_their_bits_except_that_every_nan_and_both_zeros_are_one()
    {
        string hash = OutputHash.Of([1f, float.NaN, 0f]);
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, OutputHash.Of([1f, BitConverter.Int32BitsToSingle(0x7FC0_0001), -0f]));
        Assert.NotEqual(hash, OutputHash.Of([1.0000001f, float.NaN, 0f]));
        Assert.NotEqual(hash, OutputHash.Of([1f, 0f, float.NaN]));
        Assert.NotEqual(hash, OutputHash.Of([1f, float.NaN]));
    }

    // `printf abc | sha256sum`
    [Fact]
    public void A_text_hashes_as_every_other_program_hashes_it() => Assert.Equal(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", OutputHash.Of("abc"));

    [Fact]
    public void A_changed_definition_is_told_from_the_stored_one_with_both_hashes()
    {
        Feature stored = Feature.Of("range", (inputs, bar) => inputs.Bars.HighTicks[bar] - inputs.Bars.LowTicks[bar]),
            same = Feature.Of("range", (inputs, bar) => inputs.Bars.HighTicks[bar] - inputs.Bars.LowTicks[bar]),
            other = Feature.Of("range", (inputs, bar) => inputs.Bars.HighTicks[bar]);
        var mark = DefinitionMark.Of(stored);
        Assert.Null(mark.DifferenceOf(same));
        string difference = mark.DifferenceOf(other)!;
        Assert.Contains($"'range' (version 1, hash {mark.Hash[..12]}) was asked for", difference, StringComparison.Ordinal);
        Assert.Contains($"hash {DefinitionMark.Of(other).Hash[..12]}) was given", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void An_algorithm_of_ones_own_is_a_definition_like_the_others()
    {
        IDefinition own = new ReinforceConfig(), builtIn = PpoConfig.Phase1;
        Assert.Equal(("reinforce", 1, false), (own.Name, own.Version, own.IsBuiltIn));
        Assert.True(builtIn.IsBuiltIn);
        Assert.Equal(own.Hash(), ((IDefinition)new ReinforceConfig()).Hash());
        Assert.NotEqual(own.Hash(), ((IDefinition)new ReinforceConfig { Steps = 7 }).Hash());
        Assert.Equal([HostedRun.Reinforced.Algorithm], HostedRun.Reinforced.OwnParts());
        Assert.Empty(HostedRun.Config.OwnParts());
    }

    [Fact]
    public void An_algorithm_of_another_version_is_refused_with_both()
    {
        string text = RunJson.Write(HostedRun.Reinforced).Replace(
            "\"Name\": \"reinforce\",\n    \"Version\": 1", "\"Name\": \"reinforce\",\n    \"Version\": 2",
            StringComparison.Ordinal);
        Assert.Equal(
            "The algorithm 'reinforce' was stored as version 2; the definition that was passed is version 1. Pass the one it was "
            + "trained with.",
            Assert.Throws<InvalidDataException>(
                () => RunJson.Read<RunConfig>(text, "config.json", [new ReinforceConfig()])).Message);
    }
}
