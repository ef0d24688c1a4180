using System.Globalization;
using System.Text.Json.Nodes;
using RlTrainer.Runs;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Runs;

/// <summary>The configuration guide and the schema are made from the records; `rltrainer config pages` writes them.</summary>
public sealed class ConfigPagesTests
{
    private const string Remedy =
        "is not what the records say; write it again with `dotnet run --project src/RlTrainer.Cli -c Release -- config pages`.";

    [Fact]
    public void The_configuration_guide_is_current() =>
        Assert.True(Repository.Read("src/configuration.md") == ConfigGuide.Markdown(ConfigDocumentation.BesideTheLibrary()),
            $"src/configuration.md {Remedy}");

    [Fact]
    public void The_schema_is_current() =>
        Assert.True(Repository.Read("src/run.schema.json") == ConfigSchema.Text(ConfigDocumentation.BesideTheLibrary()),
            $"src/run.schema.json {Remedy}");

    [Fact]
    public void The_guides_own_example_is_a_run()
    {
        string page = Repository.Read("src/configuration.md");
        int begin = page.IndexOf("```json", StringComparison.Ordinal) + 7;
        RunRequest request =
            RunConfigText.Read(page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)], "the guide", []);
        Assert.Equal(("small-steps", 0.1, "apex-intraday"),
            (request.Config.Name, request.Config.Ppo.ClipRange, request.Config.Rules.Name));
    }

    [Fact]
    public void Every_range_of_the_schema_is_one_that_the_records_enforce()
    {
        var schema = JsonNode.Parse(ConfigSchema.Text(ConfigDocumentation.BesideTheLibrary()))!.AsObject();
        var notEnforced = new List<string>();
        int bounds = 0;
        foreach ((string path, string bound, double value) in Bounds(schema, ""))
        {
            bounds++;
            string beyond = (bound switch { "minimum" => value - 1, "maximum" => value + 1, _ => value })
                .ToString(CultureInfo.InvariantCulture);
            if (!IsRefused($"{path}={beyond}")) notEnforced.Add($"{path}={beyond} ({bound} {value})");
        }
        Assert.Empty(notEnforced);
        Assert.InRange(bounds, 40, 400);
    }

    private static bool IsRefused(string setting)
    {
        try
        {
            RunConfigText.Read(null, "the test", [RunSetting.Typed(setting)]);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static IEnumerable<(string Path, string Bound, double Value)> Bounds(JsonObject schema, string path)
    {
        foreach ((string key, JsonNode? node) in schema["properties"]?.AsObject() ?? [])
        {
            JsonObject property = node!.AsObject();
            if (key == "Threads") continue;                        // of the file, not of a record
            foreach (JsonObject form in property["anyOf"]?.AsArray().Select(each => each!.AsObject()) ?? [property])
            {
                foreach (string bound in new[] { "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum" })
                    if (form[bound] is { } value) yield return (path + key, bound, (double)value);
                foreach ((string Path, string Bound, double Value) inner in Bounds(form, $"{path}{key}.")) yield return inner;
            }
        }
    }
}
