namespace RlTrainer.Evaluation;

/// <summary>A mean over values that come in clusters and share their luck within one, e.g. the entries of a day.</summary>
/// <param name="Mean">Mean over all values.</param>
/// <param name="Error">Its standard error by clusters; 0 with fewer than two of them.</param>
/// <param name="Clusters">Clusters that have a value.</param>
internal readonly record struct ClusteredMean(double Mean, double Error, int Clusters)
{
    /// <summary>
    /// With Sₖ the sum of cluster k's values and nₖ their number, the error is √(K/(K − 1) · Σₖ (Sₖ − mean · nₖ)²)/n
    /// (Liang and Zeger 1986, for a mean).
    /// </summary>
    /// <param name="values">[n] the values.</param>
    /// <param name="clusters">[n] the cluster of each, from 0.</param>
    /// <param name="clusterCount">Clusters in all.</param>
    public static ClusteredMean Of(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters, int clusterCount)
    {
        if (values.IsEmpty) return default;
        double[] sums = new double[clusterCount];
        int[] counts = new int[clusterCount];
        double total = 0, squares = 0;
        for (int index = 0; index < values.Length; index++)
        {
            total += values[index];
            sums[clusters[index]] += values[index];
            counts[clusters[index]]++;
        }
        double mean = total / values.Length;
        int filled = 0;
        for (int cluster = 0; cluster < clusterCount; cluster++)
        {
            if (counts[cluster] == 0) continue;
            filled++;
            double deviation = sums[cluster] - mean * counts[cluster];
            squares += deviation * deviation;
        }
        return new ClusteredMean(mean, filled < 2 ? 0.0 : Math.Sqrt(filled / (filled - 1.0) * squares) / values.Length, filled);
    }
}
