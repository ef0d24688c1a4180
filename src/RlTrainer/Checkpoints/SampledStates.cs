using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// States of one kind that a policy meets: bar indices, normalised dense parts and masks, in the order met.
/// </summary>
internal sealed class SampledStates(int actionCount, int wanted)
{
    private readonly List<int> _bars = [];
    private readonly List<float> _dense = [];
    private readonly List<byte> _masks = [];

    public int Count => _bars.Count;

    public bool IsFull => Count >= wanted;

    public ReadOnlySpan<byte> Mask(int state) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_masks).Slice(state * actionCount, actionCount);

    /// <summary>[n, actions] the logits an engine gives these states.</summary>
    public float[] Logits(IPpoEngine engine)
    {
        float[] logits = new float[Count * engine.Network.Actions];
        engine.Logits(new Observations(_bars.ToArray(), _dense.ToArray()), logits);
        return logits;
    }

    /// <summary>
    /// Plays an environment with a policy that knows only its first actions, by drawing among them, and keeps the flat states
    /// with a choice and the states in position that the first action alone does not exhaust.
    /// </summary>
    /// <param name="engine">The policy's networks, bound to the table.</param>
    /// <param name="normalizer">Its dense normaliser.</param>
    /// <param name="target">The run with its normalised training days, its rules, and the environment with all actions; its
    /// seed decides starts and draws.</param>
    /// <param name="wanted">How many of each kind.</param>
    public static (SampledStates Flat, SampledStates InPosition) Meet(
        IPpoEngine engine, DenseNormalizer normalizer, TransferTarget target, int wanted)
    {
        const int environments = 16, mostSteps = 20_000;
        ulong seed = target.Manifest.Seed;
        var environment = new TradingEnvironments(
            target.Table, target.Environment with { EnvironmentCount = environments }, target.Rules, seed);
        int width = environment.ActionCount, shared = engine.Network.Actions, dense = environment.Layout.DenseCount;
        var flat = new SampledStates(width, wanted);
        var inPosition = new SampledStates(width, width > shared ? wanted : 0);
        int[] bars = new int[environments], actions = new int[environments];
        float[] numbers = new float[environments * dense], raw = new float[numbers.Length],
            logits = new float[environments * shared], values = new float[environments], logs = new float[environments];
        byte[] masks = new byte[environments * width], sharedMasks = new byte[environments * shared];
        var ends = new EpisodeEnd[environments];
        var draws = Rng.Stream(seed, "transfer draws");
        environment.Reset();
        for (int step = 0; step < mostSteps && !(flat.IsFull && inPosition.IsFull); step++)
        {
            environment.Observe(new Observations(bars, numbers));
            numbers.CopyTo(raw, 0);
            normalizer.Apply(numbers);
            environment.Masks(masks);
            engine.Evaluate(new Observations(bars, numbers), logits, values);
            for (int env = 0; env < environments; env++)
                masks.AsSpan(env * width, shared).CopyTo(sharedMasks.AsSpan(env * shared));
            ActionSampler.Sample(logits, sharedMasks, ref draws, actions, logs);
            for (int env = 0; env < environments; env++)
            {
                SampledStates kind = raw[env * dense] == 0f ? flat : inPosition;      // the first dense number is the side
                ReadOnlySpan<byte> mask = masks.AsSpan(env * width, width);
                if (!kind.IsFull && MaskedCategorical.LegalCount(mask) > 1)
                    kind.Add(bars[env], numbers.AsSpan(env * dense, dense), mask);
            }
            environment.Step(actions, values, ends);
            environment.ResetEnded();
        }
        return (flat, inPosition);
    }

    private void Add(int bar, ReadOnlySpan<float> dense, ReadOnlySpan<byte> mask)
    {
        _bars.Add(bar);
        _dense.AddRange(dense);
        _masks.AddRange(mask);
    }
}
