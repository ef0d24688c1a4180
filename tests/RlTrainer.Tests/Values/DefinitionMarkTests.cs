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
        Assert.NotEqual(own.Hash(), ((IDefinition)new ReinforceConfig { LearningRate = 0.02 }).Hash());
        Assert.Equal(own.Hash(), ((IDefinition)new ReinforceConfig { Steps = 7 }).Hash());   // a longer run is the same algorithm
        Assert.Equal([HostedRun.Reinforced.Algorithm], HostedRun.Reinforced.OwnParts());
        Assert.Empty(HostedRun.Config.OwnParts());
    }

    /// <summary>The same name, version and parameters with another line of code: it learns at twice the rate.</summary>
    private sealed record ChangedReinforce : AlgorithmConfig
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public override string Name => "reinforce";

        public override long Steps { get; init; } = 50_000;

        public override int StepsPerRollout { get; init; } = 100;

        public override EquatableList<int> Hidden { get; init; } = [32];

        public override bool LayerNorm { get; init; }

        public double LearningRate { get; init; } = 0.01;

        public double Discount { get; init; } = 0.99;

        public override IAlgorithm Create(LearningContext context) => new ReinforceConfig
        {
            LearningRate = 2 * LearningRate,
            Discount = Discount,
        }.Create(context);

        public override AlgorithmConfig Checked() => this;
    }

    [Fact]
    public void An_algorithm_whose_code_was_changed_under_its_name_is_refused_wherever_its_run_is_read()
    {
        string text = RunJson.Write(HostedRun.Reinforced), hash = ((IDefinition)HostedRun.Reinforced.Algorithm).Hash();
        Assert.Contains($"\"Hash\": \"{hash}\"", text, StringComparison.Ordinal);
        Assert.Equal(HostedRun.Reinforced, RunJson.Read<RunConfig>(text, "config.json", [new ReinforceConfig()]));
        string message = Assert.Throws<InvalidDataException>(
            () => RunJson.Read<RunConfig>(text, "config.json", [new ChangedReinforce()])).Message;
        Assert.StartsWith($"The definition 'reinforce' (version 1, hash {hash[..12]}) was asked for, and 'reinforce' (version 1, "
            + "hash ", message, StringComparison.Ordinal);
        Assert.EndsWith("was given: its outputs on the fixed input differ. Pass the one that the run was made with, its "
            + "parameters "
            + "and weight included; or train anew with this one.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_algorithms_hash_as_it_was_written_before_is_read_as_it_was()
    {
        string text = RunJson.Write(HostedRun.Reinforced);
        string old = System.Text.RegularExpressions.Regex.Replace(text, ",\\s*\"Hash\": \"[0-9a-f]{64}\"", "");
        Assert.NotEqual(text, old);
        Assert.Equal(old, RunJson.Write(RunJson.Read<RunConfig>(old, "config.json")));
        Assert.Equal(HostedRun.Reinforced, RunJson.Read<RunConfig>(old, "config.json", [new ReinforceConfig()]));
        Assert.IsType<ChangedReinforce>(RunJson.Read<RunConfig>(old, "config.json", [new ChangedReinforce()]).Algorithm);
        Assert.NotEqual(RunJson.Read<RunConfig>(old, "config.json"), RunJson.Read<RunConfig>(text, "config.json"));
    }

    /// <summary>It cannot learn on the fixed series.</summary>
    private sealed record Picky : AlgorithmConfig
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public override string Name => "picky";

        public override long Steps { get; init; } = 100;

        public override int StepsPerRollout { get; init; } = 10;

        public override EquatableList<int> Hidden { get; init; } = [8];

        public override bool LayerNorm { get; init; }

        public int Accounts { get; init; } = 64;

        public override IAlgorithm Create(LearningContext context) =>
            throw new ArgumentException($"Accounts was {Accounts}; expected as many as the environment has.");

        public override AlgorithmConfig Checked() => this;
    }

    [Fact]
    public void An_algorithm_that_refuses_the_fixed_series_is_known_by_name_version_and_parameters()
    {
        IDefinition one = new Picky();
        Assert.Equal(one.Hash(), ((IDefinition)new Picky { Steps = 1_000 }).Hash());
        Assert.NotEqual(one.Hash(), ((IDefinition)new Picky { Accounts = 32 }).Hash());
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
