using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Lab.Contents;

/// <summary>
/// Notebooks as files and as pages have them. Those in the project's languages go through its own reader and writer, so that a
/// save changes the lines that changed; others keep every key they have, sorted and indented alike.
/// </summary>
internal static class NotebookContent
{
    private const string Trusted = "trusted";

    /// <summary>A file's text as a page gets it: texts whole, cells marked as trusted or not.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">For messages.</param>
    /// <param name="isTrusted">Its outputs may run scripts.</param>
    /// <exception cref="LabFault">It is no notebook of nbformat 4.</exception>
    public static JsonObject Served(string text, string name, bool isTrusted)
    {
        JsonObject json = Root(Canonical(text, name), name);
        foreach (JsonObject cell in Cells(json))
        {
            Join(cell, "source");
            if (cell.Text("cell_type") != "code") continue;
            Metadata(cell)[Trusted] = isTrusted;
            foreach (JsonObject output in (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>()) JoinOutput(output);
        }
        return json;
    }

    /// <summary>What a page sent, as the file's text.</summary>
    /// <param name="content">The notebook.</param>
    /// <param name="name">For messages.</param>
    /// <returns>The text, and whether every cell with outputs was run or trusted by the page's reader.</returns>
    /// <exception cref="LabFault">It is no notebook of nbformat 4.</exception>
    public static (string Text, bool IsTrusted) Stored(JsonObject content, string name)
    {
        var copy = (JsonObject)content.DeepClone();
        bool isTrusted = true;
        foreach (JsonObject cell in Cells(copy).Where(cell => cell["metadata"] is JsonObject))
        {
            bool hasOutputs = cell["outputs"] is JsonArray { Count: > 0 };
            isTrusted &= !hasOutputs || (Metadata(cell)[Trusted] is JsonValue value && value.TryGetValue(out bool yes) && yes);
            Metadata(cell).Remove(Trusted);
        }
        return (Canonical(copy.ToJsonString(), name), isTrusted);
    }

    /// <summary>The text as this program writes it.</summary>
    private static string Canonical(string text, string name)
    {
        try
        {
            return NotebookDocument.Parse(text, name).ToJson(withOutputs: true);
        }
        catch (NotebookFormatException error)
        {
            return Foreign(text, name, error.Message);
        }
    }

    /// <summary>A notebook of another program's language: nothing of it is known, and so nothing of it is changed.</summary>
    private static string Foreign(string text, string name, string reason)
    {
        JsonObject json;
        try
        {
            json = Root(text, name);
        }
        catch (LabFault)
        {
            throw new LabFault(400, reason);
        }
        if (json["cells"] is not JsonArray || json["nbformat"] is not JsonValue version || version.ToString() != "4")
            throw new LabFault(400, reason);
        foreach (JsonObject cell in Cells(json))
            if (cell["source"] is JsonValue source && source.TryGetValue(out string? lines))
                cell["source"] = NotebookJson.Lines(lines);
        return NotebookJson.Sorted(json)!.ToJsonString(NotebookJson.Indented) + "\n";
    }

    private static JsonObject Root(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new LabFault(400, $"notebook '{name}': not an object.");
        }
        catch (JsonException error)
        {
            throw new LabFault(400, $"notebook '{PrintableText.Name(name)}': not JSON: {PrintableText.Name(error.Message)}");
        }
    }

    private static IEnumerable<JsonObject> Cells(JsonObject notebook) =>
        (notebook["cells"] as JsonArray ?? []).OfType<JsonObject>();

    private static JsonObject Metadata(JsonObject cell)
    {
        if (cell["metadata"] is JsonObject found) return found;
        var made = new JsonObject();
        cell["metadata"] = made;
        return made;
    }

    private static void JoinOutput(JsonObject output)
    {
        Join(output, "text");
        if (output["data"] is not JsonObject data) return;
        foreach (string form in data.Select(pair => pair.Key).ToArray())
            if (!MimeBundle.IsJson(form)) Join(data, form);
    }

    private static void Join(JsonObject holder, string key)
    {
        if (holder[key] is JsonArray && NotebookJson.Text(holder[key]) is { } text) holder[key] = text;
    }
}
