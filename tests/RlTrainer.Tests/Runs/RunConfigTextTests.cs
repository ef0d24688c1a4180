using RlTrainer.Compliance;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RunConfigTextTests
{
    [Fact]
    public void A_text_lays_its_keys_over_a_preset_and_says_where_each_was_set()
    {
        RunRequest request = Read(
            """
            {
              // comments and a trailing comma are fine
              "Preset": "test", "Seed": 7, "Data": "mine.csv", "Threads": 2,
              "Rules": "topstep",
              "Environment": { "Contracts": 1, "Actions": "phase2" },
              "Ppo": { "Hidden": [64, 32] },
            }
            """, "ppo.clip=0.1");
        RunConfig config = request.Config;
        Assert.Equal((7UL, "phase1-test", "topstep", 1),
            (config.Seed, config.Name, config.Rules.Name, config.Environment.Contracts));
        Assert.Equal("phase2", config.Environment.Actions.Name);
        Assert.Equal([64, 32], config.Ppo.Hidden);
        Assert.Equal(0.1, config.Ppo.ClipRange);
        Assert.Equal(30_000, config.Ppo.Steps);
        Assert.Equal(("mine.csv", 2, "cpu"), (request.Data, request.Threads, request.Backend));
        Assert.Equal("run.json:5", request.Origins["Environment.Contracts"]);
        Assert.Equal("--set ppo.clip=0.1", request.Origins["Ppo.ClipRange"]);
    }

    [Fact]
    public void Every_fault_is_listed_with_file_line_key_and_the_nearest_key()
    {
        Assert.Equal(
            "run.json:2: the key 'Sed' is unknown; did you mean Seed? Expected one of Name, Phase, Instrument, Seed, Split, "
            + "TrainShare, ValidationShare, "
            + "EmbargoDays, FeatureSet, Environment, Mirror, Rules, Ppo, Schedule, Start, CustomInstrument, Algorithm, $schema, "
            + "Preset, Data, Backend, Threads.\n"
            + "run.json:3: Schedule.EvaluationEpisodes was 'many'; expected a whole number.\n"
            + "run.json:4: Environment.EntryWindow was 'Always'; expected one of RegularSession, Full.\n"
            + $"run.json:5: Rules was 'topstop'; expected an object, or one of "
            + $"{string.Join(", ", RulePresets.All.Select(rules => rules.Name))}.\n"
            + "run.json:6: Split was null; expected one of Chronological, SeventyThirty.\n"
            + "run.json:7: Preset was 'tset'; expected one of default, test, original, all-actions, phase2, phase2-all-actions, "
            + "phase2-test, large-batch, large-batch-gpu.",
            Fault(
                """
                {
                  "Sed": 7,
                  "Schedule": { "EvaluationEpisodes": "many" },
                  "Environment": { "EntryWindow": "Always" },
                  "Rules": "topstop",
                  "Split": null,
                  "Preset": "tset"
                }
                """));
    }

    [Fact]
    public void A_value_out_of_its_range_names_the_line_and_the_range()
    {
        Assert.Equal(
            "run.json:3 (Environment.Contracts), --set env.stop=-1 (Environment.StopAtr): The environment's configuration has 2 "
            + "bad value(s): "
            + "Contracts was 0; expected 1 to 1000 (2 is usual). StopAtr was -1; expected a distance in (0, 100] ATR (1.5 is "
            + "usual).\n"
            + "run.json:2 (Ppo.ClipRange): ClipRange was 2; must be in (0, 1); 0.2 is usual.",
            Fault("{\n\"Ppo\": { \"ClipRange\": 2 },\n\"Environment\": { \"Contracts\": 0 } }", "env.stop=-1"));
        Assert.Equal(
            "--set schedule.evaluate=3000000 (Schedule.EvaluateEverySteps): The run would never evaluate: it trains 2,007,040 "
            + "steps and evaluates every 3,000,000. "
            + "Set EvaluateEverySteps to at most 2,007,040, or train longer.",
            Fault("{}", "schedule.evaluate=3000000"));
        Assert.Equal(
            "run.json:1 (Instrument): The symbol was 'NX', which is not an instrument here; did you mean NQ? Expected one of ES, "
            + "NQ, YM, RTY, MES, MNQ, MYM, M2K.",
            Fault("{ \"Instrument\": \"NX\" }"));
    }

    [Theory]
    [InlineData("{ \"Seed\": 1, \n \"Seed\": 2 }",
        "run.json:2: the key 'Seed' stands here and at run.json:1; expected each key once.")]
    [InlineData("[1]", "run.json:1: found a list of 1, expected an object { … } with keys and values.")]
    [InlineData("{ \"Seed\": 1 ",
        "run.json:1: this is not JSON (Expected depth to be zero at the end of the JSON payload. There is an open JSON object or "
        + "array that should be closed). Expected keys in double quotes and values, with commas between; comments are allowed.")]
    [InlineData("{ \"Updates\": 5 }", "run.json:1: Updates was 5, but it follows from the other keys and is 98; leave it out.")]
    public void A_text_that_cannot_be_is_refused_with_its_line(string json, string message) => Assert.Equal(message, Fault(json));

    [Theory]
    [InlineData("ppo.val=0.1",
        "--set ppo.val=0.1: the key 'Ppo.val' could be Ppo.ValueWeight or Ppo.ValueClipRange; type more of it.")]
    [InlineData("ppo", "--set ppo: found no key and value; expected KEY=VALUE, e.g. --set Ppo.ClipRange=0.1.")]
    [InlineData("seed.x=1", "--set seed.x=1: Seed has no keys of its own; expected a whole number as its value.")]
    [InlineData("seed=one", "--set seed=one: the value was 'one'; expected a whole number.")]
    public void A_setting_that_cannot_be_is_refused(string setting, string message) =>
        Assert.Equal(message, Fault("{}", setting));

    [Fact]
    public void A_misspelled_setting_names_the_key_that_begins_alike() =>
        Assert.Contains("the key 'Ppo.clop' is unknown; did you mean Ppo.ClipRange?", Fault("{}", "ppo.clop=0.1"),
            StringComparison.Ordinal);

    [Fact]
    public void What_a_run_stores_and_what_show_prints_are_run_files_again()
    {
        string stored = RunJson.Write(RunConfig.Original), shown = RunConfigText.Write(RunConfig.Original);
        Assert.DoesNotContain("StepsPerUpdate", shown, StringComparison.Ordinal);
        Assert.Empty(RunConfigText.Differences(RunConfig.Original, Read(stored).Config));
        Assert.Empty(RunConfigText.Differences(RunConfig.Original, Read(shown).Config));
    }

    [Fact]
    public void Differences_name_the_keys_and_both_values() => Assert.Equal(
        [("Seed", "42", "7"), ("Ppo.ClipRange", "0.2", "0.1")],
        RunConfigText.Differences(
            RunConfig.Phase1, RunConfig.Phase1 with { Seed = 7, Ppo = RunConfig.Phase1.Ppo with { ClipRange = 0.1 } }));

    private static RunRequest Read(string json, params string[] settings) =>
        RunConfigText.Read(json, "run.json", [.. settings.Select(RunSetting.Typed)]);

    private static string Fault(string json, params string[] settings) =>
        Assert.Throws<InvalidDataException>(() => Read(json, settings)).Message;

    [Fact]
    public void All_values_that_cannot_be_are_named_at_once()
    {
        const string Json = """
            { "TrainShare": 2, "EmbargoDays": -3,
              "Ppo": { "ClipRange": 9, "Steps": 0, "Discount": 7 },
              "Rules": { "StartCents": -1 } }
            """;
        string message = Assert.Throws<InvalidDataException>(() => RunConfigText.Read(Json, "run.json", [])).Message;
        foreach (string key in (string[])[
            "TrainShare", "EmbargoDays", "Ppo.ClipRange", "Ppo.Steps", "Ppo.Discount", "Rules.StartCents"])
            Assert.Contains($"({key}): ", message, StringComparison.Ordinal);
        Assert.Equal(6, message.Split('\n').Length);
    }

    [Fact]
    public void A_key_that_lies_deeper_is_found_by_its_beginning()
    {
        string message = Assert.Throws<InvalidDataException>(
            () => RunConfigText.Read(null, "", [new RunSetting("clip=0.1", "--set clip=0.1")])).Message;
        Assert.Contains("did you mean Ppo.ClipRange?", message, StringComparison.Ordinal);
    }
}
