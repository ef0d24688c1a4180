using System.Text;
using System.Text.Json.Nodes;

namespace RlTrainer.Runs;

/// <summary>The configuration guide as a Markdown page, made from the records' own documentation.</summary>
internal static class ConfigGuide
{
    private static readonly System.Text.Json.JsonSerializerOptions Plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Head =
        """
        # Configuration

        Made by `rltrainer config pages` from the documentation of the records; a test keeps it current. One file holds everything
        of a run. Comments and trailing commas are allowed; a key that is left out has its preset's value.

        ```json
        {
          "$schema": "run.schema.json",
          "Preset": "default",              // {presets}
          "Name": "small-steps",
          "Seed": 7,
          "Rules": "apex-intraday",         // a preset's name, or an object with single keys
          "Environment": { "Contracts": 1 },
          "Ppo": { "ClipRange": 0.1, "Steps": 500000 }
        }
        ```

            rltrainer config check run.json                          # every fault with file, line, key, range
            rltrainer config show --config run.json --set ppo.clip=0.1
            rltrainer config diff run.json original                  # presets, files and runs by name
            rltrainer train phase1 --config run.json --set ppo.clip=0.1 --seed 8

        Later ones win: the preset, the file, the variable `TRAINER_NUM_ENVS` (Environment.EnvironmentCount), the options of the
        command, `--set` in the order given. `--set` takes keys in any case and as short as they are unambiguous. What came out is
        stored with the run as `config.json`, which is a run.json itself, and in its `manifest.json`.

        `"Algorithm": "all-actions"` chooses another algorithm than the preset's, with its usual values for the phase;
        `"Algorithm": { "Name": "all-actions", "Steps": 256000 }` changes some of them. Without a name the keys are those of the
        algorithm that runs, PPO included: `--set algorithm.leashweight=0.02`. In the file that a run writes PPO stands under
        `Ppo`.

        Beside the keys below a file may hold `Preset`, `Data` (a bar file, from the file's own folder), `Backend` (cpu,
        torch-cpu, torch-cuda, auto), `Threads` (0 for all cores) and `$schema`. They decide nothing that the keys below decide.

        `Instrument` is one of the eight built-in symbols, or one of `data/instruments.json` (another file:
        `--instruments-file FILE`):

        ```json
        {
          "Instruments": [
            {
              "Symbol": "GC", "Name": "Gold", "Exchange": "COMEX", "TickSize": 0.1, "TickValueUsd": 10, "SlippageTicks": 1,
              "CommissionPerSideUsd": 2.5
            },
            // a hundred shares a contract
            { "Symbol": "SPY", "Exchange": "ARCA", "TickSize": 0.01, "PointValueUsd": 100, "CommissionPerSideUsd": 0.35 }
          ]
        }
        ```

        The keys are those of CustomInstrument below. `data import`, `data validate`, `train`, `evaluate`, sweeps and the menu
        take such a symbol as they take the eight; reports call it custom. A run keeps the definition in its `config.json`, and
        a sweep in its folder, so that neither needs the file again. Where file and run differ, the run is refused.

        """;

    /// <summary>The text of the page.</summary>
    /// <param name="documentation">The library's own summaries.</param>
    /// <returns>The page in Markdown, lines ended by line feeds.</returns>
    public static string Markdown(ConfigDocumentation documentation)
    {
        ArgumentNullException.ThrowIfNull(documentation);
        var page = new StringBuilder(
            Head.ReplaceLineEndings("\n").Replace("{presets}", string.Join(", ", RunPresets.Names), StringComparison.Ordinal));
        var defaults = (JsonObject)JsonNode.Parse(RunJson.Write(RunConfig.Phase1))!;
        Section(page, "The run", "", ConfigShape.Run, defaults, documentation);
        page.Append("\n## Words\n");
        foreach (ConfigShape choice in Choices(ConfigShape.Run).DistinctBy(choice => choice.Type))
        {
            page.Append("\n**").Append(choice.Type.Name).Append("**: ")
                .AppendJoin("; ", documentation.Choices(choice.Type).Select(word => $"`{word.Name}` {word.Meaning.TrimEnd('.')}"))
                    .Append(".\n");
        }
        return page.ToString();
    }

    private static void Section(
        StringBuilder page, string title, string path, ConfigShape shape, JsonObject? defaults, ConfigDocumentation documentation)
    {
        page.Append("\n## ").Append(title).Append("\n\n").Append(documentation.Of(shape.Type))
            .Append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (ConfigKey key in shape.Keys)
            page.Append("| ").Append(key.Name).Append(" | ").Append(ValueOf(key.Shape)).Append(" | ")
                .Append(DefaultOf(key, defaults)).Append(" | ")
                .Append(key.Meaning(documentation).Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        foreach (ConfigKey key in shape.Keys)
            if (key.Shape.IsAlgorithm) Algorithms(page, key.Shape, documentation);
            else if ((key.Shape.Kind == ConfigKind.List ? key.Shape.Item : key.Shape) is { Kind: ConfigKind.Object } inner)
                Section(page, path + key.Name, $"{path}{key.Name}.", inner, defaults?[key.Name] as JsonObject, documentation);
    }

    /// <summary>One table an algorithm, but for PPO, whose keys stand under Ppo.</summary>
    private static void Algorithms(StringBuilder page, ConfigShape shape, ConfigDocumentation documentation)
    {
        foreach ((string name, ConfigShape own) in shape.Variants)
        {
            if (own.Type == typeof(Learning.PpoConfig)) continue;
            var run = new RunConfig { Algorithm = RunPresets.UsualAlgorithm(name, phase: 1) };
            var defaults = (JsonObject)JsonNode.Parse(RunJson.Write(run))![nameof(RunConfig.Algorithm)]!;
            Section(page, $"Algorithm \"{name}\"", "Algorithm.", own, defaults, documentation);
        }
    }

    private static string ValueOf(ConfigShape shape) => shape.Kind switch
    {
        ConfigKind.Choice => string.Join(", ", shape.Words),
        ConfigKind.Object when shape.IsWeighted => "a weight, or keys below",
        ConfigKind.Object when shape.Words.Count > 0 => $"keys below, or {string.Join(", ", shape.Words)}",
        ConfigKind.Object => "keys below",
        ConfigKind.List when shape.Item!.Kind == ConfigKind.Object => "a list of keys below",
        _ => shape.Expected.Replace(", or null", "", StringComparison.Ordinal),
    } + (shape.IsNullable ? ", or null" : "");

    private static string DefaultOf(ConfigKey key, JsonObject? defaults) =>
        key.Shape.IsAlgorithm ? "`\"ppo\"`"
        : key.Shape.Kind == ConfigKind.Choice && defaults is not null && defaults[key.Name] is null
            ? $"`\"{key.Shape.Words[0]}\"`"                                // a choice that is left out where it is the first
        : defaults is null || key.Shape.Kind == ConfigKind.Object ? defaults?[key.Name] is null && defaults is not null
            ? "null" : ""
        : defaults[key.Name] is JsonArray list && list.Any(item => item is JsonObject) ? ""
        // a number that is left out where it is 0
        : $"`{defaults[key.Name]?.ToJsonString(Plain) ?? (key.Shape.IsNullable ? "null" : "0")}`";

    private static IEnumerable<ConfigShape> Choices(ConfigShape shape)
    {
        if (shape.Kind == ConfigKind.Choice) yield return shape;
        foreach (ConfigShape inner in shape.Keys.Select(key => key.Shape).Concat(shape.Item is null ? [] : [shape.Item]))
            foreach (ConfigShape choice in Choices(inner)) yield return choice;
    }
}
