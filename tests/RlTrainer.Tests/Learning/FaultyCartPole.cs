using RlTrainer.Environments;

namespace RlTrainer.Tests.Learning;

/// <summary>CartPole with one number spoiled at one observation or step.</summary>
internal sealed class FaultyCartPole(int count, int atStep, int dense = -1, int reward = -1) : IVectorEnvironment
{
    private readonly CartPole _inner = new(count, 1);
    private int _steps;

    public int Count => _inner.Count;

    public int ActionCount => _inner.ActionCount;

    public ObservationLayout Layout => _inner.Layout;

    public ReadOnlyMemory<float> Table => _inner.Table;

    public void Reset() => _inner.Reset();

    public void Observe(Observations observations)
    {
        _inner.Observe(observations);
        if (dense >= 0 && _steps == atStep) observations.Dense[dense] = float.PositiveInfinity;
    }

    public void Masks(Span<byte> masks) => _inner.Masks(masks);

    public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends)
    {
        _inner.Step(actions, rewards, ends);
        if (reward >= 0 && _steps == atStep) rewards[reward] = float.NaN;
        _steps++;
    }

    public void ResetEnded() => _inner.ResetEnded();

    public byte[] SaveState() => _inner.SaveState();

    public void RestoreState(ReadOnlySpan<byte> state) => _inner.RestoreState(state);
}
