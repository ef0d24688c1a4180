using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// Whole updates of phase 1 on a synthetic market, as a run makes them: play, learn, all epochs (the KL stop is off). Only
/// evaluation and files are left out.
/// </summary>
internal sealed class EndToEndBenchmark
{
    private const double PeakSeconds = 0.02;
    private const int LeastStates = 16_384;
    private readonly PreparedMarket _market;
    private readonly BenchmarkLength _length;
    private readonly TimeProvider _clock;

    /// <summary>Generates the market.</summary>
    /// <param name="length">How many days the market has and how long is measured.</param>
    /// <param name="clock">Where the time comes from.</param>
    public EndToEndBenchmark(BenchmarkLength length, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(length);
        ArgumentNullException.ThrowIfNull(clock);
        (_length, _clock) = (length, clock);
        SyntheticMarket market =
            SyntheticBars.Generate(new SyntheticConfig { Days = length.MarketDays, Seed = 1, Signal = PlantedSignal.Fast });
        _market = PreparedMarket.Of(market.Minutes, RunConfig.Phase1);
    }

    /// <summary>Numbers of environments of the table, and the minibatch each is measured with.</summary>
    public static IReadOnlyList<(int Environments, int Batch)> Sizes { get; } =
        [(8, 512), (80, 512), (1_024, 4_096), (4_096, 32_768)];

    /// <summary>The default learner, and the same with minibatches of 512 states as the original had them; no KL stop.</summary>
    public static IReadOnlyList<PpoConfig> Learners { get; } =
        [RunConfig.Phase1.Ppo with { TargetKl = 0 }, PpoConfig.Phase1 with { TargetKl = 0 }];

    /// <summary>Layout and network of phase 1.</summary>
    public (ObservationLayout Layout, NetworkShape Network) Shape()
    {
        TradingEnvironments environments = Environments(1);
        return (environments.Layout, NetworkOf(environments, PpoConfig.Phase1));
    }

    /// <summary>The cpu engine with so many threads, beside their peak.</summary>
    /// <param name="threads">Threads to compute with, 0 for all.</param>
    /// <param name="environments">How many environments step together.</param>
    /// <param name="learner">Hyperparameters; they decide how much learning a step costs.</param>
    /// <returns>Environment steps a second, acting and learning included.</returns>
    public EndToEndSpeed Cpu(int threads, int environments, PpoConfig learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        using var team = new ThreadTeam(threads);
        return Measure("cpu", threads, environments, learner, (layout, network, seed) =>
            new CpuEngine(layout, network, seed, threads), team);
    }

    /// <summary>Any engine with so many environments and minibatches of so many states; rollouts are short where there are
    /// many environments.</summary>
    /// <param name="backend">Its name, for the report.</param>
    /// <param name="environments">How many environments step together.</param>
    /// <param name="batch">States in a minibatch.</param>
    /// <param name="engine">Makes the engine.</param>
    /// <returns>Environment steps a second, acting and learning included.</returns>
    public EndToEndSpeed Backend(string backend, int environments, int batch, EngineMaker engine)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(engine);
        int steps = Math.Clamp(Math.Max(batch, LeastStates) / environments, 1, PpoConfig.Phase1.StepsPerRollout);
        return Measure(backend, null, environments,
            PpoConfig.Phase1 with { TargetKl = 0, BatchSize = batch, StepsPerRollout = steps }, engine, null);
    }

    private EndToEndSpeed Measure(string backend, int? threads, int count, PpoConfig learner, EngineMaker maker, ThreadTeam? team)
    {
        TradingEnvironments environments = Environments(count);
        using var engine = new MeteredEngine(maker(environments.Layout, NetworkOf(environments, learner), RunConfig.Phase1.Seed));
        learner = learner with
        {
            Steps = AlgorithmConfig.MostSteps,
            StepsPerRollout = Math.Min(learner.StepsPerRollout, _length.StepsPerRollout),
            Epochs = _length.Epochs,
        };
        var trainer = new Trainer(environments, engine, learner, RunConfig.Phase1.Seed, _clock);
        trainer.Update();
        int updates = _length.Updates;
        double operations = engine.Operations;
        long? launches = engine.Launches;
        long optimizerSteps = engine.Steps;
        (UpdateReport[] reports, double[] peaks, int collections) = Updated(trainer, updates, team);
        UpdateTiming[] timings = [.. reports.Select(report => report.Timing)];
        double total = timings.Sum(timing => timing.TotalSeconds);
        double[] seconds = [.. timings.Select(timing => timing.TotalSeconds).Order()];
        string minibatch = learner.BatchCounting == BatchCounting.States ? $"{learner.BatchSize} states"
            : $"{learner.BatchSize} decisions";
        return new EndToEndSpeed(
            backend, threads, count, minibatch, trainer.StepsPerUpdate / seconds[seconds.Length / 2],
            trainer.StepsPerUpdate / seconds[0],
            timings.Sum(timing => timing.EnvironmentSeconds) / total, timings.Sum(timing => timing.InferenceSeconds) / total,
            timings.Sum(timing => timing.LearningSeconds) / total,
            reports.Sum(report => report.DecisionShare / updates),
            (engine.Operations - operations) / updates / trainer.StepsPerUpdate,
            team is null ? null : peaks[^1], team is null ? null : peaks[peaks.Length / 2],
            (engine.Launches - launches) / (double)(engine.Steps - optimizerSteps), collections);
    }

    /// <summary>The updates that count, each after a few turns of the peak loop, sorted, with the garbage collections of the
    /// updates alone.</summary>
    private static (UpdateReport[] Reports, double[] Peaks, int Collections) Updated(
        Trainer trainer, int updates, ThreadTeam? team)
    {
        var reports = new List<UpdateReport>();
        var peaks = new List<double>();
        int collections = 0;
        for (int update = 0; update < updates; update++)
        {
            if (team is not null) peaks.AddRange(FmaPeak.Turns(team, PeakSeconds));
            int before = GC.CollectionCount(0);
            reports.Add(trainer.Update());
            collections += GC.CollectionCount(0) - before;
        }
        return ([.. reports], [.. peaks.Order()], collections);
    }

    private TradingEnvironments Environments(int count) => new(
        _market.Train, RunConfig.Phase1.Environment with { EnvironmentCount = count }, RunConfig.Phase1.Rules,
        RunConfig.Phase1.Seed);

    private static NetworkShape NetworkOf(TradingEnvironments environments, PpoConfig learner) =>
        new(environments.Layout.Size, learner.Hidden, environments.ActionCount);
}
