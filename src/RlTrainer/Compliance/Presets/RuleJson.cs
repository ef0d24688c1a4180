using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>Rule sets as JSON: the keys are the properties, and what a text leaves out comes from another rule set.</summary>
internal static class RuleJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters =
        {
            new JsonStringEnumConverter(),
            new PatternConverter<LocalTime>(LocalTimePattern.ExtendedIso, "a time such as \"16:59:00\""),
            new PatternConverter<LocalDate>(LocalDatePattern.Iso, "a date such as \"2026-11-01\""),
        },
    };

    /// <summary>A rule set as an object.</summary>
    public static JsonObject Write(RuleSet rules) => (JsonObject)JsonSerializer.SerializeToNode(rules, Options)!;

    /// <summary>A rule set laid over another: a key that is an object on both sides is laid over key by key, any other
    /// replaces.</summary>
    /// <param name="keys">Properties of a rule set.</param>
    /// <param name="under">What the keys leave out.</param>
    /// <exception cref="JsonException">A key is unknown or a value is of another kind.</exception>
    public static RuleSet Read(JsonObject keys, RuleSet under)
    {
        JsonObject whole = Write(under);
        Lay(keys, whole);
        return whole.Deserialize<RuleSet>(Options)!;
    }

    /// <summary>The text of a JSON object with comments and trailing commas allowed.</summary>
    public static JsonObject Parse(string text) =>
        (JsonObject)JsonNode.Parse(text, documentOptions: new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true
        })!;

    private static void Lay(JsonObject keys, JsonObject target)
    {
        foreach ((string key, JsonNode? value) in keys)
            if (value is JsonObject inner && target[key] is JsonObject under) Lay(inner, under);
            else target[key] = value?.DeepClone();
    }
}
