using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// One training run in its folder: trains, evaluates, keeps the best model, stops early, saves, resumes. The caller pulls
/// one progress report an update and shows it; between two reports everything is at rest.
/// </summary>
public sealed partial class TrainingRun : IDisposable
{
    private readonly RunConfig _config;
    private readonly PreparedMarket _market;
    private readonly TradingEnvironments _environments;
    private readonly IPpoEngine _engine;
    private readonly Trainer _trainer;
    private readonly SplitEvaluator _trainDays, _validationDays;
    private readonly RunRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly CheckpointShelf _shelf;
    private readonly FolderOwner _owner;
    private BestModel _best = BestModel.None;
    private long _saved;
    private double _decisions;
    private CpuEngine? _anchor;

    private TrainingRun(RunConfig config, PreparedMarket market, RunFolder folder, RunMachine machine, Checkpoint? from,
        FolderOwner owner)
    {
        _config = config.Checked();
        config.RequireInstrumentOf(market.Train.Bars);
        market.RequireFeaturesOf(config);
        FiniteTables.Require(market);
        _market = market;
        (_time, _owner) = (machine.Time, owner);
        Folder = folder;
        _environments = new TradingEnvironments(market.Train, config.Environment, config.Rules, config.Seed);
        _trainDays = new SplitEvaluator(market.Train, config);
        _validationDays = new SplitEvaluator(market.Validation, config);
        var network = new NetworkShape(_environments.Layout.Size, config.Algorithm.Hidden, _environments.ActionCount)
        {
            LayerNorm = config.Algorithm.LayerNorm,
        };
        var memory = MemoryEstimate.Of(config, _environments.Layout, network);
        long available = machine.AvailableBytes ?? MachineMemory.AvailableBytes();
        RunDiagnostics.RequireMemory(memory, available);
        _engine = machine.Engine(_environments.Layout, network, config.Seed);
        _trainer = new Trainer(config.Mirror
            ? new MirroredEnvironments(_environments, market.Train, market.MirroredTrain(config))
            : _environments, _engine, config.Algorithm, config.Seed, _time, AnchorOf(from));
        _shelf = new CheckpointShelf(folder, config.Schedule);
        _recorder = new RunRecorder(folder, config);
        Diagnostics = RunDiagnostics.Of(_engine, config, memory, available);
    }

    /// <summary>The run's files.</summary>
    public RunFolder Folder { get; }

    /// <summary>What was made of the model the run starts from; null from scratch and in a resumed run.</summary>
    internal TransferReport? Transfer { get; private set; }

    /// <summary>How the run ended; null while it goes on.</summary>
    public TrainingSummary? Summary { get; private set; }

    /// <summary>What a resumed run has to say of damaged checkpoints that it passed over; null where all were whole.</summary>
    public string? Notice { get; private init; }

    /// <summary>The machine beside the run: threads, vectors, memory, and warnings where it is small.</summary>
    internal RunDiagnostics Diagnostics { get; }

    /// <summary>Environments, network and data in words, for the head of a log.</summary>
    public string Description => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{_environments.Count} environments; {_engine.Network.Inputs} inputs, hidden "
        + $"[{string.Join(", ", _engine.Network.Hidden)}], {_engine.Network.Actions} actions; "
        + $"{_market.Train.Bars.Days.Count} training days, {_environments.Coverage.PossibleStarts:N0} possible starts, "
        + $"{_market.Validation.Bars.Days.Count} validation days; {_config.Updates:N0} updates");

    /// <summary>
    /// Trains to the end, one report an update. Cancellation is looked at between updates: the state is saved, the summary
    /// written, and the sequence ends. A caller that leaves its loop early (break, an exception) has the same: the run is saved
    /// and can be resumed.
    /// </summary>
    /// <param name="cancellationToken">Saves the state and stops.</param>
    /// <returns>One report an update.</returns>
    /// <exception cref="NonFiniteException">A number was not finite; the message names the first place. The last checkpoint is
    /// untouched.</exception>
    public IEnumerable<TrainingProgress> Run(CancellationToken cancellationToken = default)
    {
        long start = _time.GetTimestamp(), startSteps = _trainer.Steps;
        _saved = _trainer.Steps;
        // what it starts from is the first to beat
        if (_config.Start is not null && _trainer.Steps == 0) Evaluate();
        bool stops = _best.ShouldStop(_config.Schedule), isLeft = false;
        PolicyWeights weights = _engine.Weights();
        try
        {
            while (!stops && !IsTrained && !cancellationToken.IsCancellationRequested)
            {
                TrainingProgress progress = Advance(ref weights);
                stops = progress.Evaluation is not null && _best.ShouldStop(_config.Schedule);
                double seconds = _time.GetElapsedTime(start).TotalSeconds,
                    rate = (_trainer.Steps - startSteps) / Math.Max(seconds, 1e-9);
                isLeft = true;
                yield return progress with
                {
                    StepsPerSecond = rate,
                    TimeLeft = TimeSpan.FromSeconds((progress.TotalSteps - _trainer.Steps) / rate)
                };
                isLeft = false;
            }
        }
        finally
        {
            if (isLeft) End(stops);                                                        // the caller pulls no more
        }
        End(stops);
    }

    /// <summary>Trains to the end without showing anything.</summary>
    /// <param name="cancellationToken">Saves the state and stops.</param>
    /// <returns>How it ended.</returns>
    public TrainingSummary RunToEnd(CancellationToken cancellationToken = default)
    {
        foreach (TrainingProgress _ in Run(cancellationToken)) { }
        return Summary!;
    }

    private bool IsTrained => _trainer.Steps >= _config.Algorithm.Steps;

    /// <summary>The trained policy with the weights as they are now.</summary>
    public EnginePolicy Policy => EnginePolicy.Greedy(_engine, _trainer.Normalizer);

    /// <inheritdoc/>
    public void Dispose()
    {
        _recorder.Dispose();
        _engine.Dispose();
        _anchor?.Dispose();
        _owner.Dispose();
    }

    /// <summary>One update, and what is due after it.</summary>
    private TrainingProgress Advance(ref PolicyWeights weights)
    {
        long before = _trainer.Steps;
        (UpdateReport report, PolicyWeights learned) = LearnOnce();
        _decisions += report.DecisionShare * (_trainer.Steps - before);
        IReadOnlyList<string> warnings =
            _recorder.Update(report, _environments.Statistics, WeightChange.Between(weights, learned), DeadUnitShare());
        weights = learned;
        EvaluationPoint? point = TrainingSchedule.IsDue(before, _trainer.Steps, _config.Schedule.EvaluateEverySteps)
            ? Evaluate() : null;
        IReadOnlyList<DoctorFinding> findings = _recorder.Examine();
        string? checkpoint = TrainingSchedule.IsDue(before, _trainer.Steps, _config.Schedule.CheckpointEverySteps)
            ? Save(isPause: false) : null;
        long total = Math.Max(_config.Updates * _trainer.StepsPerUpdate, _trainer.Steps);
        return new TrainingProgress(
            report, point, checkpoint, total, 0, TimeSpan.Zero)
        { Findings = findings, Warnings = warnings };
    }

    private void End(bool stops)
    {
        string reason = stops ? "no improvement" : !IsTrained ? "interrupted" : "all steps trained";
        if (_saved != _trainer.Steps) Save(isPause: reason == "interrupted");
        Finish(reason);
    }

    /// <summary>
    /// The policy a run started from, on one thread of this processor: it only looks at some hundred states an update.
    /// </summary>
    private PolicyAnchor? AnchorOf(Checkpoint? from)
    {
        if (from is null) return null;
        _anchor = new CpuEngine(_environments.Layout, from.Network, _config.Seed, threads: 1);
        _anchor.Load(from.Weights);
        return new PolicyAnchor(_anchor, from.Dense);
    }

    /// <summary>One update; a number that is not finite ends the run with the last good checkpoint named.</summary>
    private (UpdateReport Report, PolicyWeights Weights) LearnOnce()
    {
        try
        {
            UpdateReport report = _trainer.Update();
            PolicyWeights weights = _engine.Weights();
            foreach (WeightTensor tensor in weights.Tensors)
                NonFiniteException.ThrowIfAny(tensor.Values, $"Update {report.Update}, weight {tensor.Name}");
            return (report, weights);
        }
        catch (NonFiniteException e)
        {
            string good = Folder.LatestCheckpoint() is { } path
                ? $"The last good checkpoint is {path}; resume from it with a lower learning rate or mended data."
                : "There is no checkpoint yet; start again with a lower learning rate or mended data.";
            _recorder.Say($"stopped: {e.Message} {good}");
            throw new NonFiniteException($"{e.Message} {good}", e);
        }
    }

    private double? DeadUnitShare()
    {
        if (_engine is not CpuEngine engine) return null;
        (double policy, double value) = engine.DeadUnits();
        return Math.Max(policy, value);
    }

    private EvaluationPoint Evaluate()
    {
        EnginePolicy policy = Policy;
        SplitResult train = _trainDays.Run(_engine, policy), validation = _validationDays.Run(_engine, policy);
        bool isBest = _best.IsImprovedBy(validation.Reward, _config.Schedule);
        _best = _best.After(validation.Reward, _trainer.Steps, _config.Schedule);
        var point = new EvaluationPoint(
            _trainer.Steps, train.Reward, validation.Reward, train.ProfitUsd, validation.ProfitUsd, validation.HoldShare, isBest);
        _recorder.Evaluation(point);
        if (!isBest) return point;
        _owner.ThrowIfLost();
        CheckpointFile.Write(Folder.Best, Model());
        return point;
    }

    private Checkpoint Model() => new()
    {
        Manifest = RunModels.ManifestOf(_config, _market, _trainer.Steps),
        Weights = _engine.Weights(),
        Features = _market.Normalizer,
        Dense = _trainer.Normalizer,
    };

    private string Save(bool isPause)
    {
        _owner.ThrowIfLost();
        var state = new RunState(_best, _decisions, _recorder.Lengths(), _recorder.Figures) { IsPause = isPause };
        string path = _shelf.Save(
            _trainer.Steps, Model() with { Trainer = _trainer.Save(), RunState = RunJson.Write(state) }, isPause);
        _saved = _trainer.Steps;
        // The copies of some ten times the weights would else stay resident
        // until the next collection that the runtime finds worth it.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return path;
    }

    private void Finish(string reason)
    {
        _owner.ThrowIfLost();
        bool isWhole = reason != "interrupted";
        if (isWhole && _config.Schedule.Selection == ModelSelection.Last) _engine.Load(_trainer.Kept);
        if (isWhole) CheckpointFile.Write(Folder.Final(_config.Phase), Model());
        if (isWhole && _config.Schedule.Selection == ModelSelection.Last) CheckpointFile.Write(Folder.Best, Model());
        EdgeVerdict? edge = isWhole ? RunGate.Judge(_engine, _trainer.Normalizer, _market, _config) : null;
        Coverage coverage = _environments.Coverage;
        Summary = new TrainingSummary
        {
            Run = _config.Name,
            StopReason = reason,
            Steps = _trainer.Steps,
            BestReward = _best.Reward,
            BestSteps = _best.Steps,
            Evaluations = _best.Evaluations,
            Checkpoints = [.. Folder.AllCheckpoints().Select(file => Path.GetFileName(file))],
            PossibleStarts = coverage.PossibleStarts,
            DistinctStarts = coverage.DistinctStarts,
            ShareOfBarsCovered = coverage.ShareOfBars,
            DecisionShare = _trainer.Steps == 0 ? 0 : _decisions / _trainer.Steps,
            Edge = edge,
            Findings = RunGate.Finding(edge, _trainer.Steps) is { } refused ? [.. _recorder.Examine(), refused]
                : _recorder.Examine(),
        };
        AtomicFile.WriteText(Folder.Summary, RunJson.Write(Summary) + "\n");
        _recorder.Say(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{reason} after {_trainer.Steps} steps; best validation reward {_best.Reward:F4} at {_best.Steps} steps; "
            + $"{coverage.DistinctStarts} of {coverage.PossibleStarts} starts, {coverage.ShareOfBars:P1} of the tradable bars "
            + $"covered"));
        if (edge is null) return;
        _recorder.Say(edge.InWords);
        RunGate.Write(Folder, edge);
    }
}
