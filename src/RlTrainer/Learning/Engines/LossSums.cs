namespace RlTrainer.Learning;

/// <summary>Adds up the samples of a minibatch, in their order.</summary>
internal struct LossSums
{
    private double _policy, _entropy, _kl, _clipped, _value;
    private int _decisions, _states;

    public void Add(in PolicyTerms terms)
    {
        _policy += terms.Loss;
        _entropy += terms.Entropy;
        _kl += terms.ApproximateKl;
        _clipped += terms.ClippedShare;
        _decisions++;
    }

    public void AddValue(double loss)
    {
        _value += loss;
        _states++;
    }

    /// <summary>Means; policy figures are 0 in a minibatch without decisions.</summary>
    public readonly MinibatchStatistics Means()
    {
        double share = _decisions == 0 ? 0.0 : 1.0 / _decisions;
        return new MinibatchStatistics(
            true, (float)(_policy * share), (float)(_states == 0 ? 0.0 : _value / _states), (float)(_entropy * share),
            (float)(_kl * share),
            (float)(_clipped * share), 0f, _decisions);
    }
}
