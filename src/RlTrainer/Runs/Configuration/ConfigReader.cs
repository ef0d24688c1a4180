using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RlTrainer.Runs;

/// <summary>Reads JSON with comments and trailing commas into <see cref="ConfigNode"/>s that know their lines.</summary>
internal static class ConfigReader
{
    /// <summary>The root object of a text.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, holds a key twice or is no object; the message names the line.</exception>
    public static ConfigNode Object(string text, string origin)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            ConfigNode root = Value(ref reader, bytes, origin);
            reader.Read();
            return root.Kind == JsonValueKind.Object
                ? root
                : throw new InvalidDataException($"{root.Origin}: found {root}, expected an object {{ … }} with keys and values.");
        }
        catch (JsonException e)
        {
            string reason = e.Message.Split(" LineNumber", 2)[0].TrimEnd('.');
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{origin}:{(e.LineNumber ?? 0) + 1}: this is not JSON ({reason}). Expected keys in double quotes and values, with commas between; comments are allowed."), e);
        }
    }

    private static ConfigNode Value(ref Utf8JsonReader reader, byte[] bytes, string origin)
    {
        string place = Place(bytes, reader.TokenStartIndex, origin);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new ConfigNode(place, JsonValueKind.Object, "", Members(ref reader, bytes, origin), []);
            case JsonTokenType.StartArray:
                var items = new List<ConfigNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, bytes, origin));
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

    private static List<KeyValuePair<string, ConfigNode>> Members(ref Utf8JsonReader reader, byte[] bytes, string origin)
    {
        var members = new List<KeyValuePair<string, ConfigNode>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string key = reader.GetString()!, place = Place(bytes, reader.TokenStartIndex, origin);
            reader.Read();
            ConfigNode value = Value(ref reader, bytes, origin);
            if (members.FirstOrDefault(member => member.Key == key).Value is { } earlier)
                throw new InvalidDataException($"{place}: the key '{key}' stands here and at {earlier.Origin}; expected each key once.");
            members.Add(KeyValuePair.Create(key, value with { Origin = place }));
        }
        return members;
    }

    private static string Place(byte[] bytes, long index, string origin) =>
        string.Create(CultureInfo.InvariantCulture, $"{origin}:{bytes.AsSpan(0, (int)index).Count((byte)'\n') + 1}");
}
