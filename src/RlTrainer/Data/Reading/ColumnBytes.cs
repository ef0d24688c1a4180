using System.Runtime.InteropServices;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// The seven columns of a series as bytes, one column after the other in the order of <see cref="BarColumns"/>, as they lie in
/// memory. A cache stores them, and the identity of a series is a sum over them: their order must not change.
/// </summary>
internal static class ColumnBytes
{
    /// <summary>Bytes of one bar in all columns.</summary>
    public const long PerBar = 3 * sizeof(long) + 4 * sizeof(int);

    /// <summary>Writes all columns.</summary>
    public static void Write(BarSeries bars, Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes(bars.UtcSeconds));
        stream.Write(MemoryMarshal.AsBytes(bars.EasternSeconds));
        stream.Write(MemoryMarshal.AsBytes(bars.OpenTicks));
        stream.Write(MemoryMarshal.AsBytes(bars.HighTicks));
        stream.Write(MemoryMarshal.AsBytes(bars.LowTicks));
        stream.Write(MemoryMarshal.AsBytes(bars.CloseTicks));
        stream.Write(MemoryMarshal.AsBytes(bars.Volumes));
    }

    /// <summary>Reads what <see cref="Write"/> wrote, column by column,
    /// so that nothing but the columns themselves is in memory.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the last column.</exception>
    public static BarColumns Read(Stream stream, int count) => new(
        Column<long>(stream, count), Column<long>(stream, count), Column<int>(stream, count), Column<int>(stream, count),
        Column<int>(stream, count), Column<int>(stream, count), Column<long>(stream, count));

    private static T[] Column<T>(Stream stream, int count) where T : unmanaged
    {
        T[] column = GC.AllocateUninitializedArray<T>(count);
        stream.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
        return column;
    }
}
