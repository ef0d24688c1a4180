using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Turns any value into a bundle, through the formatters
/// registered with Microsoft.DotNet.Interactive.Formatting.</summary>
public static class Bundles
{
    /// <summary>The forms the value's type prefers, or the asked ones, plus text/plain; a form that has nothing to say is
    /// left out.</summary>
    /// <param name="value">What is shown; null shows as the word null, a ready bundle is returned as it is.</param>
    /// <param name="mimeTypes">The forms asked for; none means those the type prefers.</param>
    /// <returns>The bundle; it always holds text/plain.</returns>
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
        if (value is null || (mimeTypes.Length == 0 && IsScalar(type) && !HasFormatter(type)))
            asked = [MimeBundle.Plain];
        if (!asked.Contains(MimeBundle.Plain))
            asked.Add(MimeBundle.Plain);
        var forms = new List<KeyValuePair<string, JsonNode>>();
        bool isOwn = HasFormatter(type);
        foreach (string mime in asked)
            if (Form(value!, mime, isOwn) is { } form)
                forms.Add(KeyValuePair.Create(mime, form));
        return new MimeBundle(forms);
    }

    /// <summary>One number or one text needs no page of its own: as HTML each would carry the style sheet again.</summary>
    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string)
        || type == typeof(decimal);

    /// <summary>
    /// What a value looks like in one form. A formatter made for its type may fail, and that is the cell's error; a value
    /// whose own ToString
    /// fails is shown as that exception, in its place.
    /// </summary>
    private static string Text(object value, string mime, bool isOwn)
    {
        try
        {
            return value.ToDisplayString(mime);
        }
        catch (Exception error) when (
            !isOwn && error is not (OperationCanceledException or ThreadInterruptedException) && !MimeBundle.IsJson(mime))
        {
            Exception cause = error is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : error;
            string text = $"{TypeNames.CSharp(value.GetType())} could not be shown: {cause.GetType()}: {cause.Message}";
            return mime == MimeBundle.Html ? $"<pre>{System.Net.WebUtility.HtmlEncode(text)}</pre>" : text;
        }
    }

    private static bool HasFormatter(Type type) =>
        Formatter.RegisteredFormatters(false).Any(known => known.Type != typeof(object) && known.Type.IsAssignableFrom(type));

    private static JsonNode? Form(object value, string mime, bool isOwn)
    {
        string text = Text(value, mime, isOwn);
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
                $"The formatter of {value.GetType()} for {mime} gave text that is not JSON ({error.Message}); it must give one "
                + $"JSON value.", error);
        }
    }
}
