using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>Measures any engine on made-up observations of the real shape, minibatch size by minibatch size. The clock is
/// the caller's.</summary>
public static class EngineBenchmark
{
    /// <summary>Minibatch sizes of the table.</summary>
    public static IReadOnlyList<int> Batches { get; } = [512, 4_096, 32_768];

    /// <summary>Optimizer steps a second; one step before the clock starts warms up.</summary>
    /// <param name="backend">The backend's short name, e.g. "cpu".</param>
    /// <param name="engine">It is bound to a random table and its weights change.</param>
    /// <param name="batch">Samples in a minibatch.</param>
    /// <param name="atLeast">Steps are made until this much time has passed.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <returns>Steps and samples a second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch is below 1.</exception>
    public static UpdateSpeed Updates(string backend, IPpoEngine engine, int batch, TimeSpan atLeast, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var data = new BenchmarkBatch(engine.Layout, engine.Network, batch);
        engine.Bind(data.Table);
        engine.Step(data.Minibatch, BenchmarkBatch.Settings);
        long start = clock.GetTimestamp(), updates = 0;
        long? launches = engine.Launches;
        TimeSpan passed;
        do
        {
            engine.Step(data.Minibatch, BenchmarkBatch.Settings);
            updates++;
            passed = clock.GetElapsedTime(start);
        }
        while (passed < atLeast);
        return new UpdateSpeed(backend, batch, updates / passed.TotalSeconds, (engine.Launches - launches) / (double)updates);
    }
}
