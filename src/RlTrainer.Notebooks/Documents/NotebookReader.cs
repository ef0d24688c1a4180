using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;

namespace RlTrainer.Notebooks.Documents;

/// <summary>Reads nbformat 4 and says precisely what is wrong with anything else.</summary>
internal static class NotebookReader
{
    private static readonly HashSet<string> KnownCellKeys =
        ["cell_type", "execution_count", "id", "metadata", "outputs", "source"];

    /// <summary>The notebook in the text; the name is used in messages.</summary>
    public static NotebookDocument Read(string json, string name)
    {
        name = PrintableText.Name(name);
        JsonObject root = ParseRoot(json, name);
        if (root["cells"] is not JsonArray cells)
        {
            string why = root["worksheets"] is not null ? "it is of nbformat 3" : "it has no list 'cells'";
            throw Wrong(name, $"not a notebook of nbformat 4: {why}. Open and save it with a current Jupyter or VS Code.");
        }

        if (root["nbformat"] is not JsonValue format || !format.TryGetValue(out int version) || version != 4)
            throw Wrong(name, $"not a notebook of nbformat 4: 'nbformat' was "
                + $"{PrintableText.Name(root["nbformat"]?.ToJsonString() ?? "missing")}, expected 4.");
        var metadata = (root["metadata"] as JsonObject)?.DeepClone().AsObject() ?? [];
        var document = new NotebookDocument(name, metadata, NotebookLanguage(metadata, name));
        for (int index = 0; index < cells.Count; index++)
            document.Cells.Add(ReadCell(cells[index], document, index + 1));
        return document;
    }

    private static JsonObject ParseRoot(string json, string name)
    {
        try
        {
            RequireUnicode(json, name);
            return JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw Wrong(name, "not a notebook: the file is JSON but not an object with 'cells'.");
        }
        catch (JsonException error) when (error.LineNumber is null)
        {
            throw new NotebookFormatException($"notebook '{name}': {PrintableText.Name(error.Message)} Expected each key once.",
                error);
        }
        catch (JsonException error)
        {
            throw new NotebookFormatException(
                $"notebook '{name}': not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}). An .ipynb file "
                + $"is JSON as Jupyter writes it.", error);
        }
    }

    /// <summary>Every text is looked at once here, since JSON is otherwise only decoded where it is used.</summary>
    private static void RequireUnicode(string json, string name)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
        }
        catch (InvalidOperationException error)
        {
            throw new NotebookFormatException($"notebook '{name}': a text holds half of a character (a lone surrogate such as "
                + $"\\ud800); expected whole Unicode characters.", error);
        }
    }

    private static string NotebookLanguage(JsonObject metadata, string name)
    {
        string? found = NotebookJson.At(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName")
            ?? NotebookJson.At(metadata, "kernelspec", "name")
            ?? NotebookJson.At(metadata, "kernelspec", "language");
        if (found is null)
            throw Wrong(name, "has no kernel: 'metadata.kernelspec' is missing, expected the name .net-csharp. Choose the kernel "
                + "'.NET (C#)' and save.");
        return CellLanguages.Find(found)
            ?? throw Wrong(name, $"unknown language '{PrintableText.Name(found)}'; known are "
                + $"{string.Join(", ", CellLanguages.All)}. Choose the kernel '.NET (C#)' and save.");
    }

    private static NotebookCell ReadCell(JsonNode? node, NotebookDocument document, int number)
    {
        string place = $"{document.Name}', cell {number}: ";
        if (node is not JsonObject cell)
            throw new NotebookFormatException($"notebook '{place}not an object.");
        string source = NotebookJson.Text(cell["source"])
            ?? throw new NotebookFormatException($"notebook '{place}'source' is neither text nor a list of lines.");
        CellKind kind = NotebookJson.At(cell, "cell_type") switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            var other => throw new NotebookFormatException(
                $"notebook '{place}'cell_type' was '{PrintableText.Name(other)}', expected code, markdown or raw."),
        };
        var metadata = (cell["metadata"] as JsonObject)?.DeepClone().AsObject() ?? [];
        var extra = new JsonObject(
            cell.Where(pair => !KnownCellKeys.Contains(pair.Key))
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        string language = kind == CellKind.Code ? CellLanguage(metadata, document, place) : CellLanguages.Markdown;
        var result = new NotebookCell(kind, source, language)
        {
            Id = NotebookJson.At(cell, "id"),
            Metadata = metadata,
            Extra = extra,
            ExecutionCount = cell["execution_count"] is JsonValue count && count.TryGetValue(out int executed) ? executed : null,
        };
        foreach (JsonNode? output in cell["outputs"] as JsonArray ?? [])
            result.Outputs.Add(ReadOutput(output as JsonObject ?? throw new NotebookFormatException($"notebook '{place}an "
                + $"output was not an object."), place));
        return result;
    }

    private static string CellLanguage(JsonObject metadata, NotebookDocument document, string place)
    {
        string? found = NotebookJson.At(metadata, "polyglot_notebook", "kernelName")
            ?? NotebookJson.At(metadata, "dotnet_interactive", "language");
        return found is null
            ? document.Language
            : CellLanguages.Find(found) ?? throw new NotebookFormatException(
                $"notebook '{place}unknown language '{PrintableText.Name(found)}'; known are "
                + $"{string.Join(", ", CellLanguages.All)}.");
    }

    private static CellOutput ReadOutput(JsonObject output, string place) => NotebookJson.At(output, "output_type") switch
    {
        "stream" => new StreamOutput(
            NotebookJson.At(output, "name") ?? StreamOutput.StandardOutput, NotebookJson.Text(output["text"]) ?? string.Empty),
        "display_data" => new DisplayOutput(ReadBundle(output["data"] as JsonObject ?? [], place),
            NotebookJson.At(output, "transient", "display_id")),
        "execute_result" => new ResultOutput(ReadBundle(output["data"] as JsonObject ?? [], place)),
        "error" => new ErrorOutput(
            NotebookJson.At(output, "ename") ?? "Error",
            NotebookJson.At(output, "evalue") ?? string.Empty,
            [.. (output["traceback"] as JsonArray ?? []).Select(line => NotebookJson.Text(line) ?? string.Empty)]),
        var other => throw new NotebookFormatException(
            $"notebook '{place}'output_type' was '{PrintableText.Name(other)}', expected stream, display_data, execute_result "
                + $"or error."),
    };

    private static MimeBundle ReadBundle(JsonObject data, string place) => new(data.Select(pair => KeyValuePair.Create(
        pair.Key,
        pair.Value is null ? throw new NotebookFormatException(
            $"notebook '{place}the output form '{PrintableText.Name(pair.Key)}' was null; expected its data.")
            : MimeBundle.IsJson(pair.Key) || NotebookJson.Text(pair.Value) is not { } text ? pair.Value.DeepClone()
                : JsonValue.Create(text))));

    private static NotebookFormatException Wrong(string name, string what) => new($"notebook '{name}': {what}");
}
