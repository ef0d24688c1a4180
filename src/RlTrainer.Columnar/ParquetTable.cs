using System.Numerics;
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
            return Damage.Named(name, "Parquet", () =>
                new ParquetTable(ParquetReader.CreateAsync(content).GetAwaiter().GetResult(), content, name));
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
                throw new BarDataException($"{_name}: its footer claims {group.RowCount} rows in {_content.Length} bytes, "
                    + "which no file of bars has. Expected a whole Parquet file: download or write it again.");
            int rows = checked((int)group.RowCount);
            foreach (int column in wanted) ThrowIfOtherCount(group, _fields[column], rows);
            return new TableBatch(rows, [.. wanted.Select(column => Column(group, _fields[column], Columns[column].Kind, rows))]);
        }
        return null;
    });

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _content.Dispose();
    }

    /// <summary>What the footer says of a column against what it says of the group: a column that is shorter would leave rows
    /// without values.</summary>
    private static void ThrowIfOtherCount(ParquetRowGroupReader group, DataField field, int rows)
    {
        if (group.GetMetadata(field)?.MetaData?.NumValues is { } values && values != rows)
            throw new InvalidDataException($"its footer says {values} values of the column '{field.Name}' in a group of "
                + $"{rows} rows");
    }

    private static TableColumn ColumnOf(DataField field)
    {
        Type type = field.ClrType;
        if (field.IsArray) return new TableColumn(field.Name, TableColumnKind.Other);
        if (type == typeof(DateTime)) return new TableColumn(field.Name, TableColumnKind.Time, SecondsPerTick,
            field is DateTimeDataField { IsAdjustedToUTC: true, DateTimeFormat: not DateTimeFormat.Impala });
        if (type == typeof(string)) return new TableColumn(field.Name, TableColumnKind.Text);
        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal)) return new TableColumn(field.Name,
            TableColumnKind.Number);
        bool isWhole = type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(uint)
            || type == typeof(ulong) || type == typeof(ushort);
        return new TableColumn(field.Name, isWhole ? TableColumnKind.Whole : TableColumnKind.Other);
    }

    private static Array Column(ParquetRowGroupReader group, DataField field, TableColumnKind kind, int rows)
    {
        if (kind == TableColumnKind.Text)
        {
            string?[] texts = new string?[rows];
            group.ReadAsync(field, texts.AsMemory()!).AsTask().GetAwaiter().GetResult();
            return texts;
        }
        Type type = field.ClrType;
        if (type == typeof(DateTime)) return Times(group, field, rows);
        if (type == typeof(long)) return Whole<long>(group, field, rows);
        if (type == typeof(int)) return Whole<int>(group, field, rows);
        if (type == typeof(short)) return Whole<short>(group, field, rows);
        if (type == typeof(uint)) return Whole<uint>(group, field, rows);
        if (type == typeof(ushort)) return Whole<ushort>(group, field, rows);
        if (type == typeof(ulong)) return Whole<ulong>(group, field, rows);
        if (type == typeof(double)) return Numbers<double>(group, field, rows);
        return type == typeof(float) ? Numbers<float>(group, field, rows) : Numbers<decimal>(group, field, rows);
    }

    /// <summary>[rows] ticks of 100 ns since 1970.</summary>
    private static long[] Times(ParquetRowGroupReader group, DataField field, int rows)
    {
        long[] ticks = new long[rows];
        (DateTime[] times, bool[]? isKnown) = Values(group, field, rows, DateTime.MinValue);
        for (int row = 0; row < rows; row++)
        {
            DateTime time = times[row].Kind == DateTimeKind.Local ? times[row].ToUniversalTime() : times[row];
            ticks[row] = time == DateTime.MinValue ? long.MinValue : time.Ticks - DateTime.UnixEpoch.Ticks;
        }
        return WithAbsent(ticks, isKnown, long.MinValue);
    }

    private static long[] Whole<T>(ParquetRowGroupReader group, DataField field, int rows) where T : struct, INumber<T>
    {
        T absent = T.CreateSaturating(long.MinValue);
        (T[] values, bool[]? isKnown) = Values(group, field, rows, absent);
        if (values is long[] same) return WithAbsent(same, isKnown, long.MinValue);
        long[] whole = new long[rows];
        for (int row = 0; row < rows; row++) whole[row] = values[row] == absent && T.IsNegative(absent) ? long.MinValue
            : long.CreateChecked(values[row]);
        return WithAbsent(whole, isKnown, long.MinValue);
    }

    private static double[] Numbers<T>(ParquetRowGroupReader group, DataField field, int rows) where T : struct, INumber<T>
    {
        (T[] values, bool[]? isKnown) = Values(group, field, rows, T.CreateSaturating(double.NaN));
        if (values is double[] same) return WithAbsent(same, isKnown, double.NaN);
        double[] numbers = new double[rows];
        for (int row = 0; row < rows; row++) numbers[row] = double.CreateChecked(values[row]);
        return WithAbsent(numbers, isKnown, double.NaN);
    }

    private static T[] WithAbsent<T>(T[] values, bool[]? isKnown, T absent)
    {
        for (int row = 0; isKnown is not null && row < values.Length; row++)
            if (!isKnown[row]) values[row] = absent;
        return values;
    }

    /// <summary>[rows] the values, and which of them are known where the column may leave some out.</summary>
    private static (T[] Values, bool[]? IsKnown) Values<T>(ParquetRowGroupReader group, DataField field, int rows,
        T absent) where T : struct
    {
        var values = new T[rows];
        values.AsSpan().Fill(absent);   // what a damaged page leaves out must not be read as 0
        if (!field.IsNullable)
        {
            group.ReadAsync<T>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return (values, null);
        }
        var nullable = new T?[rows];
        group.ReadAsync<T>(field, nullable.AsMemory()).AsTask().GetAwaiter().GetResult();
        bool[] isKnown = new bool[rows];
        for (int row = 0; row < rows; row++) (isKnown[row], values[row]) = (nullable[row].HasValue,
            nullable[row].GetValueOrDefault());
        return (values, isKnown);
    }
}
