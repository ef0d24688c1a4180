using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>Displaying by way of the running cell.</summary>
public static class KernelInvocationContextExtensions
{
    /// <summary>Shows a value now; the result can be updated in place.</summary>
    public static DisplayedValue Display(this KernelInvocationContext context, object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(context);
        return DisplayedValues.Show(context.Cell, value, mimeTypes);
    }
}
