using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RlTrainer.Features;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// A feature set as JSON: its name where the library can make it from that, else an object with its name and its features, each
/// a name, or name, version and hash where it is a caller's.
/// </summary>
internal sealed class FeatureSetJson(IReadOnlyList<IDefinition> parts) : JsonConverter<FeatureSet>
{
    private const string Name = "Name", Features = "Features";

    public override FeatureSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonNode? json = JsonNode.Parse(ref reader);
        if (json is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            return FeatureSet.Named(value.GetValue<string>());
        if (json is not JsonObject set || set[Name] is not JsonValue name || set[Features] is not JsonArray features)
            throw new JsonException("The feature set was neither a name nor an object with Name and Features.");
        return new FeatureSet(name.GetValue<string>(), features.Select(feature => Read(feature, options)));
    }

    public override void Write(Utf8JsonWriter writer, FeatureSet value, JsonSerializerOptions options)
    {
        if (value.Features.Count == 0 || FeatureSet.Named(value.Name).Equals(value))
        {
            writer.WriteStringValue(value.Name);
            return;
        }
        var features = new JsonArray([.. value.Features.Select(Written)]);
        new JsonObject { [Name] = value.Name, [Features] = features }.WriteTo(writer, options);
    }

    private static JsonNode Written(Feature feature)
    {
        if (FeatureCatalog.Find(feature.Name) is { } known && known.HasCodeOf(feature)) return JsonValue.Create(feature.Name);
        var mark = DefinitionMark.Of(feature);
        return new JsonObject
        {
            [nameof(mark.Name)] = mark.Name,
            [nameof(mark.Version)] = mark.Version,
            [nameof(mark.Hash)] = mark.Hash
        };
    }

    private Feature Read(JsonNode? json, JsonSerializerOptions options)
    {
        if (json is JsonObject stored)
        {
            DefinitionMark mark = stored.Deserialize<DefinitionMark>(options)!;
            Feature? given = parts.OfType<Feature>().FirstOrDefault(part => part.Name == mark.Name);
            return given is null ? FeatureCatalog.Find(mark) ?? Feature.MissingOf(mark) : DefinitionJson.Same(given, mark);
        }
        string name = json?.GetValue<string>() ?? throw new JsonException("A feature was null; expected its name.");
        return FeatureCatalog.Find(name) ?? parts.OfType<Feature>().FirstOrDefault(part => part.Name == name)
            ?? throw new JsonException(
                $"The feature '{name}' is none of the library's; expected one of theirs, or a feature of your own with its "
                + $"Version and Hash.");
    }
}
