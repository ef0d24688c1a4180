using System.Globalization;
using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// The curriculum at production length on a planted signal, seed after seed: phase 1, phase 2 from its best model, phase 2
/// from scratch, each judged on generated days that no run has seen. Runs are ordinary runs in folders: stopped at any
/// moment, the same command goes on. Each finished run is one line of results.jsonl; the table is printed from those.
/// </summary>
internal sealed class StudyBenchmark
{
    public const string Phase1 = "phase 1", Transferred = "phase 2 by transfer", FromScratch = "phase 2 from scratch";
    private const int ValidationDays = 100;
    private readonly StudyOptions _options;
    private readonly TextWriter _output;
    private readonly BarSeries _heldOut;
    private readonly PreparedMarket _market;
    private readonly Yardsticks _yardsticks, _floorYardsticks;
    private readonly Lock _writing = new();
    private readonly string _results;

    private StudyBenchmark(StudyOptions options, TextWriter output)
    {
        (_options, _output, _results) = (options, output, Path.Combine(options.Folder, "results.jsonl"));
        int days = options.Days;
        SyntheticMarket market =
            SyntheticBars.Generate(new SyntheticConfig { Days = 2 * days + ValidationDays, Seed = 1, Signal = options.Market });
        BarSeries train = market.Minutes.SliceDays(0, days), validation = market.Minutes.SliceDays(days, days + ValidationDays);
        _heldOut = market.Minutes.SliceDays(days + ValidationDays, 2 * days + ValidationDays);
        RunConfig config = RunConfig.Phase1;
        _market = PreparedMarket.Of(train, validation, _heldOut, config, BarsHash.Of(market.Minutes));
        _yardsticks = Yardsticks.Measure(market, train, _heldOut, config.Environment, config.Rules, config.Seed);
        _floorYardsticks = Yardsticks.Measure(
            market, train, _heldOut, config.Environment with { AfterTarget = TargetOutcome.RaisesFloor }, config.Rules,
            config.Seed);
    }

    public static int Run(TextWriter output, string[] args)
    {
        StudyOptions options = StudyOptions.Parse(args);
        Directory.CreateDirectory(options.Folder);
        if (!options.TableOnly) new StudyBenchmark(options, output).RunAll();
        output.WriteLine(StudyTable.Of(
            Rows(Path.Combine(options.Folder, "results.jsonl")), row => FolderOf(options, row.Market, row.Seed, row.Arm)));
        return 0;
    }

    private void RunAll()
    {
        if (!Finished().Any(row => row.Arm == "yardstick" && row.Market == Name))
            for (int index = 0; index < _yardsticks.All.Count; index++)
                Write(StudyRow.Of(Name, "yardstick", 0, _yardsticks.All[index]) with
                {
                    FloorShare = _floorYardsticks.All[index].ShareOfOracle.Value,
                    FloorProfit = _floorYardsticks.All[index].Evaluation.Metrics.NetProfit.Value,
                    FloorPass = _floorYardsticks.All[index].Evaluation.Pass?.Passed,
                });
        string[] arms = _options.WithScratch ? [Phase1, FromScratch, Transferred] : [Phase1, Transferred];
        var waiting = new LinkedList<(ulong Seed, string Arm)>(
            from seed in Enumerable.Range(1, _options.Seeds)
            from arm in arms
            where !IsFinished((ulong)seed, arm)
            select (
                (ulong)seed, arm));
        Thread[] workers = [.. Enumerable.Range(0, _options.AtOnce).Select(_ => new Thread(() => Work(waiting)))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
    }

    /// <summary>Takes the first run whose start is ready, until none is left.</summary>
    private void Work(LinkedList<(ulong Seed, string Arm)> waiting)
    {
        while (true)
        {
            (ulong Seed, string Arm) job = (0, "");
            bool found = false;
            lock (waiting)
            {
                if (waiting.Count == 0) return;
                foreach ((ulong Seed, string Arm) candidate in waiting)
                {
                    if (candidate.Arm == Transferred && !IsFinished(candidate.Seed, Phase1)) continue;
                    (job, found) = (candidate, true);
                    break;
                }
                if (found) waiting.Remove(job);
            }
            if (found) Train(job.Seed, job.Arm);
            else Thread.Sleep(1000);
        }
    }

    private void Train(ulong seed, string arm)
    {
        RunConfig config = Config(seed, arm);
        var folder = FolderOf(_options, Name, seed, arm);
        Directory.CreateDirectory(folder.Path);
        if (!File.Exists(folder.Final(config.Phase)))
        {
            Checkpoint? from = arm == Transferred ? CheckpointFile.Read(FolderOf(_options, Name, seed, Phase1).Best) : null;
            using TrainingRun run = folder.IsTaken && folder.LatestCheckpoint() is not null
                ? TrainingRun.Resume(folder, _market, _options.Threads)
                : TrainingRun.Start(config, _market, folder, _options.Threads, from: from, replace: true);
            run.RunToEnd();
        }
        Checkpoint best = CheckpointFile.Read(folder.Best);
        Comparison comparison = Compared(best, TargetOutcome.Ends);
        PolicyEvaluation raised = Compared(best, TargetOutcome.RaisesFloor, withBaselines: false).Policies[0];
        TrainingSummary summary = RunJson.Read<TrainingSummary>(File.ReadAllText(folder.Summary), folder.Summary);
        (long? converged, double final) = Convergence.Of(folder);
        StudyRow row = StudyRow.Of(Name, arm, seed, _yardsticks.Judge(comparison.Policies[0])) with
        {
            Steps = summary.Steps,
            BestSteps = summary.BestSteps,
            ConvergedSteps = converged,
            FinalValidationReward = final,
            WallSeconds = Seconds(folder),
            FloorShare = _floorYardsticks.Judge(raised).ShareOfOracle.Value,
            FloorProfit = raised.Metrics.NetProfit.Value,
            FloorPass = raised.Pass?.Passed,
            SampledShare = _yardsticks.Judge(comparison.Policies[1]).ShareOfOracle.Value,
        };
        foreach (PolicyEvaluation baseline in comparison.Policies.Skip(2))
            Write(StudyRow.Of(Name, $"baseline of {arm}", seed, _yardsticks.Judge(baseline)));
        Write(row);
        _output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} seed {seed} {arm}: {row.Share:P1} of the oracle (sampled {row.SampledShare:P0}; {row.FloorShare:P1} where "
            + $"the target raises the floor), best at {row.BestSteps:N0} of {row.Steps:N0} steps, {row.Trades:N0} trades, PF "
            + $"{row.ProfitFactor:F2}, {row.WallSeconds:F0} s, {row.Steps / row.WallSeconds:N0} steps/s"));
    }

    /// <summary>Greedy, sampled and the baselines under one rule for what the
    /// target does, so that phases and yardsticks are comparable.</summary>
    private Comparison Compared(Checkpoint model, TargetOutcome outcome, bool withBaselines = true)
    {
        RunConfig config = RunModels.ConfigOf(model);
        EnvironmentConfig environment = config.Environment with { AfterTarget = outcome };
        using CpuEngine engine = RunModels.EngineOf(model, _market.Test, 1);
        var greedy = EnginePolicy.Greedy(engine, model.Dense);
        Comparison comparison = withBaselines
            ? Backtest.Compare([greedy, EnginePolicy.Sampled(engine, model.Dense, Rng.Stream(config.Seed, "evaluation draws"))],
                _market.Test, environment, config.Rules, config.Seed)
            : new Comparison([Backtest.Run(greedy, _market.Test, environment, config.Rules, config.Seed)]);
        foreach (PolicyEvaluation policy in comparison.Policies) policy.ThrowIfViolated();
        return comparison;
    }

    private RunConfig Config(ulong seed, string arm)
    {
        bool isFirst = arm == Phase1;
        RunConfig config = isFirst ? RunConfig.Phase1 : RunConfig.Phase2;
        PpoConfig ppo = config.Ppo with { Steps = isFirst ? _options.Phase1Steps : _options.Phase2Steps };
        if (!isFirst && _options.Batch > 0) ppo = ppo with { BatchSize = _options.Batch };
        if (!isFirst && _options.LearningRate > 0) ppo = ppo with { LearningRate = _options.LearningRate };
        if (!isFirst && _options.Entropy >= 0) ppo = ppo with { EntropyWeight = _options.Entropy };
        if (arm == Transferred) ppo = ppo with { LeashWeight = _options.Leash };
        return config with
        {
            Name = RunName(Name, seed, arm),
            Seed = seed,
            Ppo = ppo,
            Schedule = config.Schedule with { PatienceEvaluations = 0 },
        };
    }

    private static RunFolder FolderOf(StudyOptions options, string market, ulong seed, string arm) =>
        new(Path.Combine(options.Folder, RunName(market, seed, arm)));

    private static string RunName(string market, ulong seed, string arm) => $"{market}-{arm.Replace(' ', '-')}-seed-{seed}";

    private string Name => _options.Market.ToString();

    private bool IsFinished(ulong seed, string arm) =>
        Finished().Any(row => row.Market == Name && row.Seed == seed && row.Arm == arm);

    private List<StudyRow> Finished()
    {
        lock (_writing) return Rows(_results);
    }

    private static List<StudyRow> Rows(string results) =>
        File.Exists(results) ? [.. File.ReadLines(results).Select(line => JsonSerializer.Deserialize<StudyRow>(line)!)] : [];

    private void Write(StudyRow row)
    {
        lock (_writing) File.AppendAllText(_results, JsonSerializer.Serialize(row) + "\n");
    }

    /// <summary>Seconds of all updates; one that was made twice, because the run was stopped, counts once.</summary>
    private static double Seconds(RunFolder folder)
    {
        var byUpdate = new Dictionary<string, double>();
        foreach (string[] cells in File.ReadLines(folder.Timing).Skip(1).Select(line => line.Split(',')))
            byUpdate[cells[0]] = cells[2..5].Sum(cell => double.Parse(cell, CultureInfo.InvariantCulture));
        return byUpdate.Values.Sum();
    }
}
