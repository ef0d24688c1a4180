using System.CommandLine;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer train curriculum: phase 1, gate, phase 2,
/// evaluation; the same command goes on where it was stopped.</summary>
internal static class CurriculumCommand
{
    private static readonly Option<bool> Test = new("--test")
    {
        Description = "30,000 steps in 4 environments a phase: shows that everything works, not that it learns.",
    };

    private static readonly Option<string?> Preset = new("--preset")
    {
        Description = $"What phase 1 begins with: {RunPresets.InWords(1)}; phase 2 then trains with the same algorithm. Without "
            + "it: default, which is PPO.",
    };

    private static readonly Option<long?> Steps1 = new("--phase1-steps")
    {
        Description = "Steps of phase 1, the preset's by default: 2,000,000 bars of PPO, 512,000 decisions of all-actions.",
    };

    private static readonly Option<long?> Steps2 = new("--phase2-steps")
    {
        Description = "Steps of phase 2, the preset's by default: 5,000,000 bars of PPO, 256,000 decisions of all-actions.",
    };

    private static readonly Option<double> Gate = new("--gate")
    {
        Description = "Standard errors by which phase 1 must beat always flat and random entries on the validation days.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Go on to phase 2 although the gate is shut." };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "The curriculum's name and the name of its folder under runs.",
        DefaultValueFactory = _ => "curriculum",
    };

    public static Command Tree()
    {
        var command = new Command(
            "curriculum", "Phase 1, a gate, phase 2 from its best model, and the evaluation of both; the same command goes on "
            + "where it was stopped.")
        {
            Test, Preset, SharedOptions.Instrument, SharedOptions.DataFile, Steps1, Steps2, Gate, SharedOptions.Seed,
            SharedOptions.Threads, Name, Force,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        CurriculumConfig config = Configured(parsed);
        string folder = Workplace.Writable(Path.Combine(workplace.Runs, parsed.GetValue(Name)!));
        using FolderOwner owner = FolderOwner.Take(folder, "curriculum", TimeProvider.System);
        (BarSeries bars, ValidationReport checks) =
            MarketFiles.CheckMinutes(workplace, config.Phase1.TradedInstrument(), parsed.GetValue(SharedOptions.DataFile));
        var curriculum = new Curriculum(
            config, PreparedMarket.Of(bars, config.Phase1), folder, parsed.GetValue(SharedOptions.Threads));
        using var hangup = new Hangup(cancellationToken);
        while (curriculum.Stage != CurriculumStage.Done)
        {
            Terminal.Note($"curriculum: {curriculum.Stage}");
            switch (curriculum.Stage)
            {
                case CurriculumStage.Gate:
                    GateVerdict verdict = curriculum.Judge(parsed.GetValue(Force));
                    Terminal.Say(verdict.ToString());
                    if (verdict.IsOpen || verdict.IsForced) break;
                    Terminal.Fail("The gate is shut: phase 1 has not shown anything to build on. Train it longer, look at its "
                        + "doctor's findings, lower --gate, or go on with --force.");
                    return ExitCode.Findings;
                case CurriculumStage.Evaluation:
                    Report(curriculum, checks);
                    break;
                default:
                    Train(curriculum, hangup.Token);
                    if (hangup.Token.IsCancellationRequested) return ExitCode.Interrupted;
                    break;
            }
        }
        Terminal.Good($"done: {Path.Combine(curriculum.EvaluationFolder, "report.html")}");
        return ExitCode.Success;
    }

    private static void Train(Curriculum curriculum, CancellationToken cancellationToken)
    {
        using TrainingRun run = curriculum.Train();
        Terminal.Note(run.Description);
        foreach (string line in run.Transfer?.Lines() ?? []) Terminal.Say($"  {line}");
        TrainingLines.Show(run, cancellationToken);
    }

    private static void Report(Curriculum curriculum, ValidationReport checks)
    {
        Comparison comparison = curriculum.Evaluate();
        foreach (PolicyEvaluation policy in comparison.Policies) policy.ThrowIfViolated();
        Checkpoint model = CheckpointFile.Read(curriculum.Phase2.Best);
        string openings = Path.Combine(Path.GetDirectoryName(curriculum.EvaluationFolder)!, "test-openings.txt");
        var extras = EvaluateCommand.Extras(
            comparison, model, curriculum.Phase2, (openings, "rltrainer train curriculum"), checks);
        EvaluationRun.Write(comparison, model, curriculum.EvaluationFolder, curriculum.Phase2, extras);
        EvaluateCommand.Print(comparison);
    }

    private static CurriculumConfig Configured(ParseResult parsed)
    {
        CurriculumConfig config = Chosen(parsed.GetValue(Preset), parsed.GetValue(Test));
        RunConfig first = SharedOptions.InstrumentsOf(parsed)
            .Resolved(config.Phase1 with
            {
                Seed = parsed.GetValue(SharedOptions.Seed),
                Instrument = SharedOptions.InstrumentOf(parsed).Symbol
            });
        return config with
        {
            Phase1 = WithSteps(first, parsed.GetValue(Steps1)),
            Phase2 = WithSteps(config.Phase2, parsed.GetValue(Steps2)),
            Gate = new GateCriterion { StandardErrors = parsed.GetValue(Gate) },
        };
    }

    /// <summary>Both phases with one algorithm, from the one list of presets.</summary>
    private static CurriculumConfig Chosen(string? preset, bool isTest)
    {
        if (preset is null) return isTest ? CurriculumConfig.Test : CurriculumConfig.Production;
        if (isTest)
            throw new CommandException(
                $"--test and --preset {preset} were both given; --test is a short run of PPO. A short run of a preset is "
                + $"--preset "
                + $"{preset} --phase1-steps 10000 --phase2-steps 10000.");
        RunConfig first = RunPresets.Parse(preset);
        if (first.Phase != 1)
            throw new CommandException(
                $"--preset {preset} is of phase 2, and a curriculum begins with phase 1; expected {RunPresets.InWords(1)}.");
        return new CurriculumConfig
        {
            Phase1 = first,
            Phase2 = first.Algorithm is AllActionConfig ? RunConfig.Phase2AllActions : RunConfig.Phase2,
        };
    }

    private static RunConfig WithSteps(RunConfig config, long? steps)
    {
        if (steps is not { } wanted) return config;
        long most = Math.Max(wanted, config.StepsPerUpdate);
        return config with
        {
            Algorithm = config.Algorithm with { Steps = wanted },
            Schedule = config.Schedule with
            {
                EvaluateEverySteps = Math.Min(config.Schedule.EvaluateEverySteps, most),
                CheckpointEverySteps = Math.Min(config.Schedule.CheckpointEverySteps, most)
            },
        };
    }
}
