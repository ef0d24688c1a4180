using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Turns any value into a bundle, through the formatters registered with Microsoft.DotNet.Interactive.Formatting.</summary>
public static class Bundles
{
    /// <summary>The forms the value's type prefers, or the asked ones, plus text/plain; a form that has nothing to say is left out.</summary>
    /// <exception cref="InvalidOperationException">A formatter for a JSON form gave text that is not JSON.</exception>
    public static MimeBundle Of(object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        if (value is MimeBundle ready)
            return ready;
        Type type = value?.GetType() ?? typeof(object);
        Interactive.Formatters.Prepare(type);
        List<string> asked = [.. mimeTypes.Length > 0 ? mimeTypes : Formatter.GetPreferredMimeTypesFor(type)];
        if (value is not null && mimeTypes.Length == 0 && FSharpText.Knows(type) && !HasFormatter(type))
            return MimeBundle.OfPlain(FSharpText.Of(value));
        if (value is null)
            asked = [MimeBundle.Plain];
        if (!asked.Contains(MimeBundle.Plain))
            asked.Add(MimeBundle.Plain);
        var forms = new List<KeyValuePair<string, JsonNode>>();
        foreach (string mime in asked)
            if (Form(value!, mime) is { } form)
                forms.Add(KeyValuePair.Create(mime, form));
        return new MimeBundle(forms);
    }

    private static bool HasFormatter(Type type) => Formatter.RegisteredFormatters(false).Any(known => known.Type != typeof(object) && known.Type.IsAssignableFrom(type));

    private static JsonNode? Form(object value, string mime)
    {
        string text = value.ToDisplayString(mime);
        if (!MimeBundle.IsJson(mime))
            return JsonValue.Create(text);
        if (text.Length == 0)
            return null;
        try
        {
            return JsonNode.Parse(text) ?? throw new JsonException("the text was null");
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException(
                $"The formatter of {value.GetType()} for {mime} gave text that is not JSON ({error.Message}); it must give one JSON value.", error);
        }
    }
}
