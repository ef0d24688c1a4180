using RlTrainer.Environments;

namespace RlTrainer.Learning;

/// <summary>
/// What N environments did for T steps, [steps, envs] step by step. Observations are kept by reference: a bar index and the
/// (normalised) dense part, some thirty bytes instead of nine hundred. Filled and used again for every update.
/// </summary>
public sealed class Rollout
{
    private readonly int[] _bars, _actions;
    private readonly float[] _dense, _logits, _values, _logs, _rewards, _bootstraps;
    private readonly byte[] _masks;
    private readonly EpisodeEnd[] _ends;

    /// <summary>Memory for so many steps of so many environments.</summary>
    /// <param name="steps">Steps of each environment, at least 1.</param>
    /// <param name="environments">How many environments, at least 1.</param>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="actionCount">How many actions, legal or not, a step chooses from.</param>
    /// <param name="isByDecision">A step is a decision and reaches over several bars.</param>
    /// <exception cref="ArgumentOutOfRangeException">Steps or environments are below 1.</exception>
    public Rollout(int steps, int environments, ObservationLayout layout, int actionCount, bool isByDecision = false)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(environments, 1);
        (Steps, Environments, Layout, ActionCount) = (steps, environments, layout, actionCount);
        int count = checked(steps * environments);
        (_bars, _actions, _masks, _ends) =
            (new int[count], new int[count], new byte[checked(count * actionCount)], new EpisodeEnd[count]);
        (_dense, _logits) = (new float[checked(count * layout.DenseCount)], new float[environments * actionCount]);
        (_values, _logs, _rewards, _bootstraps) = (new float[count], new float[count], new float[count], new float[count]);
        (Discounts, IsByDecision) = (isByDecision ? new float[count] : [], isByDecision);
        (Advantages, Returns, LastValues) = (new float[count], new float[count], new float[environments]);
    }

    /// <summary>T, steps of every environment.</summary>
    public int Steps { get; }

    /// <summary>N, environments.</summary>
    public int Environments { get; }

    /// <summary>States in all, T × N.</summary>
    public int Count => _actions.Length;

    /// <summary>What one observation is made of.</summary>
    public ObservationLayout Layout { get; }

    /// <summary>Actions of the environment.</summary>
    public int ActionCount { get; }

    /// <summary>A step is a decision and what followed up to the next one, over <see cref="Discounts"/>.</summary>
    public bool IsByDecision { get; }

    /// <summary>[steps, envs] γ to the number of bars of each step; empty where a step is a bar.</summary>
    public float[] Discounts { get; }

    /// <summary>[steps, envs] advantages, filled by <see cref="Advantage"/>.</summary>
    public float[] Advantages { get; }

    /// <summary>[steps, envs] targets of the value network, filled by <see cref="Advantage"/>.</summary>
    public float[] Returns { get; }

    /// <summary>[envs] values of the observations after the last step, where the rollout is cut.</summary>
    public float[] LastValues { get; }

    /// <summary>[envs, actions] logits of the step at hand.</summary>
    public Span<float> Logits => _logits;

    /// <summary>[envs] observations of a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Observations Observations(int step) =>
        new(Row(_bars, step), _dense.AsSpan(step * Environments * Layout.DenseCount, Environments * Layout.DenseCount));

    /// <summary>[envs, actions] masks of a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Span<byte> Masks(int step) => _masks.AsSpan(step * Environments * ActionCount, Environments * ActionCount);

    /// <summary>[envs] actions of a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Span<int> Actions(int step) => Row(_actions, step);

    /// <summary>[envs] log-probabilities of the actions of a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory, nats.</returns>
    public Span<float> LogProbabilities(int step) => Row(_logs, step);

    /// <summary>[envs] values of a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Span<float> Values(int step) => Row(_values, step);

    /// <summary>[envs] rewards of a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Span<float> Rewards(int step) => Row(_rewards, step);

    /// <summary>[envs] how episodes ended with a step.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Span<EpisodeEnd> Ends(int step) => Row(_ends, step);

    /// <summary>[envs] values of the last observations (before the reset)
    /// of episodes that a step truncated; unused elsewhere.</summary>
    /// <param name="step">In [0, steps).</param>
    /// <returns>A view of the rollout's memory.</returns>
    public Span<float> BootstrapValues(int step) => Row(_bootstraps, step);

    internal ReadOnlySpan<int> AllBars => _bars;

    internal ReadOnlySpan<float> AllDense => _dense;

    internal ReadOnlySpan<byte> AllMasks => _masks;

    internal ReadOnlySpan<int> AllActions => _actions;

    internal ReadOnlySpan<float> AllLogProbabilities => _logs;

    internal ReadOnlySpan<float> AllValues => _values;

    internal Span<float> AllRewards => _rewards;

    private Span<T> Row<T>(T[] values, int step) => values.AsSpan(step * Environments, Environments);
}
