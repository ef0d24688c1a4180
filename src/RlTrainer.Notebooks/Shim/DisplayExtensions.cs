using Microsoft.DotNet.Interactive;

namespace System;

/// <summary>Displaying a value by a call on it.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value now; the result can be updated in place.</summary>
    /// <param name="value">Anything; its type's registered formatters decide how it looks.</param>
    /// <param name="mimeTypes">The forms wanted; none means the type's usual ones.</param>
    /// <returns>A handle whose Update shows another value in the same place.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows the text as it stands, as the given kind.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">text/html, text/markdown, image/svg+xml and so on.</param>
    /// <returns>A handle whose Update shows another value in the same place.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        Kernel.display(RlTrainer.Notebooks.Documents.MimeBundle.Of(mimeType, value, value));
}
