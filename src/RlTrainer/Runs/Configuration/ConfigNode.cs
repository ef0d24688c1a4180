using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>One value of a configuration text, with the place where it was written.</summary>
/// <param name="Origin">File and line, or the command-line setting.</param>
/// <param name="Kind">What kind of JSON value it is.</param>
/// <param name="Text">A number or a text as written; empty for the others.</param>
/// <param name="Members">Of an object: keys and values in order.</param>
/// <param name="Items">Of a list.</param>
internal sealed record ConfigNode(
    string Origin, JsonValueKind Kind, string Text, IReadOnlyList<KeyValuePair<string, ConfigNode>> Members,
    IReadOnlyList<ConfigNode> Items)
{
    public static ConfigNode Leaf(string origin, JsonValueKind kind, string text) => new(origin, kind, text, [], []);

    /// <summary>The same value as JSON.</summary>
    public JsonNode? ToJson() => Kind switch
    {
        JsonValueKind.Object => new JsonObject(Members.Select(member => KeyValuePair.Create(member.Key, member.Value.ToJson()))),
        JsonValueKind.Array => new JsonArray([.. Items.Select(item => item.ToJson())]),
        JsonValueKind.Number => JsonNode.Parse(Text),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(Text),
    };

    /// <summary>The value in words, as a message quotes it.</summary>
    public override string ToString() => Kind switch
    {
        JsonValueKind.Object => "an object {…}",
        JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"a list of {Items.Count}"),
        JsonValueKind.Number => PrintableText.Name(Text),
        JsonValueKind.String => $"'{PrintableText.Name(Text)}'",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
