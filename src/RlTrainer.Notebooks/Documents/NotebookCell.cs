using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Documents;

/// <summary>One cell of a notebook: its source, its language, what it is tagged and what it put out.</summary>
public sealed class NotebookCell
{
    /// <summary>Creates a cell; the source is kept as it is.</summary>
    /// <param name="kind">Code, prose or raw text.</param>
    /// <param name="source">The cell's text, lines ended by line feeds.</param>
    /// <param name="language">One of <see cref="CellLanguages"/>; the language a code cell begins in.</param>
    public NotebookCell(CellKind kind, string source, string language = CellLanguages.CSharp)
    {
        Kind = kind;
        Source = source;
        Language = language;
    }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; }

    /// <summary>The text of the cell.</summary>
    public string Source { get; set; }

    /// <summary>The language of a code cell, one of <see cref="CellLanguages"/>.</summary>
    public string Language { get; set; }

    /// <summary>The cell's identifier in the file, or null when it has none.</summary>
    public string? Id { get; set; }

    /// <summary>Everything else the file says about the cell, preserved.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Keys of the cell itself that this program does not know (attachments), preserved.</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>What the cell put out when it was last run.</summary>
    public IList<CellOutput> Outputs { get; } = [];

    /// <summary>The number of the execution, or null when the cell was not run.</summary>
    public int? ExecutionCount { get; set; }

    /// <summary>The cell's tags (parameters, injected-parameters, raises-exception).</summary>
    public IReadOnlyList<string> Tags =>
        Metadata["tags"] is JsonArray tags
            ? [.. tags.OfType<JsonValue>().Where(tag => tag.TryGetValue<string>(out _))
                .Select(tag => tag.GetValue<string>())] : [];

    /// <summary>Adds a tag unless the cell has it.</summary>
    /// <param name="tag">A word of the cell's metadata, e.g. "parameters".</param>
    public void AddTag(string tag)
    {
        if (Tags.Contains(tag))
            return;
        if (Metadata["tags"] is not JsonArray tags)
            Metadata["tags"] = tags = [];
        tags.Add(JsonValue.Create(tag));
    }
}
