using System.Globalization;
using Microsoft.Data.Analysis;

namespace RlTrainer.Interop;

/// <summary>Columns of a frame read by name with the type they must have: nothing is converted, rounded or filled.</summary>
internal static class FrameColumns
{
    /// <summary>[rows] the numbers of a column.</summary>
    /// <exception cref="ArgumentException">The column is missing, holds another type or has an empty cell; the message says
    /// which.</exception>
    public static T[] Numbers<T>(this DataFrame frame, string name)
        where T : unmanaged
    {
        DataFrameColumn column = Named(frame, name);
        if (column is not PrimitiveDataFrameColumn<T> typed)
            throw new ArgumentException(
                $"Column '{name}' holds {column.DataType.Name}; expected {typeof(T).Name}. Convert it before, where the loss can "
                + $"be seen: "
                + "a Single keeps about seven digits, too few for prices and times.");
        var values = new T[frame.Rows.Count];
        for (int row = 0; row < values.Length; row++) values[row] = typed[row] ?? throw Empty(name, row);
        return values;
    }

    /// <summary>[rows] the texts of a column.</summary>
    /// <exception cref="ArgumentException">The column is missing, is no
    /// text or has an empty cell; the message says which.</exception>
    public static string[] Texts(this DataFrame frame, string name)
    {
        if (Named(frame, name) is not StringDataFrameColumn typed)
            throw new ArgumentException($"Column '{name}' holds {Named(frame, name).DataType.Name}; expected String.");
        var values = new string[frame.Rows.Count];
        for (int row = 0; row < values.Length; row++) values[row] = typed[row] ?? throw Empty(name, row);
        return values;
    }

    /// <summary>A column by name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static DataFrameColumn Named(DataFrame frame, string name)
    {
        ArgumentNullException.ThrowIfNull(frame);
        int index = frame.Columns.IndexOf(name);
        return index >= 0
            ? frame.Columns[index]
            : throw new ArgumentException(
                $"The frame has no column '{name}'; it has {string.Join(", ", frame.Columns.Select(column => column.Name))}.");
    }

    private static ArgumentException Empty(string name, int row) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"Column '{name}' is empty in row {row}; expected a value in every row."));
}
