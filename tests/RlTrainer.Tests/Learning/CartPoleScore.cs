namespace RlTrainer.Tests.Learning;

/// <summary>Mean length of the last 100 episodes, and when it first reached 475: CartPole-v1 counts as solved there.</summary>
internal sealed class CartPoleScore
{
    public const double Goal = 475.0;
    private const int Episodes = 100;
    private readonly Queue<int> _lengths = new();
    private long _sum;

    /// <summary>Environment steps so far, over all environments.</summary>
    public long Steps { get; set; }

    /// <summary>Environment steps at which the mean first reached the goal; null before.</summary>
    public long? SolvedAt { get; private set; }

    /// <summary>The largest mean of 100 episodes so far; 0 before there are 100.</summary>
    public double Best { get; private set; }

    public void Add(int length)
    {
        _lengths.Enqueue(length);
        _sum += length;
        if (_lengths.Count > Episodes) _sum -= _lengths.Dequeue();
        if (_lengths.Count < Episodes) return;
        Best = Math.Max(Best, (double)_sum / Episodes);
        if (Best >= Goal) SolvedAt ??= Steps;
    }
}
