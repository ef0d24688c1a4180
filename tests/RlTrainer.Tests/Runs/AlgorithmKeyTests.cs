using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>The algorithm is chosen in a run.json by its name, and changed under it.</summary>
public sealed class AlgorithmKeyTests
{
    [Fact]
    public void A_name_alone_gives_the_algorithm_with_its_usual_values_for_the_phase()
    {
        Assert.Equal(AllActionConfig.Phase1, Read("{ \"Algorithm\": \"all-actions\" }").Algorithm);
        Assert.Equal(AllActionConfig.Phase2, Read("{ \"Preset\": \"phase2\", \"Algorithm\": \"all-actions\" }").Algorithm);
        Assert.Equal(RunConfig.Phase1.Ppo, Read("{ \"Preset\": \"all-actions\", \"Algorithm\": \"ppo\" }").Algorithm);
        Assert.Equal(RunConfig.Phase1, Read("{ \"Algorithm\": \"ppo\" }"));
    }

    [Fact]
    public void An_object_chooses_and_changes_it()
    {
        AllActionConfig expected = AllActionConfig.Phase1 with { Steps = 256_000, Hidden = [32] };
        Assert.Equal(expected,
            Read("{ \"Algorithm\": { \"Name\": \"all-actions\", \"Steps\": 256000, \"Hidden\": [32] } }").Algorithm);
        Assert.Equal(expected,
            Read("{ \"Preset\": \"all-actions\", \"Algorithm\": { \"Steps\": 256000, \"Hidden\": [32] } }").Algorithm);
    }

    [Fact]
    public void A_setting_does_the_same_and_without_a_name_it_changes_the_algorithm_that_runs()
    {
        Assert.Equal(AllActionConfig.Phase1, Read(null, "algorithm=all-actions").Algorithm);
        Assert.Equal(AllActionConfig.Phase1 with { Epochs = 2 },
            Read(null, "algorithm.name=all-actions", "algorithm.epochs=2").Algorithm);
        Assert.Equal(RunConfig.Phase1.Ppo with { LeashWeight = 0.02 }, Read(null, "algorithm.leashweight=0.02").Algorithm);
        Assert.Equal(RunConfig.Phase1.Ppo with { Epochs = 3 },
            Read("{ \"Algorithm\": { \"Name\": \"ppo\", \"Epochs\": 3 } }").Algorithm);
    }

    [Theory]
    [InlineData(
        "{ \"Algorithm\": \"all-action\" }",
        "run.json:1: the algorithm was 'all-action'; did you mean all-actions? Expected one of ppo, all-actions. "
        + "An algorithm of your own is a value of a program or notebook: config with { Algorithm = … }.")]
    [InlineData("{ \"Algorithm\": 3 }", "run.json:1: Algorithm was 3; expected an object, or one of ppo, all-actions.")]
    [InlineData(
        "{ \"Algorithm\": { \"Name\": \"all-actions\",\n \"Epochs\": 0 } }",
        "run.json:2 (Algorithm.Epochs): Epochs was 0; must be in [1, 100]; 4 is usual.")]
    [InlineData(
        "{ \"Algorithm\": { \"Name\": \"all-actions\",\n \"Epochs\": true } }",
        "run.json:2: Algorithm.Epochs was true; expected a whole number.")]
    [InlineData(
        "{ \"Preset\": \"all-actions\",\n \"Ppo\": { \"Epochs\": 3 } }",
        "run.json:2: Ppo was set, but the run's algorithm is 'all-actions'; put its parameters under Algorithm, "
        + "or choose PPO first: \"Algorithm\": \"ppo\".")]
    public void A_fault_names_its_place_and_what_is_expected(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => Read(json)).Message);

    [Fact]
    public void A_parameter_that_only_another_algorithm_has_is_refused()
    {
        var error = Assert.Throws<InvalidDataException>(
            () => Read("{ \"Algorithm\": { \"Name\": \"all-actions\", \"GaeLambda\": 0.9 } }"));
        Assert.StartsWith("run.json:1: the key 'Algorithm.GaeLambda' is unknown; did you mean Algorithm.", error.Message,
            StringComparison.Ordinal);
        error = Assert.Throws<InvalidDataException>(() => Read(null, "algorithm.averagedshare=0.5"));
        Assert.StartsWith("--set algorithm.averagedshare=0.5: the key 'Algorithm.AveragedShare' is unknown;", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_of_another_algorithm_wrote_is_a_run_json()
    {
        foreach (RunConfig config in new[] { RunConfig.AllActions, RunConfig.Phase2AllActions, RunConfig.Phase1 })
            Assert.Equal(config, Read(RunConfigText.Write(config)));
    }

    [Fact]
    public void Guide_and_schema_know_every_algorithm()
    {
        var documentation = ConfigDocumentation.BesideTheLibrary();
        string guide = ConfigGuide.Markdown(documentation), schema = ConfigSchema.Text(documentation);
        Assert.Contains("## Algorithm \"all-actions\"", guide, StringComparison.Ordinal);
        Assert.Contains("| AdvantageUnit |", guide, StringComparison.Ordinal);
        Assert.Contains("\"const\": \"all-actions\"", schema, StringComparison.Ordinal);
        Assert.Contains("\"const\": \"ppo\"", schema, StringComparison.Ordinal);
    }

    private static RunConfig Read(string? json, params string[] settings) =>
        RunConfigText.Read(json, "run.json", [.. settings.Select(RunSetting.Typed)]).Config;
}
