using System.Globalization;
using System.Text;
using System.Text.Json;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>Reads JSON with comments and trailing commas into <see cref="ConfigNode"/>s that know their lines.</summary>
internal static class ConfigReader
{
    private const int LongestText = 16 << 20, MostValues = 100_000;

    /// <summary>The root object of a text.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, holds a key twice, is no object or is far too large; the message
    /// names
    /// the line.</exception>
    public static ConfigNode Object(string text, string origin)
    {
        origin = PrintableText.Name(origin);
        if (text.Length > LongestText)
            throw new InvalidDataException($"{origin} has {text.Length} characters; expected at most {LongestText}. It is no "
                + $"configuration.");
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(
            bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var place = new ConfigPlace(bytes, origin);
        try
        {
            reader.Read();
            ConfigNode root = Value(ref reader, place);
            reader.Read();
            return root.Kind == JsonValueKind.Object
                ? root
                : throw new InvalidDataException(
                    $"{root.Origin}: found {root}, expected an object {{ … }} with keys and values.");
        }
        catch (JsonException e)
        {
            string reason = PrintableText.Name(e.Message.Split(" LineNumber", 2)[0].TrimEnd('.'));
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{origin}:{(e.LineNumber ?? 0) + 1}: this is not JSON ({reason}). Expected keys in double quotes and "
                    + $"values, with commas between; comments are allowed."), e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"{place.At(reader.TokenStartIndex)}: a text holds half of a character (a lone "
                + $"surrogate such as \\ud800); expected whole Unicode characters.", e);
        }
    }

    private static ConfigNode Value(ref Utf8JsonReader reader, ConfigPlace places)
    {
        string place = places.At(reader.TokenStartIndex);
        if (places.Values++ == MostValues)
            throw new InvalidDataException($"{place}: more than {MostValues} values stand up to here; expected a "
                + $"configuration, which has some hundred.");
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new ConfigNode(place, JsonValueKind.Object, "", Members(ref reader, places), []);
            case JsonTokenType.StartArray:
                var items = new List<ConfigNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, places));
                return new ConfigNode(place, JsonValueKind.Array, "", [], items);
            case JsonTokenType.String:
                return ConfigNode.Leaf(place, JsonValueKind.String, reader.GetString()!);
            case JsonTokenType.Number:
                return ConfigNode.Leaf(place, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return ConfigNode.Leaf(place, JsonValueKind.True, "");
            case JsonTokenType.False:
                return ConfigNode.Leaf(place, JsonValueKind.False, "");
            default:
                return ConfigNode.Leaf(place, JsonValueKind.Null, "");
        }
    }

    private static List<KeyValuePair<string, ConfigNode>> Members(ref Utf8JsonReader reader, ConfigPlace places)
    {
        var members = new List<KeyValuePair<string, ConfigNode>>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string key = reader.GetString()!, place = places.At(reader.TokenStartIndex);
            reader.Read();
            ConfigNode value = Value(ref reader, places);
            if (!seen.TryAdd(key, place))
                throw new InvalidDataException($"{place}: the key '{PrintableText.Name(key)}' stands here and at {seen[key]}; "
                    + $"expected each key once.");
            members.Add(KeyValuePair.Create(key, value with { Origin = place }));
        }
        return members;
    }
}
