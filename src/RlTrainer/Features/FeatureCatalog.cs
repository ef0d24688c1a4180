using System.Globalization;
using RlTrainer.Values;

namespace RlTrainer.Features;

/// <summary>The library's features by name: those of its sets, and the families that take a number of bars.</summary>
internal static class FeatureCatalog
{
    private const string Return = "return_", Ema = "ema_";
    private const int MostBars = 10_000;

    private static readonly Lazy<ILookup<string, Feature>> Known =
        new(() => FeatureSet.All.SelectMany(set => set.Features).ToLookup(feature => feature.Name));

    /// <summary>The feature of a name, "rsi" or "return_120"; null where the library has none.</summary>
    public static Feature? Find(string name) =>
        Known.Value[name].FirstOrDefault()
        ?? (Bars(name, Return, 1) is { } horizon ? Returns.Over(horizon) : Bars(name, Ema, 2) is { } length
            ? EmaRatios.Over(length) : null);

    /// <summary>True for a feature of the library's; the raw set has others of the same names as the base set.</summary>
    public static bool Holds(Feature feature) => Known.Value[feature.Name].Any(feature.HasCodeOf)
        || (Find(feature.Name) is { } known && known.HasCodeOf(feature));

    /// <summary>The library's feature of a stored mark; null where it has none.</summary>
    public static Feature? Find(DefinitionMark mark) =>
        Known.Value[mark.Name].FirstOrDefault(feature => feature.Version == mark.Version && feature.Hash() == mark.Hash);

    private static int? Bars(string name, string family, int least) =>
        name.StartsWith(family, StringComparison.Ordinal)
            && int.TryParse(name[family.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int bars)
        && bars >= least && bars <= MostBars && name == string.Create(CultureInfo.InvariantCulture, $"{family}{bars}")
            ? bars : null;
}
