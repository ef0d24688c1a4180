using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Runs;

/// <summary>The JSON schema (2020-12) of a run.json, made from the records and their documentation, so that an editor
/// completes keys and marks what is wrong.</summary>
internal static class ConfigSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of the schema.</summary>
    /// <param name="documentation">The library's own summaries.</param>
    /// <returns>A JSON schema, for an editor.</returns>
    public static string Text(ConfigDocumentation documentation)
    {
        ArgumentNullException.ThrowIfNull(documentation);
        JsonObject root = ObjectOf(ConfigShape.Run, documentation);
        var properties = new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where this schema is, for an editor." },
            ["Preset"] = Words("What the other keys are laid over; default without it.", RunPresets.Names),
            ["Data"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "A minute-bar file, from this file's folder; without it the one found in the data folder.",
            },
            ["Backend"] = Words("The engine; cpu without it. Decides no bit of the result except by its arithmetic.",
                EngineBackends.Names),
            ["Threads"] = new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 0,
                ["maximum"] = 1024,
                ["description"] = "Cores to use; 0 for all. Decides no bit of the result.",
            },
        };
        foreach ((string key, JsonNode? value) in root["properties"]!.AsObject().ToArray()) properties[key] = value!.DeepClone();
        root["properties"] = properties;
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A run of RlTrainer",
            ["$comment"] = "Made by `rltrainer config pages`; a test keeps it current.",
        };
        foreach ((string key, JsonNode? value) in root.ToArray()) schema[key] = value!.DeepClone();
        return schema.ToJsonString(Options) + "\n";
    }

    private static JsonObject ObjectOf(ConfigShape shape, ConfigDocumentation documentation)
    {
        var properties = new JsonObject();
        foreach (ConfigKey key in shape.Keys)
        {
            string meaning = key.Meaning(documentation);
            JsonObject schema = ValueOf(key.Shape, documentation);
            if (key.Shape.IsNullable)
                schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
            schema["description"] = meaning;
            if (key.Shape.Kind is ConfigKind.Integer or ConfigKind.Number)
                AddRange(key.Shape.IsNullable ? schema["anyOf"]![0]!.AsObject() : schema, meaning);
            properties[key.Name] = schema;
        }
        foreach (string computed in shape.Computed)
            properties[computed] = new JsonObject
            {
                ["description"] = "Follows from the other keys; leave it out.",
                ["readOnly"] = true,
            };
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject ValueOf(ConfigShape shape, ConfigDocumentation documentation) => shape.Kind switch
    {
        ConfigKind.Object when shape.IsAlgorithm => AlgorithmOf(shape, documentation),
        ConfigKind.Object when shape.IsWeighted =>
            new JsonObject { ["anyOf"] = new JsonArray(ObjectOf(shape, documentation), new JsonObject { ["type"] = "number" }) },
        ConfigKind.Object when shape.Words.Count > 0 =>
            new JsonObject
            {
                ["anyOf"] = new JsonArray(
                ObjectOf(shape, documentation), new JsonObject { ["enum"] = List(shape.Words) })
            },
        ConfigKind.Object => ObjectOf(shape, documentation),
        ConfigKind.List => new JsonObject { ["type"] = "array", ["items"] = ValueOf(shape.Item!, documentation) },
        ConfigKind.Integer => new JsonObject { ["type"] = "integer" },
        ConfigKind.Number => new JsonObject { ["type"] = "number" },
        ConfigKind.Switch => new JsonObject { ["type"] = "boolean" },
        ConfigKind.Choice => new JsonObject { ["enum"] = List(shape.Words) },
        ConfigKind.Time => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]" },
        ConfigKind.Date => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject AlgorithmOf(ConfigShape shape, ConfigDocumentation documentation)
    {
        var choices = new JsonArray(new JsonObject { ["enum"] = List(shape.Words) });
        foreach ((string name, ConfigShape own) in shape.Variants)
        {
            JsonObject parameters = ObjectOf(own, documentation);
            JsonObject properties = parameters["properties"]!.AsObject();
            properties.Insert(0, "Name", new JsonObject { ["const"] = name });
            properties.Insert(1, "Version", new JsonObject { ["type"] = "integer" });
            choices.Add(parameters);
        }
        return new JsonObject { ["anyOf"] = choices };
    }

    private static void AddRange(JsonObject schema, string meaning)
    {
        (double? least, bool isLeastOpen, double? most, bool isMostOpen) = ConfigDocumentation.RangeOf(meaning);
        if (least is { } low) schema[isLeastOpen ? "exclusiveMinimum" : "minimum"] = low;
        if (most is { } high) schema[isMostOpen ? "exclusiveMaximum" : "maximum"] = high;
    }

    private static JsonObject Words(string meaning, IReadOnlyList<string> words) =>
        new() { ["enum"] = List(words), ["description"] = meaning };

    private static JsonArray List(IReadOnlyList<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
