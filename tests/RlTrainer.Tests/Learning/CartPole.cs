using System.Buffers.Binary;
using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// N poles on carts with the dynamics of Gymnasium's CartPole-v1 (Barto, Sutton and Anderson 1983): push left or right, reward 1
/// a step, terminated beyond ±2.4 or ±12°, truncated after 500 steps. Observations have no table part.
/// </summary>
public sealed class CartPole : IVectorEnvironment
{
    private const double Gravity = 9.8, CartMass = 1.0, PoleMass = 0.1, HalfLength = 0.5, Force = 10.0, Seconds = 0.02;
    private const int StepLimit = 500;
    private readonly double[] _position, _speed, _angle, _turn;
    private readonly int[] _steps;
    private readonly bool[] _ended;
    private readonly Rng[] _starts;

    public CartPole(int count, ulong seed)
    {
        Count = count;
        (_position, _speed, _angle, _turn) = (new double[count], new double[count], new double[count], new double[count]);
        (_steps, _ended) = (new int[count], new bool[count]);
        _starts = [.. Enumerable.Range(0, count).Select(index => Rng.Stream(seed, "cart pole", index))];
    }

    public int Count { get; }

    public int ActionCount => 2;

    public ObservationLayout Layout { get; } = new(0, 0, 4);

    public ReadOnlyMemory<float> Table => default;

    public void Reset()
    {
        for (int index = 0; index < Count; index++) Start(index);
    }

    public void Observe(Observations observations)
    {
        for (int index = 0; index < Count; index++)
        {
            Span<float> row = observations.Dense.Slice(index * 4, 4);
            (row[0], row[1], row[2], row[3]) = ((float)_position[index], (float)_speed[index], (float)_angle[index], (float)_turn[index]);
        }
        observations.Bars.Clear();
    }

    public void Masks(Span<byte> masks) => masks.Fill(1);

    public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends)
    {
        for (int index = 0; index < Count; index++)
        {
            if (_ended[index]) throw new InvalidOperationException($"Environment {index} ended and was not reset.");
            Move(index, actions[index] == 1 ? Force : -Force);
            bool isDown = Math.Abs(_position[index]) > 2.4 || Math.Abs(_angle[index]) > 12.0 * Math.PI / 180.0;
            rewards[index] = 1f;
            ends[index] = isDown ? EpisodeEnd.Terminated : ++_steps[index] >= StepLimit ? EpisodeEnd.Truncated : EpisodeEnd.None;
            _ended[index] = ends[index] != EpisodeEnd.None;
        }
    }

    public void ResetEnded()
    {
        for (int index = 0; index < Count; index++)
            if (_ended[index]) Start(index);
    }

    public byte[] SaveState()
    {
        byte[] state = new byte[Count * 72];
        for (int index = 0; index < Count; index++)
        {
            Span<byte> part = state.AsSpan(index * 72, 72);
            BinaryPrimitives.WriteDoubleLittleEndian(part, _position[index]);
            BinaryPrimitives.WriteDoubleLittleEndian(part[8..], _speed[index]);
            BinaryPrimitives.WriteDoubleLittleEndian(part[16..], _angle[index]);
            BinaryPrimitives.WriteDoubleLittleEndian(part[24..], _turn[index]);
            BinaryPrimitives.WriteInt32LittleEndian(part[32..], _steps[index]);
            BinaryPrimitives.WriteInt32LittleEndian(part[36..], _ended[index] ? 1 : 0);
            (ulong a, ulong b, ulong c, ulong d) = _starts[index].State;
            BinaryPrimitives.WriteUInt64LittleEndian(part[40..], a);
            BinaryPrimitives.WriteUInt64LittleEndian(part[48..], b);
            BinaryPrimitives.WriteUInt64LittleEndian(part[56..], c);
            BinaryPrimitives.WriteUInt64LittleEndian(part[64..], d);
        }
        return state;
    }

    public void RestoreState(ReadOnlySpan<byte> state)
    {
        if (state.Length != Count * 72) throw new ArgumentException($"The state has {state.Length} bytes; {Count} carts have {Count * 72}.");
        for (int index = 0; index < Count; index++)
        {
            ReadOnlySpan<byte> part = state.Slice(index * 72, 72);
            _position[index] = BinaryPrimitives.ReadDoubleLittleEndian(part);
            _speed[index] = BinaryPrimitives.ReadDoubleLittleEndian(part[8..]);
            _angle[index] = BinaryPrimitives.ReadDoubleLittleEndian(part[16..]);
            _turn[index] = BinaryPrimitives.ReadDoubleLittleEndian(part[24..]);
            _steps[index] = BinaryPrimitives.ReadInt32LittleEndian(part[32..]);
            _ended[index] = BinaryPrimitives.ReadInt32LittleEndian(part[36..]) != 0;
            _starts[index] = Rng.FromState((
                BinaryPrimitives.ReadUInt64LittleEndian(part[40..]), BinaryPrimitives.ReadUInt64LittleEndian(part[48..]),
                BinaryPrimitives.ReadUInt64LittleEndian(part[56..]), BinaryPrimitives.ReadUInt64LittleEndian(part[64..])));
        }
    }

    private void Start(int index)
    {
        _position[index] = Draw(index);
        _speed[index] = Draw(index);
        _angle[index] = Draw(index);
        _turn[index] = Draw(index);
        (_steps[index], _ended[index]) = (0, false);
    }

    private double Draw(int index) => _starts[index].NextDouble() * 0.1 - 0.05;

    private void Move(int index, double force)
    {
        (double sine, double cosine) = Math.SinCos(_angle[index]);
        double total = CartMass + PoleMass, lever = PoleMass * HalfLength;
        double push = (force + lever * _turn[index] * _turn[index] * sine) / total;
        double turnGain = (Gravity * sine - cosine * push) / (HalfLength * (4.0 / 3.0 - PoleMass * cosine * cosine / total));
        double speedGain = push - lever * turnGain * cosine / total;
        _position[index] += Seconds * _speed[index];
        _speed[index] += Seconds * speedGain;
        _angle[index] += Seconds * _turn[index];
        _turn[index] += Seconds * turnGain;
    }
}
