using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Features;

/// <summary>The outcome of <see cref="FeatureSet.ProveCausal"/>.</summary>
/// <param name="SetName">The feature set.</param>
/// <param name="BarCount">Bars of the series it was tried on.</param>
/// <param name="CutBars">The bars after which the future was taken away or changed.</param>
/// <param name="Violations">The features that looked ahead, at most one entry each.</param>
public sealed record CausalityProof(string SetName, int BarCount, IReadOnlyList<int> CutBars, IReadOnlyList<LookAhead> Violations)
{
    /// <summary>No feature looked ahead.</summary>
    public bool IsCausal => Violations.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => IsCausal
        ? $"{SetName}: no feature looked ahead on {BarCount} bars, tried at {CutBars.Count} bars by cutting the future off and "
            + $"by changing it."
        : $"{SetName}: " + string.Join(
            "; ", Violations.Select(
                v => $"'{v.Feature}' looked ahead: its value at bar {v.Bar} changed when bars after {v.ChangedAfterBar} were "
                    + $"{v.How}"))
            + ". A feature at bar t may use bars 0 to t only.";

    internal static CausalityProof Of(FeatureSet set, BarSeries bars, int cuts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bars.Count, 2, nameof(bars));
        ArgumentOutOfRangeException.ThrowIfLessThan(cuts, 1);
        FeatureTable whole = set.Compute(bars);
        var violations = new Dictionary<string, LookAhead>();
        var tried = new List<int>();
        for (int cut = 0; cut < cuts; cut++)
        {
            int last = (int)((cut + 1L) * (bars.Count - 1) / (cuts + 1));
            if (tried.Contains(last)) continue;
            tried.Add(last);
            Compare(set, whole, set.Compute(CutOff(bars, last)), last, "cut off", violations);
            Compare(set, whole, set.Compute(Changed(bars, last)), last, "changed", violations);
        }
        return new CausalityProof(set.Name, bars.Count, tried, [.. violations.Values]);
    }

    private static void Compare(
        FeatureSet set, FeatureTable whole, FeatureTable other, int last, string how, Dictionary<string, LookAhead> violations)
    {
        for (int bar = 0; bar <= last; bar++)
        {
            ReadOnlySpan<float> expected = whole.Row(bar), found = other.Row(bar);
            if (expected.SequenceEqual(found)) continue;
            for (int feature = 0; feature < set.Features.Count; feature++)
            {
                string name = set.Features[feature].Name;
                if (!expected[feature].Equals(found[feature])
                    && (!violations.TryGetValue(name, out LookAhead known) || bar < known.Bar))
                    violations[name] = new LookAhead(name, bar, last, how);
            }
        }
    }

    private static BarSeries CutOff(BarSeries bars, int last)
    {
        int end = last + 1;
        var columns = new BarColumns(
            bars.UtcSeconds[..end].ToArray(), bars.EasternSeconds[..end].ToArray(), bars.OpenTicks[..end].ToArray(),
            bars.HighTicks[..end].ToArray(), bars.LowTicks[..end].ToArray(), bars.CloseTicks[..end].ToArray(),
            bars.Volumes[..end].ToArray());
        IEnumerable<TradingDay> days =
            bars.Days.Where(day => day.FirstBar < end).Select(day => day with { EndBar = Math.Min(day.EndBar, end) });
        return new BarSeries(bars.Instrument, bars.Interval, bars.Origin, bars.IsSynthetic, columns, days);
    }

    private static BarSeries Changed(BarSeries bars, int last)
    {
        int[] open = bars.OpenTicks.ToArray(), high = bars.HighTicks.ToArray(), low = bars.LowTicks.ToArray(),
            close = bars.CloseTicks.ToArray();
        long[] volumes = bars.Volumes.ToArray();
        Rng random = Rng.Stream((ulong)last, "changed future");
        for (int bar = last + 1; bar < bars.Count; bar++)
        {
            int shift = random.NextInt32(401) - 200, reach = 1 + random.NextInt32(40);
            open[bar] = Math.Max(1, open[bar] + shift);
            close[bar] = Math.Max(1, close[bar] - shift);
            high[bar] = Math.Max(open[bar], close[bar]) + reach;
            low[bar] = Math.Max(1, Math.Min(open[bar], close[bar]) - reach);
            volumes[bar] = volumes[bar] * 3 + reach;
        }
        var columns = new BarColumns(bars.UtcSeconds.ToArray(), bars.EasternSeconds.ToArray(), open, high, low, close, volumes);
        return new BarSeries(bars.Instrument, bars.Interval, bars.Origin, bars.IsSynthetic, columns, bars.Days);
    }
}
