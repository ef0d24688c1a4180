using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// Measures any engine on made-up observations of the real shape: what a backend brings on this machine, minibatch by
/// minibatch size and with few or many environments. The clock is the caller's.
/// </summary>
public static class EngineBenchmark
{
    private const int TableRows = 100_000;

    /// <summary>Minibatch sizes of the table.</summary>
    public static IReadOnlyList<int> Batches { get; } = [512, 4_096, 32_768];

    /// <summary>Numbers of environments of the table.</summary>
    public static IReadOnlyList<int> EnvironmentCounts { get; } = [8, 80, 1_024, 4_096];

    /// <summary>Optimizer steps a second; one step before the clock starts warms up.</summary>
    /// <param name="engine">It is bound to a random table and its weights change.</param>
    /// <param name="batch">Samples in a minibatch.</param>
    /// <param name="atLeast">Steps are made until this much time has passed.</param>
    /// <param name="clock">Where the time comes from.</param>
    public static UpdateSpeed Updates(IPpoEngine engine, int batch, TimeSpan atLeast, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ObservationLayout layout = engine.Layout;
        int actions = engine.Network.Actions;
        Rng draws = Rng.Stream(42, "engine benchmark");
        engine.Bind(Numbers(TableRows * layout.TableFeatures, ref draws));
        int[] bars = Bars(batch, layout, ref draws), taken = new int[batch];
        float[] dense = Numbers(batch * layout.DenseCount, ref draws), advantages = Numbers(batch, ref draws), returns = Numbers(batch, ref draws);
        float[] logProbabilities = new float[batch];
        byte[] masks = new byte[batch * actions];
        Array.Fill(logProbabilities, -MathF.Log(actions));
        Array.Fill(masks, (byte)1);
        for (int sample = 0; sample < batch; sample++) taken[sample] = draws.NextInt32(actions);
        var minibatch = new Minibatch(new Observations(bars, dense), masks, taken, logProbabilities, advantages, returns, returns);
        var settings = new StepSettings(1e-5f, 0.2f, 0.01f, 0.5f, 0.5f, float.PositiveInfinity);
        engine.Step(minibatch, settings);
        long start = clock.GetTimestamp(), updates = 0;
        TimeSpan passed;
        do
        {
            engine.Step(minibatch, settings);
            updates++;
            passed = clock.GetElapsedTime(start);
        }
        while (passed < atLeast);
        return new UpdateSpeed(engine.Name, batch, updates / passed.TotalSeconds);
    }

    /// <summary>Seconds an environment step takes when experience is gathered; one round before the clock starts warms up.</summary>
    /// <param name="engine">It is bound to the environments' table.</param>
    /// <param name="environments">They are reset and stepped.</param>
    /// <param name="atLeast">Rounds are made until this much time has passed.</param>
    /// <param name="clock">Where the time comes from.</param>
    public static RolloutSpeed Rollout(IPpoEngine engine, IVectorEnvironment environments, TimeSpan atLeast, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentNullException.ThrowIfNull(clock);
        int count = environments.Count, actions = environments.ActionCount;
        (int[] bars, float[] dense) = (new int[count], new float[count * environments.Layout.DenseCount]);
        (float[] logits, float[] values, byte[] masks) = (new float[count * actions], new float[count], new byte[count * actions]);
        (int[] taken, float[] logProbabilities) = (new int[count], new float[count]);
        (float[] rewards, EpisodeEnd[] ends) = (new float[count], new EpisodeEnd[count]);
        Rng draws = Rng.Stream(42, "engine benchmark");
        engine.Bind(environments.Table);
        environments.Reset();
        TimeSpan passed = TimeSpan.Zero, evaluated = TimeSpan.Zero;
        for (long rounds = -1; ; rounds++)
        {
            if (rounds > 0 && passed >= atLeast)
                return new RolloutSpeed(engine.Name, count, passed.TotalSeconds / (rounds * count), evaluated / passed);
            long start = clock.GetTimestamp();
            environments.Observe(new Observations(bars, dense));
            environments.Masks(masks);
            long before = clock.GetTimestamp();
            engine.Evaluate(new Observations(bars, dense), logits, values);
            TimeSpan evaluation = clock.GetElapsedTime(before);
            ActionSampler.Sample(logits, masks, ref draws, taken, logProbabilities);
            environments.Step(taken, rewards, ends);
            environments.ResetEnded();
            if (rounds < 0) continue;
            passed += clock.GetElapsedTime(start);
            evaluated += evaluation;
        }
    }

    private static float[] Numbers(int count, ref Rng draws)
    {
        float[] numbers = new float[count];
        for (int index = 0; index < count; index++) numbers[index] = (float)draws.NextGaussian();
        return numbers;
    }

    private static int[] Bars(int count, ObservationLayout layout, ref Rng draws)
    {
        int[] bars = new int[count];
        if (layout.TableSize == 0) return bars;
        for (int index = 0; index < count; index++) bars[index] = layout.WindowBars - 1 + draws.NextInt32(TableRows - layout.WindowBars + 1);
        return bars;
    }
}
