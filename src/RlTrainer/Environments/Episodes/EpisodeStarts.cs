using RlTrainer.Numerics;

namespace RlTrainer.Environments;

/// <summary>Which bars episodes start at, and which have been seen.</summary>
internal sealed class EpisodeStarts
{
    private readonly int[] _valid;
    private readonly int[]? _listed;
    private readonly ulong[] _startsSeen, _barsSeen;
    private readonly int _tradableBars;

    public EpisodeStarts(MarketTape tape, EnvironmentConfig config, int warmUpBars, EpisodeSchedule schedule)
    {
        _valid = Valid(tape, config, warmUpBars);
        if (_valid.Length == 0)
            throw new ArgumentException(
                $"No bar of {tape.Bars.Origin} is a valid episode start: an episode needs "
                + $"{Math.Max(warmUpBars, config.WindowBars)} bars before it and "
                + $"{config.MinimumBarsBeforeFlat} after it in its trading day, within the entry window {config.EntryWindow}. "
                + $"Pass more bars, or set EntryWindow to Full.");
        _listed = schedule.StartBars?.ToArray();
        foreach (int start in _listed ?? [])
            if (Array.BinarySearch(_valid, start) < 0)
                throw new ArgumentException(
                    $"The listed episode start {start} is not a valid start of {tape.Bars.Origin}; choose from "
                    + $"TradingEnvironments.ValidStarts.");
        _startsSeen = new ulong[(tape.Bars.Count + 63) / 64];
        _barsSeen = new ulong[(tape.Bars.Count + 63) / 64];
        foreach (IGrouping<int, int> day in _valid.GroupBy(start => tape.LastBar[start]))
            _tradableBars += day.Key - day.First();
    }

    /// <summary>Which bars may start an episode, ascending.</summary>
    public static int[] Valid(MarketTape tape, EnvironmentConfig config, int warmUpBars)
    {
        var valid = new List<int>();
        int earliest = Math.Max(warmUpBars, config.WindowBars);
        const BarFlags both = BarFlags.MayDecideEntry | BarFlags.MayFillEntry;
        for (int bar = earliest; bar < tape.Bars.Count; bar++)
            if ((tape.Flags[bar] & both) == both && tape.LastBar[bar] - bar >= config.MinimumBarsBeforeFlat)
                valid.Add(bar);
        return [.. valid];
    }

    /// <summary>The start of an environment's next episode.</summary>
    /// <param name="stream">The environment's own stream; drawn from only when starts are random.</param>
    /// <param name="listPosition">Which entry of a fixed list comes next.</param>
    public int Next(ref Rng stream, int listPosition)
    {
        int start = _listed is null ? _valid[stream.NextInt32(_valid.Length)] : _listed[listPosition % _listed.Length];
        _startsSeen[start >> 6] |= 1UL << (start & 63);
        return start;
    }

    /// <summary>A bar was processed.</summary>
    public void Saw(int bar) => _barsSeen[bar >> 6] |= 1UL << (bar & 63);

    /// <summary>How much of the market the episodes have seen.</summary>
    public Coverage Coverage => new(Count(_startsSeen), _valid.Length, Count(_barsSeen), _tradableBars);

    /// <summary>Bit sets of starts and bars, for saving and restoring.</summary>
    public (ulong[] Starts, ulong[] Bars) Seen => (_startsSeen, _barsSeen);

    private static int Count(ulong[] bits)
    {
        int count = 0;
        foreach (ulong word in bits) count += System.Numerics.BitOperations.PopCount(word);
        return count;
    }
}
