namespace RlTrainer.Features;

/// <summary>Counts by bucket with the count below any bucket in logarithmic time (Fenwick 1994).</summary>
internal sealed class RankTree(int buckets)
{
    private readonly int[] _sums = new int[buckets + 1], _counts = new int[buckets];
    private readonly List<int> _touched = [];
    private int _total;

    public void Add(int bucket)
    {
        if (_counts[bucket]++ == 0) _touched.Add(bucket);
        _total++;
        for (int at = bucket + 1; at < _sums.Length; at += at & -at) _sums[at]++;
    }

    /// <summary>(below + half of the equal) / all.</summary>
    public double MeanRank(int bucket)
    {
        int below = 0;
        for (int at = bucket; at > 0; at -= at & -at) below += _sums[at];
        return (below + 0.5 * _counts[bucket]) / _total;
    }

    public void Clear()
    {
        foreach (int bucket in _touched)
        {
            _counts[bucket] = 0;
            for (int at = bucket + 1; at < _sums.Length; at += at & -at) _sums[at] = 0;
        }
        _touched.Clear();
        _total = 0;
    }
}
