using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>What cells call by name alone: display and the ways to show
/// HTML, CSS and JavaScript. Named as in .NET Interactive.</summary>
public static class Kernel
{
#pragma warning disable IDE1006, CA1708 // The name notebooks of .NET Interactive use.
    /// <summary>Shows a value now; the result can be updated in place.</summary>
    /// <param name="value">Anything; its type's registered formatters decide how it looks.</param>
    /// <param name="mimeTypes">The forms wanted; none means the type's usual ones.</param>
    /// <returns>A handle whose Update shows another value in the same place.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) =>
        DisplayedValues.Show(CellContext.Required(), value, mimeTypes);
#pragma warning restore IDE1006, CA1708

    /// <summary>Text that is shown as HTML when displayed or returned.</summary>
    /// <param name="content">Markup; it is not escaped.</param>
    /// <returns>The content, marked as HTML.</returns>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Runs JavaScript in the viewer.</summary>
    /// <param name="scriptContent">The script's text without its tags.</param>
    public static void Javascript(string scriptContent) => CellContext.Required().Display(MimeBundle.Of(
        MimeBundle.Html, $"<script type=\"text/javascript\">\n{scriptContent}\n</script>", "[JavaScript]"));

    /// <summary>Adds a style sheet to the viewer's page.</summary>
    /// <param name="content">Rules of a style sheet without their tags.</param>
    public static void CSS(string content) => CellContext.Required().Display(MimeBundle.Of(
        MimeBundle.Html, $"<style>\n{content}\n</style>", "[CSS]"));

    /// <summary>Asks the reader for a line of text.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="typeHint">"password" hides what is typed; every other word is a plain line.</param>
    /// <returns>The line.</returns>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => Ask(prompt, typeHint == "password");

    /// <summary>Asks the reader for a line of text that is not shown while it is typed.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <returns>The line, which prints as stars.</returns>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        new(await Ask(prompt, isPassword: true).ConfigureAwait(false));

    private static Task<string> Ask(string prompt, bool isPassword) =>
        Task.FromResult(CellContext.Required().Outputs.ReadLine(prompt, isPassword));
}
