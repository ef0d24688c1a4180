using System.Text;

namespace RlTrainer.Data;

/// <summary>Reads the rows of a text file by its layout: fields, times
/// and numbers. What they become is the row checker's.</summary>
internal sealed class BarTextReader
{
    private const int MostColumns = 128, MostBlankLines = 10_000_000;
    private const int LongestHeader = 2_000;
    private const byte QuotedSeparator = 0x1F;
    private readonly BarLayout _layout;
    private readonly FindingsLog _log;
    private readonly TimestampParser _times;
    private readonly BarRowChecker _rows;
    private readonly int[] _ends = new int[MostColumns];
    private readonly RowStore _store;
    private readonly byte[] _flat = [];
    private readonly int _recordType;
    private byte[] _unquoted = [];
    private bool _isUnquoted;
    private ContractRows _contract;
    private int _blankLines;

    /// <param name="layout">The file's layout.</param>
    /// <param name="rows">What checks the rows.</param>
    /// <param name="log">Where rows left out are listed.</param>
    /// <param name="store">Where the rows go.</param>
    /// <param name="contract">The contract that all rows are of, unless the layout has a column for it; empty where it is
    /// not known.</param>
    /// <param name="recordType">Databento's number of the rows wanted; 0 for all.</param>
    public BarTextReader(
        BarLayout layout, BarRowChecker rows, FindingsLog log, RowStore store, string contract = "", int recordType = 0)
    {
        _store = store;
        _recordType = recordType;
        _contract = layout.SymbolColumn < 0 && layout.IdColumn < 0 ? store.Of(contract) : new ContractRows("");
        if (layout.IsJson) _flat = new byte[1024];
        _layout = layout;
        _log = log;
        _rows = rows;
        _times = new TimestampParser(
            layout.Time, layout.FileDate, layout.ZoneMarks.Count == 0 ? null
                : new ZoneMarks(layout.ZoneMarks, layout.IgnoresZoneNames || layout.ZoneMarks[0].Zone != layout.Zone),
            layout.IgnoresOffsets);
    }

    /// <summary>Rows read so far, the header not counted.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Takes from the first lines together what no single row should decide: the price level, and whether times
    /// have an offset.</summary>
    public void SeeHead(FileHead head)
    {
        var levels = new Dictionary<ContractRows, List<int>>();
        int withOffset = 0, without = 0;
        IEnumerable<string> rows = _layout.IsJsonText ? JsonRows.RowsOf(head, isText: true)
            : head.WholeLines.Skip(_layout.HeaderLines);
        foreach (string text in rows)
        {
            ReadOnlySpan<byte> line = Encoding.Latin1.GetBytes(text);
            if (_layout.IsJson)
            {
                if (!JsonRows.TryFlatten(line, _flat, out int length)) continue;
                line = _flat.AsSpan(0, length);
            }
            if (line.IsEmpty || Split(ref line) <= _layout.LastColumn) continue;
            if (TryParseTime(line, out ParsedTime time)) _ = time.IsUtc ? withOffset++ : without++;
            if (!TryNumber(Field(line, _layout.CloseColumn), out double price) || !_rows.TryTicks(price, out int close)
                || close <= 0) continue;
            ContractRows contract = _layout.SymbolColumn < 0 && _layout.IdColumn < 0 ? _contract : _store.Of(NameOf(line));
            if (!levels.TryGetValue(contract, out List<int>? closes)) levels[contract] = closes = [];
            closes.Add(close);
        }
        if (withOffset + without > 0) _rows.ExpectOffsets(withOffset > without);
        foreach ((ContractRows contract, List<int> closes) in levels)
        {
            closes.Sort();
            if (contract.Level == 0) contract.Level = closes[closes.Count / 2];
        }
    }

    /// <summary>Reads every row to the end.</summary>
    public void Read(LineReader lines)
    {
        for (int line = 0; line < _layout.HeaderLines; line++) lines.TryRead(out _);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            RowsRead++;
            if (lines.IsUnfinished && !_layout.IsJson && MayBeCut(line))
                _log.LeaveOut(BarRule.UnfinishedLine, lines.LineNumber, line);
            else ReadRow(line, lines.LineNumber, lines.IsCut);
        }
    }

    /// <summary>Reads times only: as seconds of the file's own clock, or of UTC where they carry an offset.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="local">Filled with the times.</param>
    /// <param name="most">Rows after which reading ends.</param>
    /// <returns>Rows whose time could not be read, and rows with an offset.</returns>
    public (long Unreadable, long WithOffset) ReadTimes(LineReader lines, List<long> local, int most)
    {
        long unreadable = 0, withOffset = 0;
        for (int line = 0; line < _layout.HeaderLines; line++) lines.TryRead(out _);
        while (local.Count < most && lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (line.IsEmpty || lines.IsCut) continue;
            if (_layout.IsJson)
            {
                if (!JsonRows.TryFlatten(line, _flat, out int length)) continue;
                line = _flat.AsSpan(0, length);
            }
            if (Split(ref line) <= Math.Max(_layout.TimeColumn, _layout.ClockColumn)) continue;
            if (!TryParseTime(line, out ParsedTime time)) unreadable++;
            else
            {
                local.Add(time.Seconds);
                if (time.IsUtc) withOffset++;
            }
        }
        return (unreadable, withOffset);
    }

    /// <summary>The last field of the line is used and ends in a digit or a mark within numbers: a cut number is still a
    /// number, and 14996. of 14996.75 is one, too.</summary>
    private bool MayBeCut(ReadOnlySpan<byte> line) =>
        line.Length > 0 && (line[^1] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)',' or (byte)'\'')
        && Split(ref line) - 1 <= _layout.LastColumn;

    private void ReadRow(ReadOnlySpan<byte> line, long number, bool isCut)
    {
        if (line.IsEmpty)
        {
            _log.LeaveOut(BarRule.BlankLine, number, line);
            if (++_blankLines > MostBlankLines)
                throw new BarDataException(
                    $"{_log.File}: more than {MostBlankLines} blank lines up to line {number}. Expected rows: export the file "
                    + $"again.");
            return;
        }
        if (_layout.IsJson && !TryFlatten(ref line, number)) return;
        ReadOnlySpan<byte> text = line;
        int columns = isCut ? 0 : Split(ref line);
        if (columns <= _layout.LastColumn || !IsExpected(columns, line))
        {
            _log.LeaveOut(BarRule.UnparseableRow, number, isCut
                ? $"a line of more than {LineReader.LongestLine} bytes: {FindingsLog.Words(text)}"
                : $"found {columns} columns, expected {Math.Max(_layout.LastColumn + 1, _layout.ColumnCount)}: "
                    + $"{FindingsLog.Words(text)}");
            return;
        }
        var row = default(RawRow);
        _rows.Begin();
        if ((_layout.SymbolColumn >= 0 || _layout.IdColumn >= 0) && !TryContract(line, text, number)) return;
        if (_layout.RecordTypeColumn >= 0 && _recordType > 0 && !IsWantedType(line))
        {
            _log.LeaveOut(BarRule.WrongInterval, number, text);
            return;
        }
        if (_layout.SuspectColumn >= 0 && Field(line, _layout.SuspectColumn) is not ([] or [(byte)'0']))
        {
            _log.LeaveOut(BarRule.SuspectTrade, number, text);
            return;
        }
        if (!TryTime(line, text, number, out row.UtcSeconds) || !TryNumbers(line, text, number, ref row)) return;
        _rows.Add(text, number, ref row, _contract);
    }

    /// <summary>A row of more or fewer fields than the others has its
    /// values in other columns; an empty last one is harmless.</summary>
    private bool IsExpected(int columns, ReadOnlySpan<byte> line) =>
        _layout.ColumnCount == 0 || columns == _layout.ColumnCount
            || (columns == _layout.ColumnCount + 1 && Field(line, columns - 1).IsEmpty);

    private bool TryFlatten(ref ReadOnlySpan<byte> line, long number)
    {
        if (!JsonRows.TryFlatten(line, _flat, out int length)) return _rows.LeaveOut(BarRule.UnparseableRow, number, line);
        line = _flat.AsSpan(0, length);
        return true;
    }

    private bool IsWantedType(ReadOnlySpan<byte> line) =>
        NumberParser.TryWhole(Field(line, _layout.RecordTypeColumn), out long type) && type == _recordType;

    private ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> name = _layout.SymbolColumn >= 0 ? Field(line, _layout.SymbolColumn) : default;
        return _layout.IdColumn >= 0 && (_layout.SymbolColumn < 0 || ContractName.IsContinuous(name))
            ? Field(line, _layout.IdColumn) : name;
    }

    /// <summary>The row's contract; the name of a calendar spread is
    /// one of two contracts, whose prices are differences.</summary>
    private bool TryContract(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, long number)
    {
        ReadOnlySpan<byte> name = NameOf(line);
        if (name.IsEmpty) return _rows.LeaveOut(BarRule.MissingValue, number, text);
        if (ContractName.IsSpread(name)) return _rows.LeaveOut(BarRule.CalendarSpread, number, text);
        _contract = _store.Of(name);
        return true;
    }

    private bool TryParseTime(ReadOnlySpan<byte> line, out ParsedTime time)
    {
        ReadOnlySpan<byte> clock = _layout.ClockColumn >= 0 ? Field(line, _layout.ClockColumn) : default;
        time = default;
        return (_layout.ClockColumn < 0 || !clock.IsEmpty) && _times.TryParse(Field(line, _layout.TimeColumn), clock, out time);
    }

    private bool TryTime(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, long number, out long utcSeconds)
    {
        utcSeconds = 0;
        if (TryParseTime(line, out ParsedTime time)) return _rows.TryInstant(text, number, time, _contract, out utcSeconds);
        ThrowIfOtherHeader(text, number);
        return _rows.LeaveOut(BarRule.UnparseableRow, number, text);
    }

    /// <summary>Throws where a line names prices in other columns than those that are read, as where files of two forms were
    /// joined; the header once more is no harm.</summary>
    private void ThrowIfOtherHeader(ReadOnlySpan<byte> text, long number)
    {
        if (_layout.IsJson || _layout.IsTicks || text.Length > LongestHeader
            || !text.ContainsAnyInRange((byte)'A', (byte)'z')) return;
        Dictionary<ColumnRole, int> columns = HeaderMap.ColumnsOf(
            TextRow.FieldsOf(HeaderMap.Decoded(Encoding.Latin1.GetString(text)), _layout.Separator));
        (ColumnRole Role, int Column)[] prices = [(ColumnRole.Open, _layout.OpenColumn), (ColumnRole.High, _layout.HighColumn),
            (ColumnRole.Low, _layout.LowColumn), (ColumnRole.Close, _layout.CloseColumn)];
        if (!prices.All(price => columns.ContainsKey(price.Role))
            || prices.All(price => columns[price.Role] == price.Column)) return;
        throw new BarDataException(
            $"{_log.File}:{number}: a second header, {FindingsLog.Words(text)}, names the prices in other columns than the rows "
                + $"above "
            + "have them. Expected one order in a file: cut it there, and import both parts.");
    }

    private bool TryNumbers(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, long number, ref RawRow row)
    {
        ReadOnlySpan<byte> open = Field(line, _layout.OpenColumn), high = Field(line, _layout.HighColumn);
        ReadOnlySpan<byte> low = Field(line, _layout.LowColumn), close = Field(line, _layout.CloseColumn);
        if (TryTicks(open, out row.Open) && TryTicks(high, out row.High) && TryTicks(low, out row.Low)
            && TryTicks(close, out row.Close)
            && TryVolume(line, text, number, out row.Volume)) return true;
        bool isMissing = IsMissing(open) || IsMissing(high) || IsMissing(low) || IsMissing(close)
            || (_layout.VolumeColumn >= 0 && IsMissing(Field(line, _layout.VolumeColumn)));
        return _rows.LeaveOut(isMissing ? BarRule.MissingValue : BarRule.UnparseableRow, number, text);
    }

    private bool TryTicks(ReadOnlySpan<byte> field, out int ticks)
    {
        ticks = 0;
        return TryNumber(field, out double price) && _rows.TryTicks(price, out ticks);
    }

    private bool TryNumber(ReadOnlySpan<byte> field, out double value)
    {
        if (_layout.Decimal == '.' && NumberParser.TryDecimal(field, out value)) return true;
        return HumanNumber.TryParse(field, _layout.Decimal, out value);
    }

    private bool TryVolume(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, long number, out long volume)
    {
        volume = 0;
        if (_layout.VolumeColumn < 0) return true;
        ReadOnlySpan<byte> field = Field(line, _layout.VolumeColumn);
        if (_layout.IsJson && field is [(byte)'-', (byte)'1', ..] unknown && NumberParser.TryDecimal(unknown, out double mark)
            && mark == -1)
        {
            _log.Mend(BarRule.UnknownVolume, number, text);
            return true;
        }
        if (!_layout.HasFractionalVolume && _layout.Decimal == '.' && VolumeFacts.IsGrouped(field)) return false;
        double added = 0;
        if (!TryNumber(field, out double value)
            || (_layout.AddedVolumeColumn >= 0 && !TryNumber(Field(line, _layout.AddedVolumeColumn), out added))) return false;
        if (!(Math.Abs(value + added) < 1e15)) return false;
        volume = (long)Math.Round(value + added);
        return true;
    }

    private static bool IsMissing(ReadOnlySpan<byte> field) =>
        field.IsEmpty || field.SequenceEqual("NaN"u8) || field.SequenceEqual("nan"u8) || field.SequenceEqual("null"u8)
        || field.SequenceEqual("9223372036854775807"u8);

    private int Split(ref ReadOnlySpan<byte> line)
    {
        _isUnquoted = line.Contains((byte)'"');
        if (_isUnquoted) line = Unquoted(line);
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

    /// <summary>The line without its quotes; a separator inside quotes
    /// becomes a byte that <see cref="Field"/> gives back.</summary>
    private ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line)
    {
        if (_unquoted.Length < line.Length) _unquoted = new byte[line.Length];
        bool isQuoted = false;
        int length = 0;
        foreach (byte letter in line)
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (isQuoted && letter == _layout.Separator) _unquoted[length++] = QuotedSeparator;
            else _unquoted[length++] = letter;
        }
        return isQuoted ? line : _unquoted.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int column)
    {
        int start = column == 0 ? 0 : _ends[column - 1] + 1;
        ReadOnlySpan<byte> field = line[start.._ends[column]];
        if (field.Length > 0 && (field[0] is (byte)' ' or (byte)'"' || field[^1] is (byte)' ' or (byte)'"'))
            field = field.Trim(" \""u8);
        return _isUnquoted && field.Contains(QuotedSeparator) ? Restored(field) : field;
    }

    private ReadOnlySpan<byte> Restored(ReadOnlySpan<byte> field)
    {
        byte[] text = field.ToArray();
        text.AsSpan().Replace(QuotedSeparator, (byte)_layout.Separator);
        return text;
    }
}
