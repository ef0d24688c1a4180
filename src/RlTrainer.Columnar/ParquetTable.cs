using Parquet;
using Parquet.Schema;
using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>An open Parquet file: its row groups are the batches.</summary>
internal sealed class ParquetTable : IBarTable
{
    private const long MostRowsPerByte = 64, RowsAlwaysAllowed = 100_000;
    private const double SecondsPerTick = 1e-7;
    private readonly ParquetReader _reader;
    private readonly Stream _content;
    private readonly DataField[] _fields;
    private readonly string _name;
    private int _group;

    private ParquetTable(ParquetReader reader, Stream content, string name)
    {
        (_reader, _content, _name) = (reader, content, name);
        _fields = [.. reader.Schema.DataFields];
        Columns = [.. _fields.Select(ColumnOf)];
    }

    public string Format => "Parquet";

    public IReadOnlyList<TableColumn> Columns { get; }

    public int? BarSeconds => null;

    public static ParquetTable Open(Stream content, string name)
    {
        try
        {
            return Damage.Named(name, "Parquet", () => new ParquetTable(ParquetReader.CreateAsync(content).GetAwaiter().GetResult(), content, name));
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    public TableBatch? Read(IReadOnlyList<int> wanted) => Damage.Named(_name, "Parquet", () =>
    {
        while (_group < _reader.RowGroupCount)
        {
            using ParquetRowGroupReader group = _reader.OpenRowGroupReader(_group++);
            if (group.RowCount == 0) continue;
            if (group.RowCount < 0 || group.RowCount > RowsAlwaysAllowed + MostRowsPerByte * _content.Length)
                throw new BarDataException($"{_name}: its footer claims {group.RowCount} rows in {_content.Length} bytes, which no file of bars has. Expected a whole Parquet file: download or write it again.");
            int rows = checked((int)group.RowCount);
            return new TableBatch(rows, [.. wanted.Select(column => Column(group, _fields[column], Columns[column].Kind, rows))]);
        }
        return null;
    });

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _content.Dispose();
    }

    private static TableColumn ColumnOf(DataField field)
    {
        Type type = field.ClrType;
        if (field.IsArray) return new TableColumn(field.Name, TableColumnKind.Other);
        if (type == typeof(DateTime)) return new TableColumn(field.Name, TableColumnKind.Time, SecondsPerTick, field is DateTimeDataField { IsAdjustedToUTC: true, DateTimeFormat: not DateTimeFormat.Impala });
        if (type == typeof(string)) return new TableColumn(field.Name, TableColumnKind.Text);
        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal)) return new TableColumn(field.Name, TableColumnKind.Number);
        bool isWhole = type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort);
        return new TableColumn(field.Name, isWhole ? TableColumnKind.Whole : TableColumnKind.Other);
    }

    private static Array Column(ParquetRowGroupReader group, DataField field, TableColumnKind kind, int rows)
    {
        Type type = field.ClrType;
        if (kind == TableColumnKind.Text)
        {
            string?[] texts = new string?[rows];
            group.ReadAsync(field, texts.AsMemory()!).AsTask().GetAwaiter().GetResult();
            return texts;
        }
        if (kind == TableColumnKind.Time) return Whole<DateTime>(group, field, rows, TicksOf);
        if (type == typeof(long)) return Whole<long>(group, field, rows, value => value);
        if (type == typeof(int)) return Whole<int>(group, field, rows, value => value);
        if (type == typeof(short)) return Whole<short>(group, field, rows, value => value);
        if (type == typeof(uint)) return Whole<uint>(group, field, rows, value => value);
        if (type == typeof(ushort)) return Whole<ushort>(group, field, rows, value => value);
        if (type == typeof(ulong)) return Whole<ulong>(group, field, rows, value => checked((long)value));
        if (type == typeof(double)) return Numbers<double>(group, field, rows, value => value);
        if (type == typeof(float)) return Numbers<float>(group, field, rows, value => value);
        return Numbers<decimal>(group, field, rows, value => (double)value);
    }

    private static long TicksOf(DateTime time) => (time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks - DateTime.UnixEpoch.Ticks;

    private static long[] Whole<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, long> convert) where T : struct
    {
        long[] whole = new long[rows];
        Fill<T>(group, field, rows, (row, value) => whole[row] = value is { } known ? convert(known) : long.MinValue);
        return whole;
    }

    private static double[] Numbers<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, double> convert) where T : struct
    {
        double[] numbers = new double[rows];
        if (numbers is T[] same && !field.IsNullable)
        {
            group.ReadAsync<T>(field, same.AsMemory()).AsTask().GetAwaiter().GetResult();
            return numbers;
        }
        Fill<T>(group, field, rows, (row, value) => numbers[row] = value is { } known ? convert(known) : double.NaN);
        return numbers;
    }

    private static void Fill<T>(ParquetRowGroupReader group, DataField field, int rows, Action<int, T?> take) where T : struct
    {
        if (field.IsNullable)
        {
            var nullable = new T?[rows];
            group.ReadAsync<T>(field, nullable.AsMemory()).AsTask().GetAwaiter().GetResult();
            for (int row = 0; row < rows; row++) take(row, nullable[row]);
            return;
        }
        var values = new T[rows];
        group.ReadAsync<T>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
        for (int row = 0; row < rows; row++) take(row, values[row]);
    }
}
