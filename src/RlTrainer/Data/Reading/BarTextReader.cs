using System.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Reads the rows of a text file by its layout and checks each row by itself and against the row before it.</summary>
internal sealed class BarTextReader
{
    private const int MostColumns = 128;
    private const double RoundingNoise = 0.01;
    private readonly BarLayout _layout;
    private readonly FindingsLog _log;
    private readonly BarInterval _interval;
    private readonly TimestampParser _times;
    private readonly ZoneClock _zone;
    private readonly int[] _ends = new int[MostColumns];
    private readonly double _ticksPerUnit;
    private readonly RowStore _store;
    private readonly byte[] _flat = [];
    private ContractRows _contract;
    private bool? _hasOffsets;
    private bool _isOffTick;

    /// <param name="contract">The contract that all rows are of, unless the layout has a column for it; empty where it is not known.</param>
    public BarTextReader(BarLayout layout, Instrument instrument, BarInterval interval, FindingsLog log, RowStore store, string contract = "")
    {
        _store = store;
        _contract = layout.SymbolColumn < 0 ? store.Of(contract) : new ContractRows("");
        if (layout.IsJson) _flat = new byte[1024];
        _layout = layout;
        _log = log;
        _interval = interval;
        _times = new TimestampParser(layout.Time, layout.FileDate);
        _zone = new ZoneClock(layout.Zone);
        _ticksPerUnit = layout.PriceScale / (double)instrument.TickSize;
    }

    /// <summary>Rows read so far, the header not counted.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Takes from the first lines together what no single row should decide: the price level, and whether times have an offset.</summary>
    public void SeeHead(FileHead head)
    {
        var levels = new Dictionary<ContractRows, List<int>>();
        int withOffset = 0, without = 0;
        IEnumerable<string> rows = _layout.IsJsonText ? JsonRows.RowsOf(head, isText: true) : head.WholeLines.Skip(_layout.HasHeader ? 1 : 0);
        foreach (string text in rows)
        {
            ReadOnlySpan<byte> line = Encoding.Latin1.GetBytes(text);
            if (_layout.IsJson)
            {
                if (!JsonRows.TryFlatten(line, _flat, out int length)) continue;
                line = _flat.AsSpan(0, length);
            }
            if (line.IsEmpty || Split(line) <= _layout.LastColumn) continue;
            ReadOnlySpan<byte> clock = _layout.ClockColumn >= 0 ? Field(line, _layout.ClockColumn) : default;
            if (_times.TryParse(Field(line, _layout.TimeColumn), clock, out ParsedTime time)) _ = time.IsUtc ? withOffset++ : without++;
            if (!TryTicks(Field(line, _layout.CloseColumn), out int close) || close <= 0) continue;
            ContractRows contract = _layout.SymbolColumn < 0 ? _contract : _store.Of(Field(line, _layout.SymbolColumn));
            if (!levels.TryGetValue(contract, out List<int>? closes)) levels[contract] = closes = [];
            closes.Add(close);
        }
        if (withOffset + without > 0) _hasOffsets = withOffset > without;
        foreach ((ContractRows contract, List<int> closes) in levels)
        {
            closes.Sort();
            if (contract.Level == 0) contract.Level = closes[closes.Count / 2];
        }
    }

    public void Read(LineReader lines)
    {
        bool isHeader = _layout.HasHeader;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (isHeader)
            {
                isHeader = false;
                continue;
            }
            RowsRead++;
            ReadRow(line, lines.LineNumber, lines.IsCut);
        }
    }

    private void ReadRow(ReadOnlySpan<byte> line, long number, bool isCut)
    {
        if (line.IsEmpty)
        {
            _log.LeaveOut(BarRule.BlankLine, number, line);
            return;
        }
        if (_layout.IsJson && !TryFlatten(ref line, number)) return;
        int columns = isCut ? 0 : Split(line);
        if (columns <= _layout.LastColumn)
        {
            _log.LeaveOut(BarRule.UnparseableRow, number, isCut
                ? $"a line of more than {LineReader.LongestLine} bytes: {FindingsLog.Words(line)}"
                : $"found {columns} columns, expected {_layout.LastColumn + 1}: {FindingsLog.Words(line)}");
            return;
        }
        var row = default(RawRow);
        if (_layout.SymbolColumn >= 0 && !TryContract(line, number)) return;
        if (!TryTime(line, number, out row.UtcSeconds) || !TryPrices(line, number, ref row)
            || !IsSound(line, number, ref row)) return;
        if (_isOffTick) _log.Mend(BarRule.OffTick, number, line);
        _contract.Add(row, number, _log, line);
    }

    private bool TryFlatten(ref ReadOnlySpan<byte> line, long number)
    {
        if (!JsonRows.TryFlatten(line, _flat, out int length)) return LeaveOut(BarRule.UnparseableRow, number, line);
        line = _flat.AsSpan(0, length);
        return true;
    }

    /// <summary>The row's contract; a name with a dash, a colon or a blank is a calendar spread, whose prices are differences.</summary>
    private bool TryContract(ReadOnlySpan<byte> line, long number)
    {
        ReadOnlySpan<byte> name = Field(line, _layout.SymbolColumn);
        if (name.IsEmpty) return LeaveOut(BarRule.MissingValue, number, line);
        if (name.IndexOfAny("-: "u8) > 0) return LeaveOut(BarRule.CalendarSpread, number, line);
        _contract = _store.Of(name);
        return true;
    }

    private bool TryTime(ReadOnlySpan<byte> line, long number, out long utcSeconds)
    {
        ReadOnlySpan<byte> clock = _layout.ClockColumn >= 0 ? Field(line, _layout.ClockColumn) : default;
        utcSeconds = 0;
        if (!_times.TryParse(Field(line, _layout.TimeColumn), clock, out ParsedTime time))
            return LeaveOut(BarRule.UnparseableRow, number, line);
        if (_hasOffsets is { } expected && expected != time.IsUtc)
            return LeaveOut(BarRule.MixedOffsets, number, line);
        _hasOffsets = time.IsUtc;
        utcSeconds = time.Seconds;
        if (!time.IsUtc)
        {
            int count = _zone.TryUtcOf(time.Seconds, out utcSeconds, out long later);
            if (count == 0) return LeaveOut(BarRule.NonexistentTime, number, line);
            if (count == 2)
            {
                if (utcSeconds - EdgeSeconds <= _contract.LastUtc) utcSeconds = later;
                _log.Keep(BarRule.AmbiguousTime, number, FindingsLog.Words(line));
            }
        }
        utcSeconds -= EdgeSeconds;
        if (_interval == BarInterval.Minute && utcSeconds % 60 != 0) return LeaveOut(BarRule.OffMinute, number, line);
        return true;
    }

    private int EdgeSeconds => _layout.Edge == BarEdge.End ? (int)_interval : 0;

    private bool TryPrices(ReadOnlySpan<byte> line, long number, ref RawRow row)
    {
        _isOffTick = false;
        ReadOnlySpan<byte> open = Field(line, _layout.OpenColumn), high = Field(line, _layout.HighColumn);
        ReadOnlySpan<byte> low = Field(line, _layout.LowColumn), close = Field(line, _layout.CloseColumn);
        if (TryTicks(open, out row.Open) && TryTicks(high, out row.High) && TryTicks(low, out row.Low) && TryTicks(close, out row.Close)
            && TryVolume(line, number, out row.Volume)) return true;
        bool isMissing = IsMissing(open) || IsMissing(high) || IsMissing(low) || IsMissing(close)
            || (_layout.VolumeColumn >= 0 && IsMissing(Field(line, _layout.VolumeColumn)));
        return LeaveOut(isMissing ? BarRule.MissingValue : BarRule.UnparseableRow, number, line);
    }

    private bool TryTicks(ReadOnlySpan<byte> field, out int ticks)
    {
        ticks = 0;
        if (!NumberParser.TryDecimal(field, out double price)) return false;
        double exact = price * _ticksPerUnit;
        if (!(Math.Abs(exact) < 1e9)) return false;
        ticks = (int)(exact + (exact >= 0 ? 0.5 : -0.5));
        _isOffTick |= Math.Abs(exact - ticks) > RoundingNoise;
        return true;
    }

    private bool TryVolume(ReadOnlySpan<byte> line, long number, out long volume)
    {
        volume = 0;
        if (_layout.VolumeColumn < 0) return true;
        if (_layout.IsJson && Field(line, _layout.VolumeColumn) is [(byte)'-', (byte)'1', ..] unknown && NumberParser.TryDecimal(unknown, out double mark) && mark == -1)
        {
            _log.Mend(BarRule.UnknownVolume, number, line);
            return true;
        }
        if (!NumberParser.TryDecimal(Field(line, _layout.VolumeColumn), out double value) || !(Math.Abs(value) < 1e15)) return false;
        volume = (long)Math.Round(value);
        return true;
    }

    private static bool IsMissing(ReadOnlySpan<byte> field) =>
        field.IsEmpty || field.SequenceEqual("NaN"u8) || field.SequenceEqual("nan"u8) || field.SequenceEqual("null"u8)
        || field.SequenceEqual("9223372036854775807"u8);

    /// <summary>The row by itself: prices above 0, high and low around open and close, volume not negative, level near the last.</summary>
    private bool IsSound(ReadOnlySpan<byte> line, long number, ref RawRow row)
    {
        if (row.Open <= 0 || row.High <= 0 || row.Low <= 0 || row.Close <= 0) return LeaveOut(BarRule.NonPositivePrice, number, line);
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
        if (_contract.Level > 0 && (row.Low < _contract.Level / 5 || row.High / 5 > _contract.Level) && !TryRescale(line, number, ref row)) return false;
        _contract.Level = row.Close;
        return true;
    }

    /// <summary>A price far from the last one: in repair mode a power of ten that brings it back is applied to the row.</summary>
    private bool TryRescale(ReadOnlySpan<byte> line, long number, ref RawRow row)
    {
        foreach (double factor in (ReadOnlySpan<double>)[10, 100, 1000, 0.1, 0.01, 0.001])
        {
            double close = row.Close * factor;
            if (close < _contract.Level * 0.8 || close > _contract.Level * 1.25 || row.Low * factor < _contract.Level * 0.5 || row.High * factor > _contract.Level * 2.0) continue;
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
        _log.Mend(rule, number, line);
        return true;
    }

    private bool LeaveOut(BarRule rule, long number, ReadOnlySpan<byte> line)
    {
        _log.LeaveOut(rule, number, line);
        return false;
    }

    private int Split(ReadOnlySpan<byte> line)
    {
        int columns = 0;
        byte separator = (byte)_layout.Separator;
        for (int at = 0; at < line.Length; at++)
            if (line[at] == separator)
            {
                if (columns == MostColumns - 1) break;
                _ends[columns++] = at;
            }
        _ends[columns++] = line.Length;
        return columns;
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int column)
    {
        int start = column == 0 ? 0 : _ends[column - 1] + 1;
        ReadOnlySpan<byte> field = line[start.._ends[column]];
        if (field.Length > 0 && (field[0] is (byte)' ' or (byte)'"' || field[^1] is (byte)' ' or (byte)'"'))
            field = field.Trim(" \""u8);
        return field;
    }
}
