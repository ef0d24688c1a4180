using RlTrainer.Market;

namespace RlTrainer.Environments;

/// <summary>Which second bars lie in which minute bar.</summary>
internal sealed class SecondIndex
{
    private readonly int[] _first;

    public SecondIndex(BarSeries minutes, BarSeries seconds)
    {
        if (seconds.Interval != BarInterval.Second)
            throw new ArgumentException(
                $"The second bars of {seconds.Origin} are {seconds.Interval.ToString().ToLowerInvariant()} bars; expected "
                + $"second bars.");
        if (seconds.Instrument.Symbol != minutes.Instrument.Symbol)
            throw new ArgumentException(
                $"The second bars of {seconds.Origin} are of {seconds.Instrument}, the minute bars of {minutes.Origin} of "
                + $"{minutes.Instrument}; expected one instrument.");
        Open = seconds.OpenTicks.ToArray();
        High = seconds.HighTicks.ToArray();
        Low = seconds.LowTicks.ToArray();
        UtcSeconds = seconds.UtcSeconds.ToArray();
        _first = new int[minutes.Count];
        End = new int[minutes.Count];
        int next = 0;
        for (int bar = 0; bar < minutes.Count; bar++)
        {
            long start = minutes.UtcSeconds[bar];
            while (next < UtcSeconds.Length && UtcSeconds[next] < start) next++;
            _first[bar] = next;
            while (next < UtcSeconds.Length && UtcSeconds[next] < start + 60) next++;
            End[bar] = next;
        }
    }

    /// <summary>[minutes] first second of each minute.</summary>
    public int[] First => _first;

    /// <summary>[minutes] one past the last second of each minute; equal to First for a minute without seconds.</summary>
    public int[] End { get; }

    /// <summary>[seconds] first price.</summary>
    public int[] Open { get; }

    /// <summary>[seconds] highest price.</summary>
    public int[] High { get; }

    /// <summary>[seconds] lowest price.</summary>
    public int[] Low { get; }

    /// <summary>[seconds] start.</summary>
    public long[] UtcSeconds { get; }

    /// <summary>Puts each minute's extremes over its seconds in place
    /// of the minute's own; minutes without seconds stay.</summary>
    public void Widen(int[] open, int[] high, int[] low)
    {
        for (int bar = 0; bar < open.Length; bar++)
        {
            if (First[bar] == End[bar]) continue;
            open[bar] = Open[First[bar]];
            high[bar] = int.MinValue;
            low[bar] = int.MaxValue;
            for (int second = First[bar]; second < End[bar]; second++)
            {
                high[bar] = Math.Max(high[bar], High[second]);
                low[bar] = Math.Min(low[bar], Low[second]);
            }
        }
    }
}
