namespace RlTrainer.Market;

/// <summary>
/// Bars in time order as read-only columns, cut into trading days. Made once, checked once, shared by everything.
/// </summary>
public sealed class BarSeries
{
    private readonly long[] _utcSeconds, _easternSeconds, _volumes;
    private readonly int[] _openTicks, _highTicks, _lowTicks, _closeTicks;
    private readonly TradingDay[] _days;

    /// <summary>Takes ownership of columns that are already in strictly
    /// ascending time order; callers must not keep them.</summary>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="origin">Where the bars came from, in words: a file name, or "synthetic, seed 42".</param>
    /// <param name="isSynthetic">Made by a generator; every report then says so.</param>
    /// <param name="columns">The seven columns, all of one length.</param>
    /// <param name="days">The trading days, ascending, covering every bar exactly once.</param>
    /// <exception cref="ArgumentException">The columns differ in length, time does not ascend, or the days do not cover the
    /// bars.</exception>
    public BarSeries(Instrument instrument, BarInterval interval, string origin, bool isSynthetic, BarColumns columns,
        IEnumerable<TradingDay> days)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(days);
        Instrument = instrument;
        Interval = interval;
        Origin = origin;
        IsSynthetic = isSynthetic;
        _utcSeconds = columns.UtcSeconds;
        _easternSeconds = columns.EasternSeconds;
        _openTicks = columns.OpenTicks;
        _highTicks = columns.HighTicks;
        _lowTicks = columns.LowTicks;
        _closeTicks = columns.CloseTicks;
        _volumes = columns.Volumes;
        _days = [.. days];
        columns.ThrowIfUneven();
        ThrowIfUnordered();
        ThrowIfUncovered();
    }

    /// <summary>What the bars are of.</summary>
    public Instrument Instrument { get; }

    /// <summary>How long each bar lasts.</summary>
    public BarInterval Interval { get; }

    /// <summary>Where the bars came from, in words.</summary>
    public string Origin { get; }

    /// <summary>Made by a generator, not by a market.</summary>
    public bool IsSynthetic { get; }

    /// <summary>How many bars there are.</summary>
    public int Count => _utcSeconds.Length;

    /// <summary>True when another series holds the same bars of the same instrument, wherever they came from.</summary>
    /// <param name="other">Another series.</param>
    /// <returns>True when instrument, interval, columns and days are equal.</returns>
    public bool HasSameBarsAs(BarSeries other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other)
            || (Instrument == other.Instrument && Interval == other.Interval && _days.AsSpan().SequenceEqual(other._days)
                && _utcSeconds.AsSpan().SequenceEqual(other._utcSeconds) && _openTicks.AsSpan().SequenceEqual(other._openTicks)
                && _highTicks.AsSpan().SequenceEqual(other._highTicks) && _lowTicks.AsSpan().SequenceEqual(other._lowTicks)
                && _closeTicks.AsSpan().SequenceEqual(other._closeTicks) && _volumes.AsSpan().SequenceEqual(other._volumes));
    }

    /// <summary>[bars] start of each bar, seconds since 1970-01-01T00:00Z, strictly ascending.</summary>
    public ReadOnlySpan<long> UtcSeconds => _utcSeconds;

    /// <summary>[bars] the same instants on the New York wall clock, seconds since 1970-01-01T00:00 of that clock.</summary>
    public ReadOnlySpan<long> EasternSeconds => _easternSeconds;

    /// <summary>[bars] first price, ticks.</summary>
    public ReadOnlySpan<int> OpenTicks => _openTicks;

    /// <summary>[bars] highest price, ticks.</summary>
    public ReadOnlySpan<int> HighTicks => _highTicks;

    /// <summary>[bars] lowest price, ticks.</summary>
    public ReadOnlySpan<int> LowTicks => _lowTicks;

    /// <summary>[bars] last price, ticks.</summary>
    public ReadOnlySpan<int> CloseTicks => _closeTicks;

    /// <summary>[bars] contracts traded.</summary>
    public ReadOnlySpan<long> Volumes => _volumes;

    /// <summary>The trading days, ascending; every bar lies in exactly one.</summary>
    public IReadOnlyList<TradingDay> Days => _days;

    /// <summary>One bar.</summary>
    /// <param name="index">In [0, <see cref="Count"/>).</param>
    public Bar this[int index] => new(
        _utcSeconds[index], _easternSeconds[index], _openTicks[index], _highTicks[index], _lowTicks[index], _closeTicks[index],
        _volumes[index]);

    /// <summary>A series of some of the days, in order, as its own
    /// columns: nothing of other days can be reached from it.</summary>
    /// <param name="firstDay">Index of the first day kept.</param>
    /// <param name="endDay">Index one past the last day kept.</param>
    /// <returns>A copy of those days.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or outside the days.</exception>
    public BarSeries SliceDays(int firstDay, int endDay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endDay, _days.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstDay, endDay);
        int first = _days[firstDay].FirstBar, end = _days[endDay - 1].EndBar;
        var columns = new BarColumns(
            _utcSeconds[first..end], _easternSeconds[first..end], _openTicks[first..end], _highTicks[first..end],
            _lowTicks[first..end], _closeTicks[first..end], _volumes[first..end]);
        IEnumerable<TradingDay> days = _days[firstDay..endDay]
            .Select(day => day with { FirstBar = day.FirstBar - first, EndBar = day.EndBar - first });
        return new BarSeries(Instrument, Interval, Origin, IsSynthetic, columns, days);
    }

    /// <summary>A series of the days a condition keeps, in order, as its own columns.</summary>
    /// <param name="keep">Says of a day whether it is kept.</param>
    /// <returns>A copy of those days.</returns>
    /// <exception cref="ArgumentException">No day is kept.</exception>
    public BarSeries SelectDays(Func<TradingDay, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        TradingDay[] kept = [.. _days.Where(keep)];
        if (kept.Length == 0)
            throw new ArgumentException(
                $"None of the {_days.Length} trading days of {Origin} was kept; expected at least one.", nameof(keep));
        var days = new TradingDay[kept.Length];
        for (int day = 0, next = 0; day < kept.Length; next += kept[day].BarCount, day++)
            days[day] = kept[day] with { FirstBar = next, EndBar = next + kept[day].BarCount };
        var columns = new BarColumns(
            Gather(_utcSeconds, kept), Gather(_easternSeconds, kept), Gather(_openTicks, kept), Gather(_highTicks, kept),
            Gather(_lowTicks, kept), Gather(_closeTicks, kept), Gather(_volumes, kept));
        return new BarSeries(Instrument, Interval, Origin, IsSynthetic, columns, days);
    }

    /// <summary>The same bars with up and down exchanged: every price p becomes sum − p, so that highs are lows.</summary>
    /// <param name="sumTicks">Price and mirrored price together, ticks.</param>
    /// <returns>A series of the same times, volumes and days.</returns>
    internal BarSeries Mirrored(int sumTicks)
    {
        int[] Across(int[] prices) => [.. prices.Select(price => sumTicks - price)];
        var columns = new BarColumns(
            [.. _utcSeconds], [.. _easternSeconds], Across(_openTicks), Across(_lowTicks), Across(_highTicks), Across(
                _closeTicks), [.. _volumes]);
        return new BarSeries(Instrument, Interval, $"{Origin}, mirrored", IsSynthetic, columns, _days);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Instrument.Symbol} {Interval.ToString().ToLowerInvariant()} bars: {Count} bars in {_days.Length} trading days, "
        + $"{Origin}";

    private static T[] Gather<T>(T[] column, TradingDay[] days)
    {
        var gathered = new T[days.Sum(day => day.BarCount)];
        int next = 0;
        foreach (TradingDay day in days)
        {
            column.AsSpan(day.FirstBar, day.BarCount).CopyTo(gathered.AsSpan(next));
            next += day.BarCount;
        }
        return gathered;
    }

    private void ThrowIfUnordered()
    {
        for (int bar = 1; bar < _utcSeconds.Length; bar++)
            if (_utcSeconds[bar] <= _utcSeconds[bar - 1])
                throw new ArgumentException(
                    $"Bar {bar} of {Origin} starts at {_utcSeconds[bar]} s, not after bar {bar - 1} at {_utcSeconds[bar - 1]} s; "
                    + $"expected strictly ascending times.");
    }

    private void ThrowIfUncovered()
    {
        int next = 0;
        foreach (TradingDay day in _days)
        {
            if (day.FirstBar != next || day.EndBar <= day.FirstBar)
                throw new ArgumentException(
                    $"Trading day {day.Date} of {Origin} covers bars {day.FirstBar} to {day.EndBar}; expected it to begin at bar "
                    + $"{next} and to hold at least one bar.");
            next = day.EndBar;
        }
        if (next != Count)
            throw new ArgumentException($"The trading days of {Origin} cover {next} bars; expected all {Count}.");
    }
}
