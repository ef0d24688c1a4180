using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>The features of every bar of one series: row t depends on bars 0 to t of that series only.</summary>
public sealed class FeatureTable
{
    private readonly float[] _values;
    private readonly float[] _atrTicks;

    /// <summary>Takes ownership of the values.</summary>
    /// <param name="bars">The series the table was computed from.</param>
    /// <param name="setName">The feature set's name.</param>
    /// <param name="names">One name a feature, in column order.</param>
    /// <param name="values">[bars, features], row by row.</param>
    /// <param name="atrTicks">[bars] average true range (14, Wilder) in ticks; NaN before it is known.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public FeatureTable(BarSeries bars, string setName, IReadOnlyList<string> names, float[] values, float[] atrTicks)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(setName);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(atrTicks);
        if (values.Length != bars.Count * names.Count || atrTicks.Length != bars.Count)
            throw new ArgumentException(
                $"A feature table of {bars.Count} bars and {names.Count} features had {values.Length} values and "
                + $"{atrTicks.Length} ATR values; "
                + $"expected {bars.Count * names.Count} and {bars.Count}.");
        Bars = bars;
        SetName = setName;
        Names = names;
        _values = values;
        _atrTicks = atrTicks;
    }

    /// <summary>The series the table was computed from.</summary>
    public BarSeries Bars { get; }

    /// <summary>The feature set's name.</summary>
    public string SetName { get; }

    /// <summary>One name a feature, in column order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many bars (rows).</summary>
    public int BarCount => Bars.Count;

    /// <summary>How many features (columns).</summary>
    public int FeatureCount => Names.Count;

    /// <summary>[bars, features], row by row: a window of bars is one contiguous slice.</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>[bars] average true range (14, Wilder) in ticks; NaN before it is known.</summary>
    public ReadOnlySpan<float> AtrTicks => _atrTicks;

    /// <summary>So many bars at the start of the series are never traded: their windows are not full yet; 0 by
    /// default.</summary>
    public int WarmUpBars { get; init; }

    /// <summary>The values have been through a <see cref="FeatureNormalizer"/>.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>[features] one bar's row.</summary>
    /// <param name="bar">Index of the bar, in [0, bars).</param>
    /// <returns>A view of the table's memory.</returns>
    public ReadOnlySpan<float> Row(int bar) => _values.AsSpan(bar * FeatureCount, FeatureCount);

    /// <summary>The same table with other values, e.g. normalised ones; takes ownership of them.</summary>
    /// <param name="values">[bars, features] row by row.</param>
    /// <param name="isNormalized">They have been through a normaliser.</param>
    /// <returns>The table on the same bars, names and ATR.</returns>
    public FeatureTable WithValues(float[] values, bool isNormalized)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Bars, SetName, Names, values, _atrTicks) { WarmUpBars = WarmUpBars, IsNormalized = isNormalized };
    }
}
