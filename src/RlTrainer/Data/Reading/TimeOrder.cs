namespace RlTrainer.Data;

/// <summary>The order of rows by time: runs that ascend already are merged two by two, so that nearly ordered rows cost
/// nearly nothing.</summary>
internal static class TimeOrder
{
    /// <summary>[rows] indices in the order of time; rows of one time stay in their order.</summary>
    public static int[] Of(ChunkedColumn<long> times)
    {
        int count = checked((int)times.Count);
        int[] order = new int[count], merged = new int[count];
        var starts = new List<int>();
        for (int row = 0; row < count; row++)
        {
            order[row] = row;
            if (row == 0 || times[row] < times[row - 1]) starts.Add(row);
        }
        while (starts.Count > 1)
        {
            int kept = 0;
            for (int run = 0; run < starts.Count; run += 2)
            {
                int first = starts[run], middle = run + 1 < starts.Count ? starts[run + 1] : count, end = run + 2 < starts.Count
                    ? starts[run + 2] : count;
                Merge(times, order, merged, first, middle, end);
                starts[kept++] = first;
            }
            starts.RemoveRange(kept, starts.Count - kept);
            (order, merged) = (merged, order);
        }
        return order;
    }

    private static void Merge(ChunkedColumn<long> times, int[] from, int[] to, int first, int middle, int end)
    {
        for (int left = first, right = middle, at = first; at < end; at++)
            to[at] = right >= end || (left < middle && times[from[left]] <= times[from[right]]) ? from[left++] : from[right++];
    }
}
