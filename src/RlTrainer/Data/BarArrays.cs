using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>The columns of a series in the making. Each is replaced on its own, so that no more than one exists twice.</summary>
internal sealed class BarArrays(long[] utcSeconds, long[] easternSeconds, int[] openTicks, int[] highTicks, int[] lowTicks, int[] closeTicks, long[] volumes)
{
    public long[] UtcSeconds { get; private set; } = utcSeconds;

    public long[] EasternSeconds { get; private set; } = easternSeconds;

    public int[] OpenTicks { get; private set; } = openTicks;

    public int[] HighTicks { get; private set; } = highTicks;

    public int[] LowTicks { get; private set; } = lowTicks;

    public int[] CloseTicks { get; private set; } = closeTicks;

    public long[] Volumes { get; private set; } = volumes;

    public int Count => UtcSeconds.Length;

    /// <summary>Takes rows out.</summary>
    /// <param name="rows">Their indices, ascending.</param>
    public void Remove(IReadOnlyList<int> rows)
    {
        long before = Count;
        UtcSeconds = Without(UtcSeconds, rows);
        FreedMemory.GiveBack(before * sizeof(long));
        EasternSeconds = Without(EasternSeconds, rows);
        FreedMemory.GiveBack(before * sizeof(long));
        OpenTicks = Without(OpenTicks, rows);
        HighTicks = Without(HighTicks, rows);
        LowTicks = Without(LowTicks, rows);
        CloseTicks = Without(CloseTicks, rows);
        FreedMemory.GiveBack(before * 4 * sizeof(int));
        Volumes = Without(Volumes, rows);
    }

    public BarColumns ToColumns() => new(UtcSeconds, EasternSeconds, OpenTicks, HighTicks, LowTicks, CloseTicks, Volumes);

    private static T[] Without<T>(T[] column, IReadOnlyList<int> rows)
    {
        T[] kept = GC.AllocateUninitializedArray<T>(column.Length - rows.Count);
        int from = 0, to = 0;
        for (int next = 0; next <= rows.Count; next++)
        {
            int end = next < rows.Count ? rows[next] : column.Length;
            Array.Copy(column, from, kept, to, end - from);
            to += end - from;
            from = end + 1;
        }
        return kept;
    }
}
