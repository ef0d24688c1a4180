namespace RlTrainer.Learning;

/// <summary>Adds up the minibatches of an update.</summary>
internal struct UpdateSums
{
    private double _policy, _value, _entropy, _kl, _largestKl, _clipped, _norm;
    private int _seen, _executed;

    /// <summary>A minibatch exceeded the KL limit.</summary>
    public bool Stopped { get; private set; }

    public void Add(in MinibatchStatistics statistics)
    {
        _seen++;
        _policy += statistics.PolicyLoss;
        _value += statistics.ValueLoss;
        _entropy += statistics.Entropy;
        _kl += statistics.ApproximateKl;
        _largestKl = Math.Max(_largestKl, statistics.ApproximateKl);
        _clipped += statistics.ClipFraction;
        if (statistics.Stepped)
        {
            _executed++;
            _norm += statistics.GradientNorm;
        }
        else Stopped = true;
    }

    public readonly LearnStatistics Means(double learningRate, double explainedVariance, int planned)
    {
        double share = 1.0 / Math.Max(1, _seen);
        return new LearnStatistics(
            learningRate, _policy * share, _value * share, _entropy * share, _kl * share, _largestKl, _clipped * share,
            _norm / Math.Max(1, _executed), explainedVariance, _executed, planned, Stopped);
    }
}
