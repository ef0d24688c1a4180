using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Documents;

/// <summary>The JSON habits of notebook files: keys sorted, one blank a level, text as lists of lines.</summary>
internal static class NotebookJson
{
    /// <summary>As Jupyter stores notebooks.</summary>
    public static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>On one line.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A copy with the keys of every object in ordinal order.</summary>
    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Text as the list of its lines, each with its line end.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(JsonValue.Create(text[start..end]));
            start = end;
        }

        return lines;
    }

    /// <summary>The text of a string or of a list of strings; null when it is neither.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonArray list when list.All(item => item is JsonValue value && value.TryGetValue<string>(out _)) =>
            string.Concat(list.Select(item => item!.GetValue<string>())),
        _ => null,
    };

    /// <summary>The string at a path of keys, or null.</summary>
    public static string? At(JsonObject from, params ReadOnlySpan<string> keys)
    {
        JsonNode? node = from;
        foreach (string key in keys)
            node = (node as JsonObject)?[key];
        return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }
}
