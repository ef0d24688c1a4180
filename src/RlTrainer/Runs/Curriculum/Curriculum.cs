using RlTrainer.Checkpoints;
using RlTrainer.Evaluation;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// Phase 1, a gate, phase 2 from phase 1's best model, and the evaluation of both on the test days, in one folder. Where it
/// stands is read from its files, so that it can be stopped anywhere and taken up by the same calls:
/// <c>phase1/</c> and <c>phase2/</c> are ordinary runs, <c>gate.json</c> is the verdict, <c>evaluation/</c> the report.
/// </summary>
public sealed class Curriculum
{
    private readonly CurriculumConfig _config;
    private readonly PreparedMarket _market;
    private readonly string _folder;
    private readonly int _threads;
    private readonly EngineMaker? _engine;

    /// <summary>A curriculum in a folder, begun or taken up.</summary>
    /// <param name="config">What is trained; a curriculum that was begun with another configuration is refused.</param>
    /// <param name="market">The splits, made with phase 1's configuration.</param>
    /// <param name="folder">Where all files go.</param>
    /// <param name="threads">Threads to compute with, 0 for all; decides no bit of the result.</param>
    /// <param name="engine">Makes the engine; null: the processor's own.</param>
    /// <exception cref="ArgumentException">A configuration is impossible.</exception>
    /// <exception cref="InvalidDataException">The folder holds another curriculum.</exception>
    public Curriculum(CurriculumConfig config, PreparedMarket market, string folder, int threads = 0, EngineMaker? engine = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        config.Phase1.Checked();
        config.SecondPhase.Checked();
        config.Gate.Checked();
        (_config, _market, _folder, _threads, _engine) = (config, market, folder, threads, engine);
        (Phase1, Phase2) = (new RunFolder(Path.Combine(folder, "phase1")), new RunFolder(Path.Combine(folder, "phase2")));
        string file = Path.Combine(folder, "curriculum.json"), text = RunJson.Write(config) + "\n";
        if (File.Exists(file) && TextFile.Read(file) != text)
            throw new InvalidDataException(
                $"{file} was begun with another configuration than this one; use the same options, or another name.");
        AtomicFile.WriteText(file, text);
    }

    /// <summary>Phase 1's run.</summary>
    public RunFolder Phase1 { get; }

    /// <summary>Phase 2's run.</summary>
    public RunFolder Phase2 { get; }

    /// <summary>The folder of the report.</summary>
    public string EvaluationFolder => Path.Combine(_folder, "evaluation");

    /// <summary>What comes next.</summary>
    public CurriculumStage Stage =>
        !File.Exists(Phase1.Final(1)) ? CurriculumStage.Phase1
        : Verdict is not { } verdict || !(verdict.IsOpen || verdict.IsForced) ? CurriculumStage.Gate
        : !File.Exists(Phase2.Final(2)) ? CurriculumStage.Phase2
        : !File.Exists(Path.Combine(EvaluationFolder, "report.html")) ? CurriculumStage.Evaluation
        : CurriculumStage.Done;

    /// <summary>What the gate found; null before it was asked.</summary>
    public GateVerdict? Verdict => File.Exists(GateFile) ? RunJson.Read<GateVerdict>(TextFile.Read(GateFile), GateFile) : null;

    private string GateFile => Path.Combine(_folder, "gate.json");

    /// <summary>The training run of the stage at hand, begun or taken up at its last checkpoint; run it to its end, then
    /// look at the stage again.</summary>
    /// <exception cref="InvalidOperationException">The stage is no training.</exception>
    public TrainingRun Train()
    {
        CurriculumStage stage = Stage;
        if (stage is not (CurriculumStage.Phase1 or CurriculumStage.Phase2))
            throw new InvalidOperationException($"The curriculum stands at {stage}; there is nothing to train now.");
        (RunFolder folder, RunConfig config) = stage == CurriculumStage.Phase1 ? (Phase1, _config.Phase1)
            : (Phase2, _config.SecondPhase);
        if (folder.IsTaken && folder.LatestCheckpoint() is not null)
            return TrainingRun.Resume(folder, _market, RunMachine.Of(_threads, _engine));
        Checkpoint? from = stage == CurriculumStage.Phase2 ? CheckpointFile.Read(Phase1.Best) : null;
        return TrainingRun.Start(config, _market, folder, RunMachine.Of(_threads, _engine), from, replace: true);
    }

    /// <summary>Judges phase 1's best model on the validation days and writes the verdict.</summary>
    /// <param name="force">Go on even if the gate is shut; the verdict says so.</param>
    /// <returns>Whether the gate is open, with every criterion's figure.</returns>
    public GateVerdict Judge(bool force = false)
    {
        Checkpoint model = CheckpointFile.Read(Phase1.Best);
        using CpuEngine engine = RunModels.EngineOf(model, _market.Validation, threads: 1);
        RunConfig config = _config.Phase1;
        var comparison = Backtest.Compare(
            [EnginePolicy.Greedy(engine, model.Dense)], _market.Validation, config.Environment, config.Rules, config.Seed);
        var verdict = new GateVerdict(
            _config.Gate, model.Manifest.Steps, comparison.Policies[0].Metrics.Days.Count,
            comparison.Policies[0].Metrics.NetProfit.Value ?? 0,
            Lead(comparison, "always flat"), Lead(comparison, "random entries"), false);
        verdict = verdict with { IsForced = force && !verdict.IsOpen };
        AtomicFile.WriteText(GateFile, RunJson.Write(verdict) + "\n");
        return verdict;
    }

    /// <summary>
    /// Both phases and the baselines on the test days, each under its own account rules: phase 2 greedy and sampled, phase 1
    /// greedy, and phase 2's policy on phase 1's task (entries only).
    /// </summary>
    public Comparison Evaluate()
    {
        Checkpoint first = CheckpointFile.Read(Phase1.Best), second = CheckpointFile.Read(Phase2.Best);
        RunConfig one = _config.Phase1, two = _config.SecondPhase;
        using CpuEngine entries = RunModels.EngineOf(first, _market.Test, threads: 1),
            management = RunModels.EngineOf(second, _market.Test, threads: 1);
        IPolicy greedy = EnginePolicy.Greedy(management, second.Dense);
        IPolicy sampled = EnginePolicy.Sampled(management, second.Dense, Rng.Stream(two.Seed, "evaluation draws"));
        Comparison compared = Backtest.Compare([greedy, sampled], _market.Test, two.Environment, two.Rules, two.Seed);
        PolicyEvaluation before =
            Backtest.Run(EnginePolicy.Greedy(entries, first.Dense), _market.Test, one.Environment, one.Rules, one.Seed);
        PolicyEvaluation onFirstTask =
            Backtest.Run(new FirstActionsOnly(greedy, two.Environment.Actions.Count), _market.Test, one.Environment, one.Rules,
                one.Seed);
        return new Comparison(
        [
            compared.Policies[0] with { PolicyName = "phase 2, greedy" },
            compared.Policies[1] with { PolicyName = "phase 2, sampled" },
            before with { PolicyName = "phase 1, greedy" }, onFirstTask with { PolicyName = "phase 2 on phase 1's task" },
            .. compared.Policies.Skip(2),
        ]);
    }

    private static double? Lead(Comparison comparison, string baseline)
    {
        int other = comparison.Policies.ToList()
            .FindIndex(policy => policy.PolicyName.StartsWith(baseline, StringComparison.Ordinal));
        return comparison.LeadInErrors(other).Value;
    }
}
