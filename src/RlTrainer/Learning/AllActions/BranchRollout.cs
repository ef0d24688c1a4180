using RlTrainer.Environments;

namespace RlTrainer.Learning;

/// <summary>
/// N environments × T decisions with what each legal action led to, [steps, envs] step by step. Every row stands for itself: its
/// advantages and target are known as soon as its branches are. Filled and used again for every update.
/// </summary>
internal sealed class BranchRollout
{
    private readonly int[] _bars;
    private readonly float[] _dense, _values;
    private readonly byte[] _masks;

    public BranchRollout(int steps, int environments, ObservationLayout layout, int actionCount)
    {
        (Steps, Environments, Layout, ActionCount) = (steps, environments, layout, actionCount);
        Count = checked(steps * environments);
        (_bars, _dense, _values) = (new int[Count], new float[checked(Count * layout.DenseCount)], new float[Count]);
        _masks = new byte[checked(Count * actionCount)];
        (LogProbabilities, Advantages, Targets) = (new float[_masks.Length], new float[_masks.Length], new float[Count]);
    }

    /// <summary>T, decisions of every environment.</summary>
    public int Steps { get; }

    /// <summary>N, environments.</summary>
    public int Environments { get; }

    /// <summary>Decisions in all, T × N.</summary>
    public int Count { get; }

    /// <summary>What one observation is made of.</summary>
    public ObservationLayout Layout { get; }

    /// <summary>Actions of the environment.</summary>
    public int ActionCount { get; }

    /// <summary>[steps, envs, actions] log-probabilities of the policy that collected; −∞ where illegal.</summary>
    public float[] LogProbabilities { get; }

    /// <summary>[steps, envs, actions] advantages in the fixed unit; 0 where illegal.</summary>
    public float[] Advantages { get; }

    /// <summary>[steps, envs] what the policy expects over its actions: the value network's targets.</summary>
    public float[] Targets { get; }

    /// <summary>[envs] observations of a step.</summary>
    public Observations Observations(int step) =>
        new(_bars.AsSpan(step * Environments, Environments),
            _dense.AsSpan(step * Environments * Layout.DenseCount, Environments * Layout.DenseCount));

    /// <summary>[envs, actions] masks of a step.</summary>
    public Span<byte> Masks(int step) => Row(_masks, step);

    /// <summary>[envs] values of a step.</summary>
    public Span<float> Values(int step) => _values.AsSpan(step * Environments, Environments);

    /// <summary>[envs, actions] log-probabilities of a step.</summary>
    public Span<float> LogProbabilitiesOf(int step) => Row(LogProbabilities, step);

    /// <summary>[envs, actions] advantages of a step.</summary>
    public Span<float> AdvantagesOf(int step) => Row(Advantages, step);

    /// <summary>[envs] targets of a step.</summary>
    public Span<float> TargetsOf(int step) => Targets.AsSpan(step * Environments, Environments);

    internal ReadOnlySpan<int> AllBars => _bars;

    internal ReadOnlySpan<float> AllDense => _dense;

    internal ReadOnlySpan<byte> AllMasks => _masks;

    internal ReadOnlySpan<float> AllValues => _values;

    private Span<T> Row<T>(T[] values, int step) => values.AsSpan(step * Environments * ActionCount, Environments * ActionCount);
}
