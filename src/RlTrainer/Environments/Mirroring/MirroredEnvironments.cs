using RlTrainer.Features;

namespace RlTrainer.Environments;

/// <summary>
/// Trading environments of which every second one is seen in a mirror: a policy there is shown falls for rises, and its Buy
/// sells. Where up and down follow one pattern, a day then teaches twice. The accounts are those of the environments behind it,
/// to the cent: costs, fills and rules know no side. Rows of the mirrored table stand behind those of the table.
/// </summary>
internal sealed class MirroredEnvironments : IBranchingEnvironment
{
    private const int Buy = 1, Sell = 2;
    private readonly TradingEnvironments _real;
    private readonly float[] _table;
    private readonly int _rows;
    private readonly int[] _actions;
    private readonly byte[] _masks;
    private byte[]? _chosenMasks;

    /// <summary>Environments and their market's mirror image.</summary>
    /// <param name="real">The environments behind it.</param>
    /// <param name="table">The normalised table they stand on.</param>
    /// <param name="mirrored">The features of the mirrored bars, normalised as the table was.</param>
    /// <exception cref="ArgumentException">The tables are not of one size.</exception>
    public MirroredEnvironments(TradingEnvironments real, FeatureTable table, FeatureTable mirrored)
    {
        if (table.Values.Length != mirrored.Values.Length)
            throw new ArgumentException($"The mirrored table has {mirrored.BarCount} × {mirrored.FeatureCount} values, the "
                + $"table {table.BarCount} × {table.FeatureCount}; expected as many.");
        (_real, _rows) = (real, table.BarCount);
        _table = [.. table.Values.Span, .. mirrored.Values.Span];
        (_actions, _masks) = (new int[real.Count], new byte[real.Count * real.ActionCount]);
    }

    /// <inheritdoc/>
    public int Count => _real.Count;

    /// <inheritdoc/>
    public int ActionCount => _real.ActionCount;

    /// <inheritdoc/>
    public ObservationLayout Layout => _real.Layout;

    /// <summary>[2 × bars, features] the market, then its mirror image.</summary>
    public ReadOnlyMemory<float> Table => _table;

    /// <inheritdoc/>
    public void Reset() => _real.Reset();

    /// <inheritdoc/>
    public void ResetEnded() => _real.ResetEnded();

    /// <inheritdoc/>
    public void SeekDecisions() => _real.SeekDecisions();

    /// <inheritdoc/>
    public byte[] SaveState() => _real.SaveState();

    /// <inheritdoc/>
    public void RestoreState(ReadOnlySpan<byte> state) => _real.RestoreState(state);

    /// <inheritdoc/>
    public void Observe(Observations observations)
    {
        _real.Observe(observations);
        for (int env = 1; env < Count; env += 2) Reflect(observations, env);
    }

    /// <inheritdoc/>
    public void Masks(Span<byte> masks)
    {
        _real.Masks(masks);
        for (int env = 1; env < Count; env += 2) Swap(masks, env * ActionCount);
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends) =>
        _real.Step(Meant(actions), rewards, ends);

    /// <inheritdoc/>
    public void Decide(ReadOnlySpan<int> actions, double discount, DecisionOutcomes outcomes) =>
        _real.Decide(Meant(actions), discount, outcomes);

    /// <inheritdoc/>
    public void Branch(ReadOnlySpan<byte> masks, double discount, BranchOutcomes outcomes)
    {
        _real.Branch(MasksBehind(masks), discount, outcomes);
        Reflect(outcomes);
    }

    /// <inheritdoc/>
    public void Branch(ReadOnlySpan<byte> masks, double discount, BranchChoice choose, BranchReach reach,
        BranchOutcomes outcomes)
    {
        _real.Branch(MasksBehind(masks), discount, Behind(choose), reach, outcomes);
        Reflect(outcomes);
    }

    /// <summary>[envs, actions] as the accounts know them.</summary>
    private byte[] MasksBehind(ReadOnlySpan<byte> masks)
    {
        masks.CopyTo(_masks);
        for (int env = 1; env < Count; env += 2) Swap(_masks.AsSpan(), env * ActionCount);
        return _masks;
    }

    /// <summary>A choice by a policy that sees every second environment in the mirror: its Buy sells there.</summary>
    private BranchChoice Behind(BranchChoice choose) => (environments, observations, masks, actions) =>
    {
        _chosenMasks ??= new byte[_masks.Length * ActionCount];
        Span<byte> shown = _chosenMasks.AsSpan(0, masks.Length);
        masks.CopyTo(shown);
        for (int row = 0; row < environments.Length; row++)
        {
            if (environments[row] % 2 == 0) continue;
            Reflect(observations, row);
            Swap(shown, row * ActionCount);
        }
        choose(environments, observations, shown, actions);
        for (int row = 0; row < environments.Length; row++)
            if (environments[row] % 2 == 1) actions[row] = Reversed(actions[row]);
    };

    private static int Reversed(int action) => action switch { Buy => Sell, Sell => Buy, int other => other };

    private void Reflect(BranchOutcomes outcomes)
    {
        int dense = Layout.DenseCount;
        for (int env = 1; env < Count; env += 2)
        {
            int first = env * ActionCount;
            for (int slot = first; slot < first + ActionCount; slot++)
                if (_masks[slot] != 0) Reflect(outcomes.Observations, slot);
            Swap(outcomes.Rewards, first);
            Swap(outcomes.Discounts, first);
            Swap(outcomes.Ends, first);
            Swap(outcomes.Observations.Bars, first);
            for (int column = 0; column < dense; column++)
            {
                Span<float> numbers = outcomes.Observations.Dense;
                int bought = (first + Buy) * dense + column, sold = (first + Sell) * dense + column;
                (numbers[bought], numbers[sold]) = (numbers[sold], numbers[bought]);
            }
        }
    }

    private static void Swap<T>(Span<T> slots, int first) => (slots[first + Buy], slots[first + Sell]) =
        (slots[first + Sell], slots[first + Buy]);

    /// <summary>An observation as the mirror shows it.</summary>
    private void Reflect(Observations observations, int row)
    {
        observations.Bars[row] += _rows;
        DenseFeatures.Mirror(observations.Dense.Slice(row * Layout.DenseCount, Layout.DenseCount), Layout.DenseCount);
    }

    /// <summary>[envs] the actions that the accounts take for those a policy chose.</summary>
    private int[] Meant(ReadOnlySpan<int> actions)
    {
        for (int env = 0; env < _actions.Length; env++)
            _actions[env] = env % 2 == 0 ? actions[env] : Reversed(actions[env]);
        return _actions;
    }
}
