using System.Globalization;
using System.Text;

namespace RlTrainer.Data;

/// <summary>Turns a table's batches into rows of contracts.</summary>
internal sealed class TableBatchReader
{
    private const int PriceColumns = 4, VolumeAt = 5;
    private const double MostVolume = 1e15;
    private readonly TableMap _map;
    private readonly BarRowChecker _checker;
    private readonly RowStore _store;
    private readonly FindingsLog _log;
    private readonly double[][] _prices = new double[PriceColumns][];
    private double[] _volumes = [];
    private ContractRows _contract;
    private TableBatch? _batch;
    private string? _lastName, _lastIdText;
    private long _lastId;
    private bool _isById, _isSpread;
    private int _row;

    /// <param name="map">Which columns hold what.</param>
    /// <param name="checker">What checks the rows.</param>
    /// <param name="store">Where the rows go.</param>
    /// <param name="log">Where rows left out are listed.</param>
    /// <param name="contract">The contract of all rows, where no column tells it.</param>
    public TableBatchReader(TableMap map, BarRowChecker checker, RowStore store, FindingsLog log, string contract)
    {
        (_map, _checker, _store, _log) = (map, checker, store, log);
        _contract = map.SymbolAt < 0 && map.IdAt < 0 ? store.Of(contract) : new ContractRows("");
        checker.Describe = () => Encoding.UTF8.GetBytes(_map.LineOf(_batch!, _row));
    }

    /// <summary>Rows read so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads every row of a batch.</summary>
    public void Read(TableBatch batch)
    {
        _batch = batch;
        for (int column = 0; column < PriceColumns; column++)
            _prices[column] = Numbers(batch.Values[column + 1], _map.ScaleAt(column + 1), _prices[column]);
        if (_map.HasVolume) _volumes = Numbers(batch.Values[VolumeAt], 1.0, _volumes);
        Array times = batch.Values[0];
        for (_row = 0; _row < batch.Count; _row++)
        {
            RowsRead++;
            ReadRow(times);
        }
    }

    private void ReadRow(Array times)
    {
        long number = RowsRead;
        if ((_map.SymbolAt >= 0 || _map.IdAt >= 0) && !TryContract(number)) return;
        var row = default(RawRow);
        _checker.Begin();
        if (!_map.TryTime(times, _row, out ParsedTime time))
        {
            _checker.LeaveOut(BarRule.MissingValue, number, default);
            return;
        }
        if (!_checker.TryInstant(default, number, time, _contract, out row.UtcSeconds)) return;
        double volume = _map.HasVolume ? _volumes[_row] : 0;
        if (double.IsNaN(_prices[0][_row] + _prices[1][_row] + _prices[2][_row] + _prices[3][_row] + volume))
        {
            _checker.LeaveOut(BarRule.MissingValue, number, default);
            return;
        }
        if (!_checker.TryTicks(_prices[0][_row], out row.Open) || !_checker.TryTicks(_prices[1][_row], out row.High)
            || !_checker.TryTicks(_prices[2][_row], out row.Low)
            || !_checker.TryTicks(_prices[3][_row], out row.Close) || !(Math.Abs(volume) < MostVolume))
        {
            _checker.LeaveOut(BarRule.UnparseableRow, number, default);
            return;
        }
        row.Volume = (long)Math.Round(volume);
        _checker.Add(default, number, ref row, _contract);
    }

    private bool TryContract(long number)
    {
        string? name = _map.SymbolAt >= 0 ? TextAt(_map.SymbolAt) : null;
        if (!ReferenceEquals(name, _lastName) || name is null)
        {
            byte[] text = Encoding.Latin1.GetBytes(name ?? "");
            (_lastName, _isById, _isSpread) =
                (name, _map.IdAt >= 0 && (name is null || ContractName.IsContinuous(text)), ContractName.IsSpread(text));
        }
        if (_isById) name = IdText();
        if (string.IsNullOrEmpty(name)) return _checker.LeaveOut(BarRule.MissingValue, number, default);
        if (_isSpread) return _checker.LeaveOut(BarRule.CalendarSpread, number, default);
        if (_contract.Contract != name) _contract = _store.Of(name);
        return true;
    }

    /// <summary>The contract's number as text; the last one is found without making a string.</summary>
    private string? IdText()
    {
        if (_batch!.Values[_map.IdAt] is not long[] whole) return TextAt(_map.IdAt);
        if (_lastIdText is null || whole[_row] != _lastId) (_lastId, _lastIdText) = (whole[_row], TextAt(_map.IdAt));
        return _lastIdText;
    }

    private string? TextAt(int column) => _batch!.Values[column] switch
    {
        string?[] texts => texts[_row],
        long[] whole when !TableRows.IsAbsent(whole[_row]) => whole[_row].ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A column as numbers; absent ones are NaN.</summary>
    private static double[] Numbers(Array values, double scale, double[]? buffer)
    {
        if (values is double[] numbers) return numbers;
        long[] whole = (long[])values;
        if (buffer is null || buffer.Length < whole.Length) buffer = new double[whole.Length];
        for (int row = 0; row < whole.Length; row++)
            buffer[row] = TableRows.IsAbsent(whole[row]) ? double.NaN : whole[row] * scale;
        return buffer;
    }
}
