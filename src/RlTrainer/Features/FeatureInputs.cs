using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>The bars of one series and the columns that several features share, each computed once.</summary>
public sealed class FeatureInputs
{
    private readonly Dictionary<string, double[]> _shared = [];
    private int[]? _dayOfBar;

    /// <summary>Inputs over a series.</summary>
    /// <param name="bars">The series; nothing is computed before it is asked for.</param>
    public FeatureInputs(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        Bars = bars;
    }

    /// <summary>The series.</summary>
    public BarSeries Bars { get; }

    /// <summary>[bars] average true range (14, Wilder) in ticks; NaN before bar 14.</summary>
    public ReadOnlySpan<double> AtrTicks => Shared("atr", AverageTrueRange.Compute);

    /// <summary>[bars] 1 / max(ATR, 1 tick): the scale that makes price distances comparable; NaN before bar 14.</summary>
    public ReadOnlySpan<double> InverseAtr => Shared("inverse atr", inputs =>
    {
        double[] inverse = [.. inputs.Shared("atr", AverageTrueRange.Compute)];
        for (int bar = 0; bar < inverse.Length; bar++) inverse[bar] = 1.0 / Math.Max(inverse[bar], 1.0);   // NaN stays NaN
        return inverse;
    });

    /// <summary>[bars] index into <see cref="BarSeries.Days"/>.</summary>
    public ReadOnlySpan<int> DayOfBar => _dayOfBar ??= IndexDays();

    /// <summary>A column that several features use, computed at the first call and kept under its name.</summary>
    /// <param name="name">A name that stands for the computation.</param>
    /// <param name="compute">Fills a new column [bars]; entry t may use bars 0 to t only.</param>
    /// <returns>[bars] the column itself, not a copy: read it only.</returns>
    public double[] Shared(string name, Func<FeatureInputs, double[]> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        ArgumentNullException.ThrowIfNull(name);
        if (!_shared.TryGetValue(name, out double[]? column))
            _shared[name] = column = compute(this);
        return column;
    }

    /// <summary>Keeps a column that was computed beside another, so that <see cref="Shared"/> finds it.</summary>
    internal void Keep(string name, double[] column) => _shared[name] = column;

    private int[] IndexDays()
    {
        int[] dayOfBar = new int[Bars.Count];
        for (int day = 0; day < Bars.Days.Count; day++)
            dayOfBar.AsSpan(Bars.Days[day].FirstBar, Bars.Days[day].BarCount).Fill(day);
        return dayOfBar;
    }
}
