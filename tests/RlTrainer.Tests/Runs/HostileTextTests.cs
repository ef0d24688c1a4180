using System.Diagnostics;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Configurations and manifests that somebody wrote to do harm: each is refused in a sentence, and soon.</summary>
public sealed class HostileTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("{\"Name\":\"\\ud800\"}", "run.json:1: a text holds half of a character (a lone surrogate such as \\ud800); "
        + "expected whole Unicode characters.")]
    [InlineData("{\"Name\":\"a\\nb\"}", "run.json:1 (Name): Name was 'a\\u000ab'; expected a name that can be a folder's, e.g. "
        + "'phase1'.")]
    [InlineData("{\"Ppo\":{\"Steps\":9223372036854775807}}", "run.json:1 (Ppo.Steps): Steps was 9223372036854775807; must be "
        + "in [1, 1000000000000]; 2,000,000 is usual in phase 1.")]
    [InlineData("{\"Environment\":{\"EnvironmentCount\":2147483647}}", "run.json:1 (Environment.EnvironmentCount): The "
        + "environment's configuration has 1 bad value(s): EnvironmentCount was 2147483647; expected a number in [1, 65536] "
        + "(80 is usual).")]
    [InlineData("{\"Seed\":\"\\u001b[2J\"}", "run.json:1: Seed was '\\u001b[2J'; expected a whole number")]
    [InlineData("{\"\\u001b[31mSeed\":1}", "run.json:1: the key '\\u001b[31mSeed' is unknown; did you mean Seed?")]
    public void A_hostile_value_is_refused_in_a_sentence(string json, string expected)
    {
        string message = Assert.Throws<InvalidDataException>(() => RunConfigText.Read(json, "run.json", [])).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
    }

    [Fact]
    public void Half_a_million_unknown_keys_are_refused_at_once()
    {
        var text = new StringBuilder("{");
        for (int key = 0; key < 500_000; key++)
            text.Append(key == 0 ? "" : ",\n").Append('"').Append('k').Append(key).Append("\":1");
        long start = Stopwatch.GetTimestamp();
        string message = Assert.Throws<InvalidDataException>(
            () => RunConfigText.Read(text.Append('}').ToString(), "run.json", [])).Message;
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);     // more than a minute before
        Assert.Equal("run.json:100000: more than 100000 values stand up to here; expected a configuration, which has some "
            + "hundred.", message);
    }

    [Fact]
    public void Of_many_faults_the_first_twenty_are_listed()
    {
        string json = "{" + string.Join(",", Enumerable.Range(0, 5000).Select(key => $"\"k{key}\":1")) + "}";
        string[] lines = Assert.Throws<InvalidDataException>(() => RunConfigText.Read(json, "run.json", [])).Message.Split('\n');
        Assert.Equal((21, "run.json:1: there are more faults behind these 20; mend them first."), (lines.Length, lines[^1]));
    }

    [Fact]
    public void A_key_of_a_megabyte_is_quoted_in_part_and_soon()
    {
        long start = Stopwatch.GetTimestamp();
        string message = Assert.Throws<InvalidDataException>(
            () => RunConfigText.Read($"{{\"{new string('x', 1_000_000)}\":1}}", "run.json", [])).Message;
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
        Assert.InRange(message.Length, 100, 1000);
    }

    [Theory]
    [InlineData("Run", "null")]
    [InlineData("DataHash", "null")]
    [InlineData("Configuration", "null")]
    [InlineData("Commit", "\"\\u001b[2J\"")]
    [InlineData("Run", "\"\\ud800\"")]
    [InlineData("Seed", "-1")]
    [InlineData("Cores", "99999999999")]
    public void A_manifest_with_a_hostile_field_is_named_and_its_run_is_listed_as_unreadable(string field, string value)
    {
        var folder = new RunFolder(Path.Combine(_folder, "run"));
        Directory.CreateDirectory(folder.Path);
        var bars = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;
        string whole = RunJson.Write(RunManifest.Of(
            RunConfig.Phase1Test, PreparedMarket.Of(bars, RunConfig.Phase1Test), "cpu", DateTimeOffset.UnixEpoch));
        string[] lines = whole.Split('\n');
        int at = Array.FindIndex(lines, line => line.StartsWith($"  \"{field}\":", StringComparison.Ordinal));
        int next = Array.FindIndex(lines, at + 1, line => line.StartsWith("  \"", StringComparison.Ordinal) || line == "}");
        string changed = string.Join('\n', [.. lines[..at], $"  \"{field}\": "
            + $"{value}{(lines[next] == "}" ? "" : ",")}", .. lines[next..]]);
        File.WriteAllText(folder.Config, RunJson.Write(RunConfig.Phase1Test));
        File.WriteAllText(folder.Manifest, whole);
        Assert.Null(Assert.Single(RunCatalog.List(_folder)).Fault);
        File.WriteAllText(folder.Manifest, changed);
        string message = Assert.Throws<InvalidDataException>(() => RunManifest.Read(folder.Path)).Message;
        Assert.StartsWith(folder.Manifest, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
        Assert.Equal(message, Assert.Single(RunCatalog.List(_folder)).Fault);
    }

    [Fact]
    public void A_run_whose_name_moves_the_cursor_is_listed_as_unreadable()
    {
        var folder = new RunFolder(Path.Combine(_folder, "run"));
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Config, RunJson.Write(RunConfig.Phase1Test).Replace(
            "phase1-test", "a\\n\\u001b[2J", StringComparison.Ordinal));
        Assert.Equal($"{folder.Config}: Name was 'a\\u000a\\u001b[2J'; expected a name without control characters.",
            Assert.Single(RunCatalog.List(_folder)).Fault);
    }
}
