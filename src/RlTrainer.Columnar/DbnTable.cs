using System.Buffers.Binary;
using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>The records of a DBN file as columns: time, four prices
/// (or one and a size), volume, symbol, instrument number.</summary>
internal sealed class DbnTable : IBarTable
{
    private const int BatchRows = 1 << 16, HeaderBytes = 16, BarBytes = 56, TradeBytes = 48, TimeOutBytes = 8, WordBytes = 4;
    private const int TradeType = 0, FirstBarType = 32, LastBarType = 35, BufferBytes = 1 << 20;
    private const double Nano = 1e-9;
    private static readonly int[] Seconds = [1, 60, 3_600, 86_400];
    private readonly Stream _content;
    private readonly DbnMetadata _metadata;
    private readonly string _name;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly int _recordBytes;
    private readonly bool _isTrades;
    private readonly long[][] _values;
    private readonly string?[] _symbols = new string?[BatchRows];
    private int _start, _end;
    private bool _isAtEnd;
    private uint _lastId;
    private long _symbolFrom = 1, _symbolTo;
    private string? _lastSymbol;

    public DbnTable(Stream content, DbnMetadata metadata, string name)
    {
        (_content, _metadata, _name) = (content, metadata, name);
        _isTrades = metadata.Schema == DbnMetadata.Trades;
        _recordBytes = (_isTrades ? TradeBytes : BarBytes) + (metadata.HasTimeOut ? TimeOutBytes : 0);
        var time = new TableColumn("ts_event", TableColumnKind.Time, Nano, IsUtc: true);
        TableColumn Price(string column) => new(column, TableColumnKind.Whole, Nano);
        TableColumn[] contract = [new("symbol", TableColumnKind.Text), new("instrument_id", TableColumnKind.Whole)];
        Columns = _isTrades
            ? [time, Price("price"), new("size", TableColumnKind.Whole), .. contract]
            : [time, Price("open"), Price("high"), Price("low"), Price("close"), new("volume", TableColumnKind.Whole),
                .. contract];
        _values = [.. Columns.Select(_ => new long[BatchRows])];
    }

    public string Format => $"Databento DBN {_metadata.SchemaName}";

    public IReadOnlyList<TableColumn> Columns { get; }

    public int? BarSeconds => _isTrades ? 0 : Seconds[_metadata.Schema - DbnMetadata.SecondBars];

    public TableBatch? Read(IReadOnlyList<int> wanted) => Damage.Named(_name, "DBN", () =>
    {
        int rows = 0;
        while (rows < BatchRows && TryRecord(out ReadOnlySpan<byte> record))
            if (IsRow(record)) Take(record, rows++);
        if (rows == 0) return null;
        Array ColumnAt(int column) => Columns[column].Kind == TableColumnKind.Text ? _symbols : _values[column];
        return new TableBatch(rows, [.. wanted.Select(ColumnAt)]);
    });

    public void Dispose() => _content.Dispose();

    /// <summary>The next record whole; false at the end of the file.</summary>
    private bool TryRecord(out ReadOnlySpan<byte> record)
    {
        record = default;
        if (_end - _start < byte.MaxValue * WordBytes && !_isAtEnd) Fill();
        if (_start == _end) return false;
        int length = _buffer[_start] * WordBytes;
        if (length < HeaderBytes) throw new InvalidDataException($"a record claims {length} bytes");
        if (_end - _start < length) throw new InvalidDataException($"it ends inside a record, {_end - _start} of {length} bytes");
        record = _buffer.AsSpan(_start, length);
        _start += length;
        return true;
    }

    /// <summary>Bars or trades; what else stands between them (changes of symbols, messages of the gateway) is no row.</summary>
    private bool IsRow(ReadOnlySpan<byte> record)
    {
        int type = record[1];
        bool isBar = type is >= FirstBarType and <= LastBarType;
        if (_isTrades ? type != TradeType : !isBar) return false;
        if (isBar && type - FirstBarType != _metadata.Schema - DbnMetadata.SecondBars)
            throw new BarDataException(
                $"{_name}: a record has the type {type}, and the schema is {_metadata.SchemaName}. Expected bars of one length: "
                + $"download one schema a file.");
        if (record.Length != _recordBytes)
            throw new InvalidDataException($"a record has {record.Length} bytes, expected {_recordBytes}");
        return true;
    }

    private void Take(ReadOnlySpan<byte> record, int row)
    {
        uint id = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        long time = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        _values[0][row] = time;
        int column = 1, prices = _isTrades ? 1 : 4, at = HeaderBytes;
        for (; column <= prices; column++, at += 8)
        {
            long price = BinaryPrimitives.ReadInt64LittleEndian(record[at..]);
            _values[column][row] = price == long.MaxValue ? long.MinValue : price;
        }
        _values[column][row] = _isTrades ? BinaryPrimitives.ReadUInt32LittleEndian(record[at..])
            : checked((long)BinaryPrimitives.ReadUInt64LittleEndian(record[at..]));
        _symbols[row] = SymbolOf(id, time);
        _values[column + 2][row] = id;
    }

    private string? SymbolOf(uint id, long nanoseconds)
    {
        long seconds = nanoseconds / 1_000_000_000;
        if (id == _lastId && seconds >= _symbolFrom && seconds < _symbolTo) return _lastSymbol;
        (_lastId, _lastSymbol) = (id, null);
        _symbolFrom = seconds - seconds % 86_400;
        _symbolTo = _symbolFrom + 86_400;
        DateTime day = DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 4_000_000_000));
        uint date = (uint)(day.Year * 10_000 + day.Month * 100 + day.Day);
        foreach ((uint from, uint to, string symbol) in _metadata.Symbols[id])
            if (date >= from && date < to) _lastSymbol = symbol;
        return _lastSymbol;
    }

    private void Fill()
    {
        int kept = _end - _start;
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        while (_end < _buffer.Length)
        {
            int read = _content.Read(_buffer, _end, _buffer.Length - _end);
            _isAtEnd = read == 0;
            if (_isAtEnd) return;
            _end += read;
        }
    }
}
