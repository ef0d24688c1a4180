using System.Runtime.InteropServices;
using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// CartPole-v1 in lockstep: reward 1 a step, terminated outside ±2.4 m or ±12°, truncated after 500 steps. It has nothing of
/// a market, so a learner that solves it does so by learning.
/// </summary>
internal sealed class CartPole : IBranchingEnvironment
{
    public const int StepLimit = 500;
    private const double StartRange = 0.05;
    private readonly CartPoleState[] _states;
    private readonly int[] _steps;
    private readonly byte[] _ended;
    private readonly Rng[] _starts;
    private readonly ulong _seed;

    public CartPole(int count, ulong seed)
    {
        _seed = seed;
        _states = new CartPoleState[count];
        _steps = new int[count];
        _ended = new byte[count];
        _starts = [.. Enumerable.Range(0, count).Select(index => Rng.Stream(seed, "cart-pole starts", index))];
        Reset();
    }

    public int Count => _states.Length;

    public int ActionCount => 2;

    public ObservationLayout Layout { get; } = new(0, 0, 4);

    public ReadOnlyMemory<float> Table => default;

    /// <summary>How long the episodes were that ended so far.</summary>
    public CartPoleScore Score { get; } = new();

    public ReadOnlySpan<CartPoleState> States => _states;

    public void Place(int index, CartPoleState state) => _states[index] = state;

    public void Reset()
    {
        for (int index = 0; index < Count; index++) Start(index);
    }

    public void Observe(Observations observations)
    {
        for (int index = 0; index < Count; index++)
        {
            Write(_states[index], observations.Dense.Slice(index * 4, 4));
            observations.Bars[index] = 0;
        }
    }

    public void Masks(Span<byte> masks) => masks.Fill(1);

    public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends)
    {
        for (int index = 0; index < Count; index++)
        {
            if (_ended[index] != 0)
                throw new InvalidOperationException($"Environment {index} has ended; reset it before the next step.");
            if (actions[index] is not (0 or 1))
                throw new InvalidOperationException($"Action {actions[index]} of environment {index} is not 0 or 1.");
            _states[index] = _states[index].After(actions[index]);
            _steps[index]++;
            Score.Steps++;
            rewards[index] = 1f;
            ends[index] = _states[index].IsOutside ? EpisodeEnd.Terminated : _steps[index] == StepLimit ? EpisodeEnd.Truncated
                : EpisodeEnd.None;
            _ended[index] = (byte)(ends[index] == EpisodeEnd.None ? 0 : 1);
            if (_ended[index] != 0) Score.Add(_steps[index]);
        }
    }

    public void ResetEnded()
    {
        for (int index = 0; index < Count; index++)
            if (_ended[index] != 0) Start(index);
    }

    /// <summary>Every state is a decision.</summary>
    public void SeekDecisions() => ResetEnded();

    public void Decide(ReadOnlySpan<int> actions, double discount, DecisionOutcomes outcomes)
    {
        Step(actions, outcomes.Rewards, outcomes.Ends);
        outcomes.Rewards.CopyTo(outcomes.DiscountedRewards);
        outcomes.Discounts.Fill((float)discount);
        outcomes.Bars.Fill(1);
    }

    /// <summary>The cart follows the push alone, so a branch is one step of a copy.</summary>
    public void Branch(ReadOnlySpan<byte> masks, double discount, BranchOutcomes outcomes)
    {
        for (int slot = 0; slot < masks.Length; slot++)
        {
            CartPoleState after = _states[slot / 2].After(slot % 2);
            (outcomes.Rewards[slot], outcomes.Discounts[slot]) = (1.0, discount);
            outcomes.Ends[slot] = after.IsOutside ? EpisodeEnd.Terminated : _steps[slot / 2] + 1 == StepLimit
                ? EpisodeEnd.Truncated : EpisodeEnd.None;
            Write(after, outcomes.Observations.Dense.Slice(slot * 4, 4));
            outcomes.Observations.Bars[slot] = 0;
        }
    }

    /// <summary>There is nothing to manage: every branch ends at the next state.</summary>
    public void Branch(ReadOnlySpan<byte> masks, double discount, BranchChoice choose, BranchReach reach,
        BranchOutcomes outcomes) =>
        Branch(masks, discount, outcomes);

    public byte[] SaveState() =>
    [
        .. BitConverter.GetBytes(_seed), .. BitConverter.GetBytes(Count), .. MemoryMarshal.AsBytes<CartPoleState>(_states),
        .. MemoryMarshal.AsBytes<int>(_steps), .. _ended, .. MemoryMarshal.AsBytes<Rng>(_starts),
    ];

    public void RestoreState(ReadOnlySpan<byte> state)
    {
        byte[] own = SaveState();
        if (state.Length != own.Length || !state[..12].SequenceEqual(own.AsSpan(0, 12)))
            throw new ArgumentException($"The saved state belongs to other environments than {Count} of seed {_seed}.");
        state = Read(state[12..], MemoryMarshal.AsBytes(_states.AsSpan()));
        state = Read(state, MemoryMarshal.AsBytes(_steps.AsSpan()));
        state = Read(state, _ended);
        Read(state, MemoryMarshal.AsBytes(_starts.AsSpan()));
    }

    private static void Write(CartPoleState state, Span<float> row)
    {
        (double position, double velocity, double angle, double angularVelocity) = state;
        row[0] = (float)position;
        row[1] = (float)velocity;
        row[2] = (float)angle;
        row[3] = (float)angularVelocity;
    }

    private void Start(int index)
    {
        ref Rng stream = ref _starts[index];
        _states[index] = new CartPoleState(Uniform(ref stream), Uniform(ref stream), Uniform(ref stream), Uniform(ref stream));
        _steps[index] = 0;
        _ended[index] = 0;
    }

    private static double Uniform(ref Rng stream) => (2.0 * stream.NextDouble() - 1.0) * StartRange;

    private static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> state, Span<byte> target)
    {
        state[..target.Length].CopyTo(target);
        return state[target.Length..];
    }
}
