using Apache.Arrow;
using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>Arrow's arrays as the plain arrays of a batch.</summary>
internal static class ArrowColumns
{
    /// <summary>The values of a column; absent ones are marked as the kind has it.</summary>
    public static System.Array ArrayOf(IArrowArray column, TableColumnKind kind, int rows)
    {
        if (column.Length != rows)
            throw new InvalidDataException($"a column has {column.Length} values in a batch of {rows} rows");
        return kind switch
        {
            TableColumnKind.Text => Texts(column, rows),
            TableColumnKind.Number => Numbers(column, rows),
            TableColumnKind.Whole or TableColumnKind.Time => Whole(column, rows),
            _ => new string?[rows],
        };
    }

    private static string?[] Texts(IArrowArray column, int rows)
    {
        string?[] texts = new string?[rows];
        for (int row = 0; row < rows; row++)
            texts[row] = column switch
            {
                StringArray plain => plain.GetString(row),
                LargeStringArray large => large.GetString(row),
                StringViewArray view => view.GetString(row),
                DictionaryArray dictionary => InDictionary(dictionary, row),
                _ => null,
            };
        return texts;
    }

    private static string? InDictionary(DictionaryArray dictionary, int row)
    {
        if (dictionary.IsNull(row)) return null;
        int index = dictionary.Indices switch
        {
            Int8Array bytes => bytes.GetValue(row)!.Value,
            Int16Array shorts => shorts.GetValue(row)!.Value,
            Int32Array ints => ints.GetValue(row)!.Value,
            _ => throw new InvalidDataException($"the index of a category is a {dictionary.Indices.Data.DataType.Name}"),
        };
        return dictionary.Dictionary switch
        {
            StringArray plain => plain.GetString(index),
            LargeStringArray large =>
            large.GetString(index),
            _ => null
        };
    }

    private static double[] Numbers(IArrowArray column, int rows)
    {
        double[] numbers = new double[rows];
        if (column is DoubleArray { NullCount: 0 } doubles)
        {
            doubles.Values.CopyTo(numbers);
            return numbers;
        }
        for (int row = 0; row < rows; row++)
            numbers[row] = column switch
            {
                DoubleArray some => some.GetValue(row) ?? double.NaN,
                FloatArray floats => floats.GetValue(row) ?? double.NaN,
                Decimal128Array decimals => decimals.GetValue(row) is { } value ? (double)value : double.NaN,
                _ => double.NaN,
            };
        return numbers;
    }

    private static long[] Whole(IArrowArray column, int rows)
    {
        long[] whole = new long[rows];
        if (column is PrimitiveArray<long> { NullCount: 0 } longs)
        {
            longs.Values.CopyTo(whole);
            return whole;
        }
        for (int row = 0; row < rows; row++)
            whole[row] = column switch
            {
                PrimitiveArray<long> some => some.GetValue(row) ?? long.MinValue,
                PrimitiveArray<int> ints => ints.GetValue(row) ?? long.MinValue,
                PrimitiveArray<short> shorts => shorts.GetValue(row) ?? long.MinValue,
                PrimitiveArray<ulong> unsigned => unsigned.GetValue(row) is { } value ? checked((long)value) : long.MinValue,
                PrimitiveArray<uint> small => small.GetValue(row) ?? long.MinValue,
                PrimitiveArray<ushort> smaller => smaller.GetValue(row) ?? long.MinValue,
                _ => long.MinValue,
            };
        return whole;
    }
}
