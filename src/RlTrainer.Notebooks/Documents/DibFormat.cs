using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;

namespace RlTrainer.Notebooks.Documents;

/// <summary>
/// The text format of .NET Interactive (.dib): a line #!language before each cell. It has no place for outputs, identifiers
/// and cell metadata; tags are kept in its metadata block. A language line inside a cell begins another cell when it is read.
/// </summary>
public static class DibFormat
{
    private const string Meta = "#!meta";
    private const string Raw = "#!raw";

    /// <summary>The notebook as .dib text.</summary>
    /// <param name="document">The notebook; its outputs have no place in this format and are left out.</param>
    /// <returns>The text of the file, lines ended by line feeds.</returns>
    public static string Write(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var tags = new JsonObject();
        var text = new StringBuilder();
        for (int index = 0; index < document.Cells.Count; index++)
        {
            NotebookCell cell = document.Cells[index];
            if (cell.Tags.Count > 0)
                tags[index.ToString(CultureInfo.InvariantCulture)] =
                    new JsonArray([.. cell.Tags.Select(tag => JsonValue.Create(tag))]);
            string language = cell.Kind switch
            {
                CellKind.Code => "#!" + cell.Language,
                CellKind.Markdown => "#!markdown",
                _ => Raw
            };
            text.Append(language).Append("\n\n").Append(Body(cell.Source, language)).Append("\n\n");
        }

        var meta = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = document.Language,
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = document.Language }),
            },
        };
        if (tags.Count > 0)
            meta["tags"] = tags;
        return $"{Meta}\n\n{meta.ToJsonString(NotebookJson.Compact)}\n\n{text.ToString().TrimEnd('\n')}\n";
    }

    /// <summary>Reads .dib text; the name is used in messages.</summary>
    /// <param name="text">The text of a .dib file.</param>
    /// <param name="name">What errors and the notebook itself are called.</param>
    /// <returns>The notebook, without outputs.</returns>
    /// <exception cref="NotebookFormatException">The metadata block is not JSON.</exception>
    public static NotebookDocument Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = PrintableText.Name(name);
        var document = new NotebookDocument(name);
        JsonObject? tags = null;
        foreach (var (mark, source) in Blocks(text))
        {
            if (mark == Meta)
            {
                tags = ReadMeta(source, name)["tags"] as JsonObject;
                continue;
            }

            if (mark == CellLanguages.CSharp && source.Length == 0 && document.Cells.Count == 0)
                continue;
            NotebookCell cell = mark switch
            {
                Raw => new NotebookCell(CellKind.Raw, source, CellLanguages.Markdown),
                CellLanguages.Markdown => new NotebookCell(CellKind.Markdown, source, CellLanguages.Markdown),
                _ => new NotebookCell(CellKind.Code, source, mark),
            };
            string key = document.Cells.Count.ToString(CultureInfo.InvariantCulture);
            foreach (JsonNode? tag in tags?[key] as JsonArray ?? [])
                cell.AddTag(NotebookJson.Text(tag) ?? throw new NotebookFormatException(
                    $"notebook '{name}': a tag under {Meta} was no text; expected names in double quotes."));
            document.Cells.Add(cell);
        }

        return document;
    }

    /// <summary>A first line that only repeats the language would be read as an empty cell before this one.</summary>
    private static string Body(string source, string language)
    {
        string text = source.TrimEnd('\n');
        return text.StartsWith(language + "\n", StringComparison.Ordinal) ? text[(language.Length + 1)..] : text;
    }

    private static IEnumerable<(string Mark, string Source)> Blocks(string text)
    {
        string mark = CellLanguages.CSharp;
        var lines = new List<string>();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Mark(line) is not { } next)
            {
                lines.Add(line);
                continue;
            }

            yield return (mark, string.Join("\n", lines).Trim('\n'));
            lines.Clear();
            mark = next;
        }

        yield return (mark, string.Join("\n", lines).Trim('\n'));
    }

    private static string? Mark(string line)
    {
        string word = line.Trim();
        if (word is Meta or Raw)
            return word;
        return word.StartsWith("#!", StringComparison.Ordinal) && !word.Contains(' ', StringComparison.Ordinal)
            && word != "#!value" ? CellLanguages.Find(word[2..]) : null;
    }

    private static JsonObject ReadMeta(string source, string name)
    {
        try
        {
            return JsonNode.Parse(source, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new NotebookFormatException($"notebook '{name}': the block under {Meta} is not JSON "
                + $"({PrintableText.Name(error.Message)}).", error);
        }
    }
}
