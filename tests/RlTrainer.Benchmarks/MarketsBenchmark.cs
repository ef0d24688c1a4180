using System.Globalization;
using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Trains arms on several generated markets, five seeds on each, and walks the last model over days that no run has seen: seeds
/// of one market share its held-out days, so only several markets show the luck of the days. Resumable; each finished run is a
/// line of results.jsonl, and the table is printed from those. One thread, so that CPU seconds are seconds of one core.
/// </summary>
internal sealed class MarketsBenchmark
{
    private const int UsualDays = 1000;
    private readonly MarketsOptions _options;
    private readonly TextWriter _output;
    private readonly ulong _marketSeed;
    private readonly PreparedMarket _market;
    private readonly double? _oracleProfit;
    private readonly Dictionary<ActionSet, EntryOutcomes> _validation = [];

    private MarketsBenchmark(MarketsOptions options, ulong marketSeed, TextWriter output)
    {
        (_options, _output, _marketSeed) = (options, output, marketSeed);
        int train = Math.Max(UsualDays, options.TrainingDays), validation = options.ValidationDays, heldOut = options.HeldOutDays;
        SyntheticMarket market =
            SyntheticBars.Generate(
                new SyntheticConfig { Days = train + validation + heldOut, Seed = marketSeed, Signal = options.Market });
        BarSeries minutes = market.Minutes, days = minutes.SliceDays(train + validation, train + validation + heldOut);
        RunConfig config = MarketsArms.All[MarketsArms.AllActions].Config;
        _market = PreparedMarket.Of(
            minutes.SliceDays(train - options.TrainingDays, train), minutes.SliceDays(train, train + validation), days, config,
            BarsHash.Of(minutes));
        _oracleProfit = options.Market == PlantedSignal.None ? null : ProfitOfTheOracle(market, days, config);
    }

    public static int Run(TextWriter output, string[] args)
    {
        MarketsOptions options = MarketsOptions.Parse(args);
        Directory.CreateDirectory(options.Folder);
        foreach (ulong seed in options.TableOnly ? [] : options.MarketSeeds) new MarketsBenchmark(options, seed, output).RunAll();
        output.WriteLine(MarketsTable.Of(Rows(options)));
        output.WriteLine(MarketsTable.Differences(Rows(options), options.Against));
        return 0;
    }

    private void RunAll()
    {
        for (ulong seed = 1; seed <= (ulong)_options.Seeds; seed++)
            foreach (string arm in _options.Arms)
                if (!IsFinished(RowOf(arm), seed)) Train(arm, seed);
    }

    private void Train(string arm, ulong seed)
    {
        (RunConfig config, string? after) = MarketsArms.All[arm];
        config = config with { Name = $"{arm}-{seed}", Seed = seed, Schedule = config.Schedule with { PatienceEvaluations = 0 } };
        if (_options.Steps > 0) config = config with { Algorithm = config.Algorithm with { Steps = _options.Steps } };
        RunFolder folder = FolderOf(arm, seed);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Checkpoint? from = after is null ? null : CheckpointFile.Read(FolderOf(after, seed).Final(1));
        if (arm == MarketsArms.AfterProbe) from = ProbeStart.Of(_market, config, folder.Path + "-start");
        using (TrainingRun run = TrainingRun.Start(config, _market, folder, threads: 1, from: from)) run.RunToEnd();
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Checkpoint last = CheckpointFile.Read(folder.Final(config.Phase));
        using CpuEngine engine = RunModels.EngineOf(last, _market.Test, 1);
        PolicyEvaluation evaluation =
            Backtest.Run(EnginePolicy.Greedy(engine, last.Dense), _market.Test, Judged(config), config.Rules, config.Seed);
        evaluation.ThrowIfViolated();
        EdgeVerdict gate = EdgeGate.Judge(engine, last.Dense, ValidationOf(config), new EdgeGateConfig());
        MarketsRow row = Row(RowOf(arm), seed, evaluation) with
        {
            CpuSeconds = seconds,
            Gate = gate.Outcome.ToString(),
            GateInWords =
            gate.InWords
        };
        Write(row);
        _output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_options.Market} {_marketSeed} {arm} seed {seed}: {row.Share:P0} of the oracle, ${row.Profit:N0} ± "
            + $"{row.ProfitError:N0}, {row.Trades:N0} trades, {seconds:F0} CPU s; {gate.InWords}"));
    }

    private EntryOutcomes ValidationOf(RunConfig config) =>
        _validation.TryGetValue(config.Environment.Actions, out EntryOutcomes? known) ? known
            : _validation[config.Environment.Actions] =
                EntryOutcomes.Of(_market.Validation, config.Environment, config.Rules);

    /// <summary>The account ends at its target for all, so that phases and yardsticks are comparable.</summary>
    private static EnvironmentConfig Judged(RunConfig config) => config.Environment with { AfterTarget = TargetOutcome.Ends };

    private RunFolder FolderOf(string arm, ulong seed) =>
        new(Path.Combine(_options.Folder, $"{_options.Market}-{_marketSeed}-{RowOf(arm)}-{seed}"));

    /// <summary>An arm's name in table and folder, with its training days where they are others than usual.</summary>
    private string RowOf(string arm) => _options.TrainingDays == UsualDays ? arm : $"{arm}-{_options.TrainingDays}-days";

    private MarketsRow Row(string arm, ulong seed, PolicyEvaluation judged) => new()
    {
        Market = _options.Market.ToString(),
        MarketSeed = _marketSeed,
        Arm = arm,
        Seed = seed,
        Share = judged.Metrics.NetProfit.Value / _oracleProfit,
        Profit = judged.Metrics.NetProfit.Value,
        ProfitError = judged.Metrics.NetProfitError.Value,
        ProfitFactor = judged.Metrics.ProfitFactor.Value,
        Trades = judged.Metrics.Trades.Value,
        Pass = judged.Pass?.Passed,
        PassLow = judged.Pass?.PassedInterval.Low,
        PassHigh = judged.Pass?.PassedInterval.High,
        AuditIsClean = judged.Audit is { IsClean: true },
    };

    /// <summary>Measures the market's yardsticks unless their rows are there.
    /// Without a signal there is no oracle, and no share of it.</summary>
    private double ProfitOfTheOracle(SyntheticMarket market, BarSeries days, RunConfig config)
    {
        if (OracleRow() is { } known) return known.Profit!.Value;
        BarSeries train = market.Minutes.SliceDays(0, Math.Max(UsualDays, _options.TrainingDays));
        var yardsticks = Yardsticks.Measure(market, train, days, Judged(config), config.Rules, config.Seed);
        double oracle = yardsticks.All[0].Evaluation.Metrics.NetProfit.Value!.Value;
        foreach (Yardstick yardstick in yardsticks.All)
            Write(Row(yardstick.Rule, 0, yardstick.Evaluation) with { Share = yardstick.ShareOfOracle.Value });
        return oracle;
    }

    private MarketsRow? OracleRow() => Rows(_options).FirstOrDefault(row => IsOfMarket(row) && row.Seed == 0 && row.Share == 1);

    private bool IsOfMarket(MarketsRow row) => row.Market == _options.Market.ToString() && row.MarketSeed == _marketSeed;

    private bool IsFinished(string arm, ulong seed) =>
        Rows(_options).Any(row => row.Market == _options.Market.ToString() && row.MarketSeed == _marketSeed && row.Seed == seed
            && row.Arm == arm);

    private void Write(MarketsRow row) =>
        File.AppendAllText(Path.Combine(_options.Folder, "results.jsonl"), JsonSerializer.Serialize(row) + "\n");

    private static List<MarketsRow> Rows(MarketsOptions options)
    {
        string results = Path.Combine(options.Folder, "results.jsonl");
        return File.Exists(results)
            ? [.. File.ReadLines(results).Select(line => JsonSerializer.Deserialize<MarketsRow>(line)!)] : [];
    }
}
