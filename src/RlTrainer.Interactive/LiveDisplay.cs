using Microsoft.DotNet.Interactive.Formatting;

namespace RlTrainer.Interactive;

/// <summary>
/// A display that changes in its place on every engine. What the package's own <c>display</c> returns is not what it has shown:
/// each has a name of its own, and on .NET Interactive an update of the one never reaches the other.
/// </summary>
public static class LiveDisplay
{
    /// <summary>Shows a value in the running cell.</summary>
    /// <param name="value">Anything, in its usual forms.</param>
    /// <returns>What was shown: its Update replaces it.</returns>
    public static DisplayedValue Show(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        DisplayedValue? shown = null;                          // the listener below hears of it before Display returns
        // Other threads may show something at this moment.
        using (Formatter.SubscribeToDisplayedValues(each =>
            {
                if (ReferenceEquals(each.Value, value)) shown = each;
            }))
            value.Display();
        return shown!;
    }
}
