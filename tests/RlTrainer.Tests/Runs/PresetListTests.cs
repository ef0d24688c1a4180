using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>There is one list of presets: files, settings, schema, guide and help all take theirs from it.</summary>
public sealed class PresetListTests
{
    [Fact]
    public void Every_preset_of_the_library_is_on_the_list()
    {
        RunConfig[] declared =
            [.. typeof(RunConfig).GetProperties().Where(property => property.PropertyType == typeof(RunConfig))
                .Select(property => (RunConfig)property.GetValue(null)!)];
        Assert.Equal(declared.OrderBy(config => config.Name),
            RunPresets.Names.Select(RunPresets.Parse).OrderBy(config => config.Name));
    }

    [Fact]
    public void A_file_the_schema_and_the_guide_know_every_preset()
    {
        string schema = ConfigSchema.Text(ConfigDocumentation.BesideTheLibrary()),
            guide = ConfigGuide.Markdown(ConfigDocumentation.BesideTheLibrary());
        foreach (string name in RunPresets.Names)
        {
            Assert.Equal(RunPresets.Parse(name), RunConfigText.Read($"{{ \"Preset\": \"{name}\" }}", "run.json", []).Config);
            Assert.Contains($"\"{name}\"", schema, StringComparison.Ordinal);
        }
        Assert.Contains($"// {string.Join(", ", RunPresets.Names)}\n", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_in_words_are_those_of_a_phase()
    {
        Assert.Equal("phase2, phase2-all-actions or phase2-test", RunPresets.InWords(2));
        Assert.Equal("default, test, original, all-actions, large-batch or large-batch-gpu", RunPresets.InWords(1));
    }
}
