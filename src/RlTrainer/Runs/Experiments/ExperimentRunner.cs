using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// Runs an experiment in a folder: every arm with every seed, several runs at once in this process on shared data, one thread
/// each. A finished run is one line of results.jsonl; stopped anywhere, the same call goes on.
/// </summary>
public sealed class ExperimentRunner
{
    private readonly Experiment _experiment;
    private readonly Func<string, ExperimentDays> _days;
    private readonly string _folder;
    private readonly string? _models;
    private readonly Lock _writing = new();
    private readonly Dictionary<string, Lazy<ExperimentDays>> _known = [];
    private readonly Dictionary<string, Lazy<PreparedMarket>> _markets = [];
    private readonly Dictionary<string, Lazy<double?>> _oracles = [];
    private readonly Dictionary<string, Lazy<string>> _bars = [];

    /// <summary>An experiment in a folder.</summary>
    /// <param name="experiment">Its arms.</param>
    /// <param name="days">The days of an instrument's symbol.</param>
    /// <param name="folder">Where its runs and results go.</param>
    /// <param name="models">A folder for the runs that several experiments share: what two of them would train alike is
    /// trained once. Null keeps the runs in <paramref name="folder"/>.</param>
    /// <exception cref="ArgumentException">An arm is impossible.</exception>
    public ExperimentRunner(Experiment experiment, Func<string, ExperimentDays> days, string folder, string? models = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(days);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_experiment, _days, _folder, _models) = (experiment.Checked(), days, folder, models);
        Directory.CreateDirectory(folder);
    }

    /// <summary>One JSON line a finished run.</summary>
    public string Results => Path.Combine(_folder, "results.jsonl");

    /// <summary>Finished runs, in the order of arms and seeds.</summary>
    public IReadOnlyList<ExperimentRow> Finished()
    {
        lock (_writing)
        {
            if (!File.Exists(Results)) return [];
            string[] order = [.. _experiment.Arms.Select(arm => arm.Name)];
            return [.. File.ReadLines(Results).Select(line => JsonSerializer.Deserialize<ExperimentRow>(line)!)
                .OrderBy(row => Array.IndexOf(order, row.Arm)).ThenBy(row => row.Seed)];
        }
    }

    /// <summary>Runs what is not finished.</summary>
    /// <param name="seeds">How many seeds, from 1.</param>
    /// <param name="atOnce">How many runs at once.</param>
    /// <param name="told">Hears of every finished run; null for nobody.</param>
    /// <param name="cancellationToken">Looked at between updates; what was begun is saved.</param>
    /// <exception cref="ArgumentOutOfRangeException">Seeds or runs at once are below 1.</exception>
    public void Run(int seeds, int atOnce, Action<ExperimentRow>? told = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        // A seed's arms run one after another in one worker, so that an arm finds the models it needs; seeds run side by side.
        Parallel.For(1, seeds + 1, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, seed =>
        {
            foreach (ExperimentArm arm in _experiment.Arms)
            {
                if (cancellationToken.IsCancellationRequested) return;
                if (Finished().Any(row => row.Arm == arm.Name && row.Seed == (ulong)seed)) continue;
                if (Run(arm, (ulong)seed, cancellationToken) is not { } row) return;
                lock (_writing) File.AppendAllText(Results, JsonSerializer.Serialize(row) + "\n");
                told?.Invoke(row);
            }
        });
    }

    private ExperimentRow? Run(ExperimentArm arm, ulong seed, CancellationToken cancellationToken)
    {
        ExperimentArm trained = arm.ModelsOf is null ? arm : _experiment.Arms.First(other => other.Name == arm.ModelsOf);
        RunFolder folder = FolderOf(trained, seed);
        RunConfig config = trained.Config with { Name = $"{trained.Folder}-seed-{seed}", Seed = seed };
        if (!File.Exists(folder.Final(config.Phase)) && !Train(trained, config, folder, seed, cancellationToken)) return null;
        Checkpoint best = CheckpointFile.Read(folder.Best);
        TrainingSummary summary = RunJson.Read<TrainingSummary>(File.ReadAllText(folder.Summary), folder.Summary);
        PolicyEvaluation judged = Judge(arm, best, RunModels.ConfigOf(best, config.OwnParts()));
        EvaluationMetrics metrics = judged.Metrics;
        double profit = metrics.NetProfit.Value ?? 0;
        double? oracle = Oracle(arm.JudgedOn ?? config.Instrument, arm);
        return new ExperimentRow(
            _experiment.Name, arm.Name, seed, summary.Steps, summary.BestSteps, Convergence.Of(folder).Steps, profit, oracle > 0
                ? profit / oracle : null,
            metrics.Sharpe.Value, metrics.ProfitFactor.Value, judged.Pass?.Passed, judged.Journal.Trades.Count);
    }

    private bool Train(ExperimentArm arm, RunConfig config, RunFolder folder, ulong seed, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Path);
        PreparedMarket market = Market(arm, config);
        Checkpoint? from = arm.From is null ? null
            : CheckpointFile.Read(FolderOf(_experiment.Arms.First(other => other.Name == arm.From), seed).Best);
        using TrainingRun run = folder.IsTaken && folder.LatestCheckpoint() is not null
            ? TrainingRun.Resume(folder, market, threads: 1, parts: config.OwnParts())
            : TrainingRun.Start(config, market, folder, threads: 1, from: from, replace: true);
        return run.RunToEnd(cancellationToken).StopReason != "interrupted";
    }

    private PolicyEvaluation Judge(ExperimentArm arm, Checkpoint model, RunConfig config)
    {
        FeatureTable table = model.Features.Apply(config.FeatureSet.Compute(Days(arm.JudgedOn ?? config.Instrument).HeldOut));
        using CpuEngine engine = RunModels.EngineOf(model, table, threads: 1);
        IPolicy policy = EnginePolicy.Greedy(engine, model.Dense);
        if (arm.EntriesOnly) policy = new FirstActionsOnly(policy, config.Environment.Actions.Count);
        EnvironmentConfig environment = config.Environment with
        {
            AfterTarget = TargetOutcome.Ends,                                // one account rule for all arms and the oracle
            Actions = arm.EntriesOnly ? ActionSet.Phase1 : config.Environment.Actions,
        };
        PolicyEvaluation judged = Backtest.Run(policy, table, environment, config.Rules, config.Seed);
        judged.ThrowIfViolated();
        return judged;
    }

    /// <summary>Profit of the oracle with the arm's number of contracts,
    /// under phase 1's account rules; null without one.</summary>
    private double? Oracle(string symbol, ExperimentArm arm)
    {
        int contracts = arm.Config.Environment.Contracts;
        return Known(_oracles, $"{symbol} {contracts}", () =>
        {
            ExperimentDays days = Days(symbol);
            if (days.Market is not { } market || market.Config.Signal == Data.PlantedSignal.None) return null;
            var oracle = SideRules.Policy("oracle", SideRules.Oracle(market, days.HeldOut));
            EnvironmentConfig environment = EnvironmentConfig.Phase1 with { Contracts = contracts };
            WalkedDays walked = Backtest.Walk(oracle, FeatureSet.Base.Compute(days.HeldOut), environment, arm.Config.Rules);
            return walked.Journal.Trades.Sum(trade => trade.NetCents) / 100.0;
        });
    }

    private PreparedMarket Market(ExperimentArm arm, RunConfig config) => Known(
        _markets, $"{config.Instrument} {config.FeatureSet.Name} {config.Environment.WindowBars} "
            + $"{config.Environment.EntryWindow} {arm.TrainingDays}", () =>
        {
            ExperimentDays days = Days(config.Instrument);
            int all = days.Train.Days.Count;
            return PreparedMarket.Of(
                days.Train.SliceDays(all - TrainingDays(arm), all), days.Validation, days.HeldOut, config,
                BarsHash.Of(days.Train));
        });

    private ExperimentDays Days(string symbol) => Known(_known, symbol, () => _days(symbol));

    private T Known<T>(Dictionary<string, Lazy<T>> values, string key, Func<T> make)
    {
        Lazy<T>? value;
        lock (_known)
        {
            if (!values.TryGetValue(key, out value)) values.Add(key, value = new Lazy<T>(make));
        }
        return value.Value;
    }

    private RunFolder FolderOf(ExperimentArm arm, ulong seed) =>
        new(Path.Combine(_models ?? _folder, _models is null ? arm.Folder : Training(arm),
            string.Create(CultureInfo.InvariantCulture, $"seed-{seed}")));

    /// <summary>The same for arms of any experiment that train alike:
    /// configuration, bars, days, and what they start from.</summary>
    private string Training(ExperimentArm arm)
    {
        string before = arm.From is null ? "random weights" : Training(_experiment.Arms.First(other => other.Name == arm.From));
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{RunJson.Write(arm.Config with { Name = "any", Seed = 0 })}\n{Bars(arm.Config.Instrument)}\n{TrainingDays(arm)} "
            + $"days\n{before}");
        return $"phase-{arm.Config.Phase}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";
    }

    private string Bars(string symbol) =>
        Known(_bars, symbol, () => $"{BarsHash.Of(Days(symbol).Train)} {BarsHash.Of(Days(symbol).Validation)}");

    private int TrainingDays(ExperimentArm arm)
    {
        int all = Days(arm.Config.Instrument).Train.Days.Count;
        return Math.Min(arm.TrainingDays ?? all, all);
    }
}
