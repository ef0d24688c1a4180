using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Turns a row's time and numbers into a bar of a contract: zone and edge applied, prices in ticks, the row checked by itself
/// and against the level before it. Text and column files share it.
/// </summary>
internal sealed class BarRowChecker
{
    private const double RoundingNoise = 0.01;
    private readonly BarLayout _layout;
    private readonly FindingsLog _log;
    private readonly BarInterval _interval;
    private readonly ZoneClock _zone;
    private readonly double _ticksPerUnit;
    private readonly int _edgeSeconds;
    private readonly bool _isAggregated;
    private bool? _hasOffsets;
    private bool _isOffTick;

    /// <param name="layout">What the numbers mean.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar that comes out lasts.</param>
    /// <param name="log">Where rows left out and mended are listed.</param>
    /// <param name="isAggregated">Rows are parts of bars: trades, or bars of seconds.</param>
    public BarRowChecker(BarLayout layout, Instrument instrument, BarInterval interval, FindingsLog log, bool isAggregated)
    {
        _layout = layout;
        _log = log;
        _interval = interval;
        _zone = new ZoneClock(layout.Zone);
        _ticksPerUnit = layout.PriceScale / (double)instrument.TickSize;
        _isAggregated = isAggregated || layout.IsTicks;
        _edgeSeconds = layout.Edge != BarEdge.End || layout.IsTicks ? 0 : isAggregated ? 1 : (int)interval;
    }

    /// <summary>The text of the row at hand, where the caller has none ready (column files).</summary>
    public Func<byte[]>? Describe { get; set; }

    /// <summary>Rows that did not start on a whole minute, and the first of them.</summary>
    public (long Count, long FirstLine) OffMinute { get; private set; }

    /// <summary>What most of the first rows have: a row that differs is listed.</summary>
    public void ExpectOffsets(bool hasOffsets) => _hasOffsets = hasOffsets;

    /// <summary>The instant at which the row's bar starts.</summary>
    public bool TryInstant(ReadOnlySpan<byte> line, long number, ParsedTime time, ContractRows contract, out long utcSeconds)
    {
        utcSeconds = time.Seconds;
        if (_hasOffsets is { } expected && expected != time.IsUtc) return LeaveOut(BarRule.MixedOffsets, number, line);
        _hasOffsets = time.IsUtc;
        if (!time.IsUtc)
        {
            int count = _zone.TryUtcOf(time.Seconds, out utcSeconds, out long later);
            if (count == 0) return LeaveOut(BarRule.NonexistentTime, number, line);
            if (count == 2)
            {
                if (contract.IsDescending ? later - _edgeSeconds < contract.LastUtc
                    : utcSeconds - _edgeSeconds <= contract.LastUtc) utcSeconds = later;
                _log.Keep(BarRule.AmbiguousTime, number, Text(line));
            }
        }
        utcSeconds -= _edgeSeconds;
        if (_interval != BarInterval.Minute || _isAggregated || utcSeconds % 60 == 0) return true;
        OffMinute = (OffMinute.Count + 1, OffMinute.Count == 0 ? number : OffMinute.FirstLine);
        return LeaveOut(BarRule.OffMinute, number, line);
    }

    /// <summary>A price in ticks; false where it is out of range.</summary>
    public bool TryTicks(double price, out int ticks)
    {
        double exact = price * _ticksPerUnit;
        ticks = 0;
        if (!(Math.Abs(exact) < 1e9)) return false;
        ticks = (int)(exact + (exact >= 0 ? 0.5 : -0.5));
        _isOffTick |= Math.Abs(exact - ticks) > RoundingNoise;
        return true;
    }

    /// <summary>A new row begins.</summary>
    public void Begin() => _isOffTick = false;

    /// <summary>Checks a row and adds it to its contract.</summary>
    public void Add(ReadOnlySpan<byte> line, long number, ref RawRow row, ContractRows contract)
    {
        if (!IsSound(line, number, ref row, contract)) return;
        if (_isOffTick)
        {
            _log.Mend(BarRule.OffTick, number, Raw(line, BarRule.OffTick, number));
            contract.OffTickRows++;
        }
        if (_isAggregated)
            contract.AddPart(row, (int)_interval, _layout.IsTicks, number, _log, line.IsEmpty && Describe is not null
                ? Describe() : line);
        else
            contract.Add(row, number, _log, line.IsEmpty && Describe is not null && row.UtcSeconds <= contract.LastUtc
                ? Describe() : line);
    }

    /// <summary>The row by itself: prices above 0, high and low around
    /// open and close, volume not negative, level near the last.</summary>
    private bool IsSound(ReadOnlySpan<byte> line, long number, ref RawRow row, ContractRows contract)
    {
        if ((row.Open <= 0 || row.High <= 0 || row.Low <= 0 || row.Close <= 0) && !_layout.IsBackAdjusted)
            return LeaveOut(BarRule.NonPositivePrice, number, line);
        if (row.High < row.Low)
        {
            if (!MayMend(BarRule.HighBelowLow, number, line)) return false;
            (row.High, row.Low) = (row.Low, row.High);
        }
        if (row.Open > row.High || row.Close > row.High || row.Open < row.Low || row.Close < row.Low)
        {
            if (!MayMend(BarRule.OpenOrCloseOutsideRange, number, line)) return false;
            row.High = Math.Max(row.High, Math.Max(row.Open, row.Close));
            row.Low = Math.Min(row.Low, Math.Min(row.Open, row.Close));
        }
        if (row.Volume < 0)
        {
            if (!MayMend(BarRule.NegativeVolume, number, line)) return false;
            row.Volume = 0;
        }
        if (_layout.IsBackAdjusted) return true;
        if (contract.Level > 0 && (row.Low < contract.Level / 5 || row.High / 5 > contract.Level)
            && !TryRescale(line, number, ref row, contract)) return false;
        contract.Level = row.Close;
        return true;
    }

    /// <summary>A price far from the last one: in repair mode a power of ten that brings it back is applied to the row.</summary>
    private bool TryRescale(ReadOnlySpan<byte> line, long number, ref RawRow row, ContractRows contract)
    {
        foreach (double factor in (ReadOnlySpan<double>)[10, 100, 1000, 0.1, 0.01, 0.001])
        {
            double close = row.Close * factor;
            if (close < contract.Level * 0.8 || close > contract.Level * 1.25 || row.Low * factor < contract.Level * 0.5
                || row.High * factor > contract.Level * 2.0) continue;
            if (!MayMend(BarRule.PriceOffByFactor, number, line)) return false;
            row.Open = (int)Math.Round(row.Open * factor);
            row.High = (int)Math.Round(row.High * factor);
            row.Low = (int)Math.Round(row.Low * factor);
            row.Close = (int)Math.Round(close);
            return true;
        }
        return LeaveOut(BarRule.PriceOffByFactor, number, line);
    }

    private bool MayMend(BarRule rule, long number, ReadOnlySpan<byte> line)
    {
        if (!_log.MayRepair) return LeaveOut(rule, number, line);
        _log.Mend(rule, number, Raw(line, rule, number));
        return true;
    }

    /// <summary>Lists a row that does not become a bar.</summary>
    /// <returns>Always false.</returns>
    public bool LeaveOut(BarRule rule, long number, ReadOnlySpan<byte> line)
    {
        _log.LeaveOut(rule, number, Raw(line, rule, number));
        return false;
    }

    private ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> line, BarRule rule, long number) =>
        line.IsEmpty && Describe is not null && (_log.Mode == CheckMode.Strict || _log.WantsText(rule, number))
            ? Describe() : line;

    private string Text(ReadOnlySpan<byte> line) => FindingsLog.Words(line.IsEmpty && Describe is not null ? Describe() : line);
}
