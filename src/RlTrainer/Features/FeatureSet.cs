using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Features;

/// <summary>
/// A named list of features in column order; two are equal when name and features are. "Base+return_120" names the base set
/// with a feature of the library's more, so that such combinations need no code; any other feature goes in as a value.
/// </summary>
public sealed class FeatureSet : IEquatable<FeatureSet>
{
    private const int TriedDays = 2, TriedCuts = 2;
    private readonly string? _fault;

    /// <summary>A set of features.</summary>
    /// <param name="name">The set's name; a table, a normaliser and a checkpoint carry it.</param>
    /// <param name="features">The features in column order.</param>
    /// <exception cref="ArgumentException">There is none, or two have one name.</exception>
    public FeatureSet(string name, IEnumerable<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(features);
        Name = name;
        Features = [.. features];
        if (Features.Count == 0) throw new ArgumentException($"The feature set '{name}' had no features; expected at least one.");
        if (Features.GroupBy(feature => feature.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"The feature set '{name}' had {twice.Count()} features named '{twice.Key}'; expected different names.");
    }

    private FeatureSet(string name, string fault) => (Name, Features, _fault) = (name, [], fault);

    /// <summary>The base set of 11, stationary: prices, MACD and momentum in ATR, ATR as a log ratio.</summary>
    public static FeatureSet Base { get; } = new("Base",
    [
        PriceFeatures.Open, PriceFeatures.High, PriceFeatures.Low, PriceFeatures.Close, RelativeStrengthIndex.Feature,
        MovingAverageConvergence.Histogram, Momentum.InAtr, AverageTrueRange.LogRatio,
        ClockFeatures.HourOfDay, ClockFeatures.MinutesFromOpen, ClockFeatures.MinutesToFlat,
    ]);

    /// <summary>The base set of 11 as price levels, as the original system had it.</summary>
    public static FeatureSet Raw { get; } = new("Raw",
    [
        PriceFeatures.OpenLevel, PriceFeatures.HighLevel, PriceFeatures.LowLevel, PriceFeatures.CloseLevel,
        RelativeStrengthIndex.Feature,
        MovingAverageConvergence.HistogramPoints, Momentum.Points, AverageTrueRange.Points,
        ClockFeatures.HourOfDay, ClockFeatures.MinutesFromOpen, ClockFeatures.MinutesToFlat,
    ]);

    /// <summary>Open, high, low and close only, in ATR.</summary>
    public static FeatureSet PricesOnly { get; } =
        new("PricesOnly", [PriceFeatures.Open, PriceFeatures.High, PriceFeatures.Low, PriceFeatures.Close]);

    /// <summary>The base set with the distance from VWAP and its slope.</summary>
    public static FeatureSet BaseAndVwap { get; } =
        new("BaseAndVwap", [.. Base.Features, SessionVwap.Distance, SessionVwap.Slope]);

    /// <summary>The base set and 28 more: trend, volatility, VWAP, session flags, returns, bands, oscillators, volume.</summary>
    public static FeatureSet Extended { get; } = new("Extended",
    [
        .. BaseAndVwap.Features, DirectionalMovement.Adx, DirectionalMovement.Plus, DirectionalMovement.Minus,
        DirectionalMovement.Trending,
        DirectionalMovement.Ranging, Volatility.AtrDeviation, Volatility.AtrRank, Volatility.BarRange, Volatility.ReturnDeviation,
        EfficiencyRatio.Feature, SessionFlags.Morning, SessionFlags.Midday, SessionFlags.Afternoon,
        Returns.Over(1), Returns.Over(5), Returns.Over(15), Returns.Over(30), Returns.Over(60),
        BollingerBands.Position, BollingerBands.BandWidth, Stochastic.K, Stochastic.D, EmaRatios.Over(9), EmaRatios.Over(21),
        EmaRatios.Over(50),
        VolumeRatio.Feature,
    ]);

    /// <summary>The sets that come with the library.</summary>
    public static IReadOnlyList<FeatureSet> All => [PricesOnly, Base, BaseAndVwap, Extended, Raw];

    /// <summary>The set's name.</summary>
    public string Name { get; }

    /// <summary>The features in column order.</summary>
    public EquatableList<Feature> Features { get; }

    /// <summary>Index of the first bar at which every feature is known, and at least 35.</summary>
    public int WarmUpBars => Math.Max(35, Features.Max(feature => feature.WarmUpBars));

    /// <summary>A set by its name, as a run.json gives it; a name that
    /// is unknown is refused when the set is used or checked.</summary>
    /// <param name="name">"Base", or "Base+return_120".</param>
    public static implicit operator FeatureSet(string name) => Named(name);

    /// <summary>The set of a name; case does not matter. "Base+return_120+ema_33" is Base with two features of the library's
    /// more.</summary>
    /// <param name="name">A set's name, and names of features behind it.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">No such set or feature: the message lists the sets.</exception>
    public static FeatureSet Parse(string name) => Named(name).Required();

    /// <summary>The set of a name; an unknown one stands for its fault until it is used.</summary>
    internal static FeatureSet Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] words = name.Split('+');
        FeatureSet? set = All.FirstOrDefault(set => string.Equals(set.Name, words[0], StringComparison.OrdinalIgnoreCase));
        Feature?[] more = [.. words.Skip(1).Select(FeatureCatalog.Find)];
        if (set is null || more.Contains(null))
            return new FeatureSet(name, Unknown(name, set is null ? null : words[1 + Array.IndexOf(more, null)]));
        return more.Length == 0 ? set : set.With(more!);
    }

    /// <summary>This set, if every feature of it can be computed.</summary>
    /// <exception cref="ArgumentException">Its name is unknown, or a
    /// feature's code was not given; the message says which.</exception>
    internal FeatureSet Required()
    {
        if (_fault is not null) throw new ArgumentException(_fault);
        return Features.FirstOrDefault(feature => feature.Missing is not null) is { } missing
            ? throw new ArgumentException(
                $"The feature {missing.Missing} of the set '{Name}' is defined in code that was not given; pass it as one of the "
                + $"parts.")
            : this;
    }

    private static string Unknown(string name, string? feature) =>
        $"The feature set was '{name}'; expected one of {string.Join(", ", All.Select(set => set.Name))}"
        + (feature is null ? "."
            : $", with features of the library's behind it; '{feature}' is none. A feature of your own goes in as a value: "
                + $"FeatureSet.Base.With(feature).");

    /// <summary>This set with more features at its end, under a name that says so.</summary>
    /// <param name="more">Features whose names the set does not have yet.</param>
    /// <returns>A new set; this one stays as it is.</returns>
    public FeatureSet With(params Feature[] more)
    {
        ArgumentNullException.ThrowIfNull(more);
        foreach (Feature feature in more) ArgumentNullException.ThrowIfNull(feature, nameof(more));
        return new($"{Name}+{string.Join('+', more.Select(feature => feature.Name))}", Features.Concat(more));
    }

    /// <summary>
    /// The features of every bar: [bars, features] raw values. A value that is not known yet is 0; a value that is
    /// missing later keeps the one before it.
    /// </summary>
    /// <param name="bars">Minute bars of one split.</param>
    /// <returns>The table, with the ATR of every bar in ticks beside it.</returns>
    public FeatureTable Compute(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        Required();
        var inputs = new FeatureInputs(bars);
        int width = Features.Count;
        float[] values = new float[bars.Count * width];
        float[] column = new float[bars.Count];
        for (int feature = 0; feature < width; feature++)
        {
            Fill(Features[feature], inputs, column);
            FillForward(column);
            for (int bar = 0, index = feature; bar < column.Length; bar++, index += width) values[index] = column[bar];
        }
        float[] atr = new float[bars.Count];
        ReadOnlySpan<double> atrTicks = inputs.AtrTicks;
        for (int bar = 0; bar < atr.Length; bar++) atr[bar] = (float)atrTicks[bar];
        string[] names = [.. Features.Select(feature => feature.Name)];
        return new FeatureTable(bars, Name, names, values, atr) { WarmUpBars = WarmUpBars };
    }

    /// <summary>One feature's column; what code from outside the library does wrong is told with the feature's name.</summary>
    private static void Fill(Feature feature, FeatureInputs inputs, float[] column)
    {
        if (feature.IsBuiltIn)
        {
            feature.Fill(inputs, column);
            return;
        }
        try
        {
            feature.Fill(inputs, column);
        }
        catch (Exception e)
        {
            throw new ArgumentException(
                $"The feature '{feature.Name}' failed on {inputs.Bars.Origin}: {e.Message.TrimEnd('.')}. Correct its code; "
                + $"at bar "
                + $"t it may use bars 0 to t only.", e);
        }
        int infinite = Array.FindIndex(column, float.IsInfinity);
        if (infinite >= 0)
            throw new ArgumentException(
                $"The feature '{feature.Name}' was infinite at bar {infinite} of {inputs.Bars.Origin}; expected a finite "
                + $"number, or "
                + $"NaN where it is not known yet. Correct its formula.");
        if (Array.TrueForAll(column, float.IsNaN))
            throw new ArgumentException(
                $"The feature '{feature.Name}' was no number at any of the {column.Length} bars of {inputs.Bars.Origin}; "
                + $"expected "
                + $"numbers, and NaN only where a value is not known yet. Correct its formula, or leave it out.");
    }

    /// <summary>Tries the features from outside the library on the first days of a series.</summary>
    /// <param name="bars">The days to learn from.</param>
    /// <exception cref="ArgumentException">One looks ahead; the message names it and the bar.</exception>
    internal void RequireCausal(BarSeries bars)
    {
        Feature[] own = [.. Features.Where(feature => !feature.IsBuiltIn)];
        if (own.Length == 0 || bars.Count < 2) return;
        var proof = CausalityProof.Of(
            new FeatureSet(Name, own), bars.SliceDays(0, Math.Min(TriedDays, bars.Days.Count)), TriedCuts);
        if (!proof.IsCausal)
            throw new ArgumentException(
                $"{proof} Correct its formula; FeatureSet.ProveCausal tries it on more bars. Nothing was started.");
    }

    /// <summary>
    /// Shows that no feature looks ahead on these bars: the series is cut off after a bar, and everything after a bar is
    /// changed at random; no row up to that bar may change in a single bit.
    /// </summary>
    /// <param name="bars">Any series.</param>
    /// <param name="cuts">How many bars to try, spread over the series.</param>
    /// <returns>Which features moved, if any, and at which bar.</returns>
    /// <exception cref="ArgumentException">The series has fewer than two bars.</exception>
    public CausalityProof ProveCausal(BarSeries bars, int cuts = 8)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return CausalityProof.Of(this, bars, cuts);
    }

    /// <summary>True when both have one name and the same features in the same order.</summary>
    /// <param name="other">Another set; null equals none.</param>
    /// <returns>True when they compute the same columns under the same name.</returns>
    public bool Equals(FeatureSet? other) =>
        other is not null && Name == other.Name && Features.Count == other.Features.Count
            && Features.Zip(other.Features).All(pair => IsSame(pair.First, pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: {Features.Count} features ({string.Join(", ", Features.Select(feature => feature.Name))})";

    private static bool IsSame(Feature first, Feature second) => first == second || (first.HasCodeOf(second) && first.IsBuiltIn);

    private static void FillForward(Span<float> column)
    {
        float known = 0f;
        for (int bar = 0; bar < column.Length; bar++)
        {
            if (float.IsFinite(column[bar])) known = column[bar];
            else column[bar] = known;
        }
    }
}
