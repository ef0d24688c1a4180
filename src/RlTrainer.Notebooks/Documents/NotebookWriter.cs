using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Documents;

/// <summary>Writes nbformat 4.5, always the same bytes for the same notebook.</summary>
internal static class NotebookWriter
{
    /// <summary>The file's text; outputs and execution counts only when asked for.</summary>
    public static string Write(NotebookDocument document, bool withOutputs)
    {
        var cells = new JsonArray();
        for (int index = 0; index < document.Cells.Count; index++)
            cells.Add(WriteCell(document.Cells[index], index + 1, withOutputs, document.Language));
        var root = new JsonObject
        {
            ["cells"] = cells,
            ["metadata"] = NotebookJson.Sorted(document.Metadata),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return root.ToJsonString(NotebookJson.Indented) + "\n";
    }

    private static JsonObject WriteCell(NotebookCell cell, int number, bool withOutputs, string notebookLanguage)
    {
        var written = new JsonObject
        {
            ["cell_type"] = cell.Kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" },
            ["id"] = cell.Id ?? $"cell-{number:00}",
            ["metadata"] = WriteMetadata(cell, withOutputs, notebookLanguage),
            ["source"] = NotebookJson.Lines(cell.Source),
        };
        foreach (var (key, value) in cell.Extra)
            written[key] = value?.DeepClone();
        if (cell.Kind == CellKind.Code)
        {
            written["execution_count"] = withOutputs && cell.ExecutionCount is { } count ? JsonValue.Create(count) : null;
            written["outputs"] =
                new JsonArray([.. withOutputs ? cell.Outputs.Select(output => WriteOutput(output, cell.ExecutionCount)) : []]);
        }

        return (JsonObject)NotebookJson.Sorted(written)!;
    }

    private static JsonObject WriteMetadata(NotebookCell cell, bool withOutputs, string notebookLanguage)
    {
        var metadata = (JsonObject)cell.Metadata.DeepClone();
        if (!withOutputs)
            metadata.Remove("execution");
        bool named = metadata["polyglot_notebook"] is not null || metadata["dotnet_interactive"] is not null;
        if (cell.Kind == CellKind.Code && (named || cell.Language != notebookLanguage))
        {
            ObjectAt(metadata, "dotnet_interactive")["language"] = cell.Language;
            ObjectAt(metadata, "polyglot_notebook")["kernelName"] = cell.Language;
        }

        return metadata;
    }

    private static JsonObject ObjectAt(JsonObject metadata, string key)
    {
        if (metadata[key] is not JsonObject found)
            metadata[key] = found = [];
        return found;
    }

    private static JsonObject WriteOutput(CellOutput output, int? executionCount) => output switch
    {
        StreamOutput stream => new JsonObject
        {
            ["name"] = stream.Name,
            ["output_type"] = "stream",
            ["text"] = NotebookJson.Lines(stream.Text),
        },
        DisplayOutput display => new JsonObject
        {
            ["data"] = WriteBundle(display.Data),
            ["metadata"] = new JsonObject(),
            ["output_type"] = "display_data",
        },
        ResultOutput result => new JsonObject
        {
            ["data"] = WriteBundle(result.Data),
            ["execution_count"] = executionCount,
            ["metadata"] = new JsonObject(),
            ["output_type"] = "execute_result",
        },
        ErrorOutput error => new JsonObject
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Trace.Select(line => JsonValue.Create(line))]),
        },
        _ => throw new ArgumentException(
            $"An output of type {output.GetType().Name} has no place in a notebook file.", nameof(output)),
    };

    private static JsonObject WriteBundle(MimeBundle bundle) => new(bundle.Forms
        .OrderBy(form => form.Key, StringComparer.Ordinal)
        .Select(form => KeyValuePair.Create<string, JsonNode?>(
            form.Key,
            !MimeBundle.IsJson(form.Key) && form.Value is JsonValue value && value.TryGetValue(out string? text)
                ? NotebookJson.Lines(text)
                : form.Value.DeepClone())));
}
