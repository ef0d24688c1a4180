using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Documents;

/// <summary>One thing to show in several forms, richest first; a
/// viewer picks the best it knows. Always holds text/plain.</summary>
public sealed class MimeBundle
{
    /// <summary>Plain text, the form every viewer shows.</summary>
    public const string Plain = "text/plain";

    /// <summary>An HTML fragment.</summary>
    public const string Html = "text/html";

    /// <summary>A picture as SVG text.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>A plotly figure as JSON.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Markdown text.</summary>
    public const string Markdown = "text/markdown";

    private readonly List<KeyValuePair<string, JsonNode>> _forms = [];

    /// <summary>Takes the forms in order; a missing text/plain is added, naming the richest form.</summary>
    /// <param name="forms">MIME types with their data, the richest first; of two with one type the later
    /// counts.</param>
    public MimeBundle(IEnumerable<KeyValuePair<string, JsonNode>> forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        foreach (var (mime, data) in forms)
        {
            _forms.RemoveAll(form => form.Key == mime);
            _forms.Add(new(mime, data));
        }

        if (!Has(Plain))
            _forms.Add(new(Plain, JsonValue.Create(_forms.Count == 0 ? string.Empty : $"[{_forms[0].Key}]")));
    }

    /// <summary>The forms, richest first.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode>> Forms => _forms;

    /// <summary>A bundle of one text form, with the plain text beside it.</summary>
    /// <param name="mime">The form's MIME type, e.g. "text/html".</param>
    /// <param name="text">The form's text.</param>
    /// <param name="plain">What a viewer shows that does not know the form.</param>
    /// <returns>The bundle of the two forms.</returns>
    public static MimeBundle Of(string mime, string text, string plain) =>
        new([new(mime, JsonValue.Create(text)), new(Plain, JsonValue.Create(plain))]);

    /// <summary>A bundle of plain text only.</summary>
    /// <param name="text">The text/plain form.</param>
    /// <returns>The bundle of that one form.</returns>
    public static MimeBundle OfPlain(string text) => new([new(Plain, JsonValue.Create(text))]);

    /// <summary>Whether the bundle holds this form.</summary>
    /// <param name="mime">A MIME type, written as in the bundle.</param>
    /// <returns>True when there is data of this type.</returns>
    public bool Has(string mime) => _forms.Exists(form => form.Key == mime);

    /// <summary>The text of one form, or null when the bundle lacks it; JSON forms come back as their JSON text.</summary>
    /// <param name="mime">A MIME type, written as in the bundle.</param>
    /// <returns>The text, or null where the bundle has no such form.</returns>
    public string? Text(string mime)
    {
        foreach (var (key, data) in _forms)
        {
            if (key == mime)
                return data is JsonValue value && value.TryGetValue(out string? text) ? text
                    : data.ToJsonString(NotebookJson.Compact);
        }

        return null;
    }

    /// <summary>Whether data of this type is stored as JSON rather than as text.</summary>
    /// <param name="mime">A MIME type.</param>
    /// <returns>True for application/json and for every type that ends in +json.</returns>
    public static bool IsJson(string mime)
    {
        ArgumentNullException.ThrowIfNull(mime);
        return mime == "application/json" || mime.EndsWith("+json", StringComparison.Ordinal);
    }
}
