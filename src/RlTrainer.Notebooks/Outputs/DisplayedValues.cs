using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>
/// Sends what code displays to the cell that displays it. <c>value.Display()</c> and <c>DisplayedValue.Update</c> belong to
/// Microsoft.DotNet.Interactive.Formatting, which says by an event what is to be shown or replaced.
/// </summary>
internal static class DisplayedValues
{
    private static readonly ConditionalWeakTable<DisplayedValue, Place> Places = [];
    private static readonly Lazy<IDisposable> Subscription = new(() => Formatter.SubscribeToDisplayedValues(Take));

    /// <summary>Listens from now on; further calls do nothing.</summary>
    public static void Install() => _ = Subscription.Value;

    /// <summary>Shows a value in a cell; the result replaces it there by its Update, also when the cell has ended.</summary>
    /// <param name="cell">The cell whose outputs it joins.</param>
    /// <param name="value">Anything.</param>
    /// <param name="mimeTypes">The forms wanted; empty means the value's usual ones.</param>
    /// <returns>What .NET Interactive calls a displayed value.</returns>
    public static DisplayedValue Show(CellContext cell, object? value, string[] mimeTypes)
    {
        MimeBundle bundle = Bundles.Of(value, mimeTypes);
        FormattedValue[] forms = [.. bundle.Forms.Select(form => new FormattedValue(form.Key, bundle.Text(form.Key)!))];
        var shown = new DisplayedValue(value, forms);
        Places.Add(shown, new Place(cell.Outputs, mimeTypes));
        cell.Outputs.Write(new DisplayOutput(bundle, shown.DisplayId));
        return shown;
    }

    private static void Take(DisplayedValue shown)
    {
        if (Places.TryGetValue(shown, out Place? place))
        {
            if (shown.IsUpdated)
                place.Outputs.Update(shown.DisplayId, Bundles.Of(shown.Value, place.MimeTypes));
            return;
        }

        CellContext cell = CellContext.Required();
        string[] mimeTypes = Asked(shown);
        Places.Add(shown, new Place(cell.Outputs, mimeTypes));
        cell.Outputs.Write(new DisplayOutput(BundleOf(shown, mimeTypes), shown.DisplayId));
    }

    /// <summary>The forms the caller asked for; none where they are the value's usual ones.</summary>
    private static string[] Asked(DisplayedValue shown)
    {
        string[] forms = [.. shown.FormattedValues.Select(form => form.MimeType)];
        return forms.SequenceEqual(Formatter.GetPreferredMimeTypesFor(shown.Value?.GetType() ?? typeof(object))) ? [] : forms;
    }

    /// <summary>Text that is to be shown as it stands, by DisplayAs, is not formatted again.</summary>
    private static MimeBundle BundleOf(DisplayedValue shown, string[] mimeTypes) =>
        shown is { Value: string text, FormattedValues: [{ } only] } && only.Value == text
            ? MimeBundle.Of(only.MimeType, text, text)
            : Bundles.Of(shown.Value, mimeTypes);

    private sealed record Place(ICellOutputs Outputs, string[] MimeTypes);
}
