namespace Microsoft.DotNet.Interactive;

/// <summary>Displaying by way of the running cell.</summary>
public static class KernelInvocationContextExtensions
{
    /// <summary>Shows a value now; the result can be updated in place.</summary>
    /// <param name="context">The cell that runs, as <c>KernelInvocationContext.Current</c> gives it.</param>
    /// <param name="value">Anything; its type's registered formatters decide how it looks.</param>
    /// <param name="mimeTypes">The forms wanted; none means the type's usual ones.</param>
    /// <returns>A handle whose Update shows another value in the same place.</returns>
    public static DisplayedValue Display(this KernelInvocationContext context, object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new DisplayedValue(context.Cell.Display(value, mimeTypes), context.Cell.Outputs, mimeTypes);
    }
}
