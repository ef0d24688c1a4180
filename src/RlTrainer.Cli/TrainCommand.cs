using System.CommandLine;
using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Cli.Configuration;
using RlTrainer.Cli.Menu;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer train phase1 or phase2 [--test], or --rerun RUN.</summary>
internal static class TrainCommand
{
    private static readonly Option<bool> Test = new("--test")
    {
        Description = "30,000 steps in 4 environments: shows that everything works, not that it learns.",
    };

    private static readonly Option<string?> Preset = new("--preset")
    {
        Description = $"{RunPresets.InWords()}. Without it: all-actions, which learns from every action of a decision, in half a "
            + $"minute of one core; with --test, --config, --set, Torch, or from a model of PPO: default, which is PPO. "
            + $"original is the original system's description to the letter, large-batch has many environments and fewer epochs.",
    };

    private static readonly Option<long?> Steps = new("--steps")
    {
        Description = "Steps: decisions of all-actions, 512,000 in phase 1 and 256,000 in phase 2 by default; bars of PPO, "
            + "2,000,000 and 5,000,000 by default. Rounded up to whole updates.",
    };

    private static readonly Option<int?> Environments = new("--environments")
    {
        Description = "Environments in lockstep; 80 by default. The variable TRAINER_NUM_ENVS does the same.",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "The run's name and the name of its folder under runs.",
    };

    private static readonly Option<string?> Features = new("--features") { Description = "The feature set; Base by default." };

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Continue the run of that name from its last checkpoint.",
    };

    private static readonly Option<long?> FromStep = new("--from-step")
    {
        Description = "With --resume: go back to the checkpoint of so many environment steps; later ones are removed.",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Begin anew where a run of that name exists; its files are replaced.",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "Start from this run's best model, or from a model file: phase 1's for phase 2, or one of the same phase "
            + "to train on.",
    };

    private static readonly Option<bool> Scratch = new("--scratch")
    {
        Description = "Phase 2 from random weights instead of phase 1's.",
    };

    private static readonly Option<double?> Leash = new("--leash")
    {
        Description = "Weight of the KL leash to the model started from. Phase 2 of all-actions: 1, which hardly lets the "
            + "entries change; otherwise 0 (off) by default, and loosening over 1,000,000 steps.",
    };

    private static readonly Option<string> Backend = new("--backend")
    {
        Description = "cpu, torch-cpu, torch-cuda, or auto: the best that works, with the reason. Torch is an optional part.",
        DefaultValueFactory = _ => "cpu",
    };

    private static readonly Option<bool> TensorFloat32 = new("--tf32")
    {
        Description = "TensorFloat-32 on torch-cuda: factors of three digits instead of seven, faster from Ampere on.",
    };

    private static readonly Option<string?> Rerun = new("--rerun")
    {
        Description = "Make a run again from its manifest: a run's name, its folder or a manifest.json. The bytes are compared.",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "Folder of the rerun; runs/NAME-rerun by default.",
    };

    public static Command Tree()
    {
        var phase1 = new Command("phase1", "Train when to enter: Hold, Buy, Sell with a fixed stop and target.")
        {
            Test, Preset, From, Leash, ConfiguredRun.Config, ConfiguredRun.Set, SharedOptions.Instrument, SharedOptions.DataFile,
            Steps, Environments, Features, SharedOptions.Seed, SharedOptions.Threads, Backend, TensorFloat32, Name, Resume,
            FromStep, Force,
        };
        var phase2 = new Command(
            "phase2", "Train how to manage the position: nine actions, from phase 1's best model (--from) or from random weights "
            + "(--scratch).")
        {
            Test, Preset, From, Scratch, Leash, ConfiguredRun.Config, ConfiguredRun.Set, SharedOptions.Instrument,
            SharedOptions.DataFile, Steps, Environments, Features, SharedOptions.Seed, SharedOptions.Threads, Backend,
            TensorFloat32, Name, Resume, FromStep, Force,
        };
        // On a thread of its own: the signal handlers are in place only once the action has returned its task.
        phase1.SetAction((parsed, cancellationToken) =>
            Task.Run(() => Train(parsed, 1, cancellationToken), CancellationToken.None));
        phase2.SetAction((parsed, cancellationToken) =>
            Task.Run(() => Train(parsed, 2, cancellationToken), CancellationToken.None));
        var train = new Command("train", "Train an agent; Ctrl+C saves and stops, --resume goes on.")
        {
            phase1, phase2, CurriculumCommand.Tree(),
        };
        foreach (Option option in (Option[])[Rerun, SharedOptions.DataFile, SharedOptions.Threads, Output, Force])
            train.Options.Add(option);
        train.SetAction((parsed, cancellationToken) => parsed.GetValue(Rerun) is { } again
            ? Task.Run(() => RerunCommand.Run(SharedOptions.WorkplaceOf(parsed), new RerunRequest(
                again, parsed.GetValue(SharedOptions.DataFile), parsed.GetValue(Output), parsed.GetValue(SharedOptions.Threads),
                parsed.GetValue(Force)),
                cancellationToken), CancellationToken.None)
            : throw new CommandException(
                "`rltrainer train` was given no phase; expected `rltrainer train phase1`, `rltrainer train phase2`, or "
                + "--rerun RUN."));
        return train;
    }

    private static int Train(ParseResult parsed, int phase, CancellationToken cancellationToken)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        Checkpoint? from = StartOf(parsed, phase, workplace);
        RunRequest request = Configured(parsed, phase, from);
        RunConfig config = request.Config;
        var folder = new RunFolder(Workplace.ProvedWritable(Path.Combine(workplace.Runs, config.Name)));
        RequireFitting(parsed, folder);
        if (parsed.GetValue(Resume)) (request, config) = Resumed(parsed, phase, request, from, folder);
        BarSeries bars = MarketFiles.ReadMinutes(
            workplace, config.TradedInstrument(), parsed.GetValue(SharedOptions.DataFile) ?? request.Data);
        FeatureNormalizer? carried = parsed.GetValue(Resume) && File.Exists(folder.Start)
            ? CheckpointFile.Read(folder.Start).Features : from?.Features;
        var market = PreparedMarket.Of(bars, config, carried);
        using TrainingRun run = Begun(parsed, request, market, folder, from);
        SayHead(run, config);
        SayCosts(market.Train, config);
        using var hangup = new Hangup(cancellationToken);
        TrainingLines.Show(run, hangup.Token);
        SayEnd(run.Summary!, folder, config);
        return hangup.Token.IsCancellationRequested ? ExitCode.Interrupted
            : run.Summary!.Edge is { Outcome: EdgeOutcome.NoEdgeFound } ? ExitCode.NoEdge : ExitCode.Success;
    }

    /// <summary>What was asked for and what the folder holds fit each other.</summary>
    private static void RequireFitting(ParseResult parsed, RunFolder folder)
    {
        bool resume = parsed.GetValue(Resume);
        if (!resume && parsed.GetValue(FromStep) is not null)
            throw new CommandException("--from-step belongs to --resume; give both, or neither.");
        if (resume && !folder.IsTaken)
            throw new CommandException($"{folder.Path} holds no run to resume; start one with that name first.");
        if (folder.IsTaken && !resume && !parsed.GetValue(Force))
            throw new CommandException(
                $"{folder.Path} holds a run already; --resume continues it, --force begins anew, --name takes another name. "
                + $"Nothing was changed.");
    }

    /// <summary>The run goes on as it was begun; options that ask for anything else are refused by key.</summary>
    private static (RunRequest Request, RunConfig Config) Resumed(
        ParseResult parsed, int phase, RunRequest asked, Checkpoint? from, RunFolder folder)
    {
        RunConfig stored = ResumedRun.StoredIn(folder, phase);
        bool isWhole = (parsed.GetValue(Test) || parsed.GetValue(Preset) is not null)
            && (stored.Start is null || from is not null);
        RunConfig wanted = isWhole ? asked.Config : WithOptions(parsed, stored, null).Config;
        ResumedRun.RequireSame(stored, wanted);
        return (asked with { Config = stored }, stored);
    }

    /// <summary>The run before its next update: begun, or taken up where it was left.</summary>
    private static TrainingRun Begun(
        ParseResult parsed, RunRequest request, PreparedMarket market, RunFolder folder, Checkpoint? from)
    {
        int threads = parsed.GetResult(SharedOptions.Threads) is { Implicit: false } ? parsed.GetValue(SharedOptions.Threads)
            : request.Threads;
        EngineMaker? engine =
            EngineOf(SharedOptions.WorkplaceOf(parsed), parsed.GetResult(Backend) is { Implicit: false }
                ? parsed.GetValue(Backend)! : request.Backend,
                parsed.GetValue(TensorFloat32));
        var machine = RunMachine.Of(threads, engine);
        return parsed.GetValue(Resume)
            ? TrainingRun.Resume(folder, market, machine, fromStep: parsed.GetValue(FromStep))
            : TrainingRun.Start(request.Config, market, folder, machine, from, replace: parsed.GetValue(Force));
    }

    private static void SayHead(TrainingRun run, RunConfig config)
    {
        if (run.Notice is { } notice) Terminal.Warn($"warning: {notice}");
        Terminal.Note($"{config.Name}: {run.Description}");
        foreach (string line in run.Transfer?.Lines() ?? []) Terminal.Say($"  {line}");
        foreach (string line in run.Diagnostics.Lines) Terminal.Note(line);
        foreach (string warning in (string[])[.. config.Warnings(), .. run.Diagnostics.Warnings()])
            Terminal.Warn($"warning: {warning}");
    }

    private static void SayEnd(TrainingSummary summary, RunFolder folder, RunConfig config)
    {
        Terminal.Good(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.StopReason} after {summary.Steps:N0} steps; best validation reward {summary.BestReward:F3} at "
            + $"{summary.BestSteps:N0} steps"));
        Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.DistinctStarts:N0} of {summary.PossibleStarts:N0} possible starts used, {summary.ShareOfBarsCovered:P1} "
            + $"of the tradable bars covered, {summary.DecisionShare:P1} of the steps were decisions"));
        if (summary.Outcome is { } outcome) Terminal.Good(outcome);
        Terminal.Say(summary.IsInterrupted
            ? $"files in {folder.Path}; go on: {CommandLine.Of(ResumedRun.Words(config))}"
            : $"files in {folder.Path}; judge it: {CommandLine.Of(["evaluate", config.Name])}");
    }

    /// <summary>What costs leave of a stop's risk, before anything is trained.</summary>
    private static void SayCosts(FeatureTable train, RunConfig config)
    {
        IReadOnlyList<CostForecast> forecasts = CostForecast.Of(train, config.Environment, config.Rules);
        foreach (CostForecast forecast in forecasts) Terminal.Note(forecast.ToString());
        foreach (string advice in CostForecast.Advice(forecasts, config.Environment)) Terminal.Warn($"warning: {advice}");
    }

    /// <summary>The model to start from; null for random weights, which phase 2 has to ask for.</summary>
    private static Checkpoint? StartOf(ParseResult parsed, int phase, Workplace workplace)
    {
        string? from = parsed.GetValue(From);
        bool scratch = phase == 2 && parsed.GetValue(Scratch);
        if (from is not null && scratch)
            throw new CommandException("--from and --scratch were both given; expected one of them.");
        if (phase == 2 && from is null && !scratch && !parsed.GetValue(Resume))
            throw new CommandException(
                "Phase 2 starts from phase 1's best model: give --from RUN (or a model file), or --scratch for random weights.");
        if (from is null) return null;
        string model = ModelFiles.Find(workplace, from).Model;
        Checkpoint checkpoint = CheckpointFile.Read(model);
        Terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"starts from {model}: phase {checkpoint.Manifest.Phase}, {checkpoint.Manifest.Steps:N0} steps"));
        return checkpoint;
    }

    private static RunRequest Configured(ParseResult parsed, int phase, Checkpoint? from)
    {
        RunConfig? start = from is null ? null : RunModels.ConfigOf(from);
        RunConfig preset = parsed.GetValue(Preset) is { } named ? PresetOf(named, phase, parsed.GetValue(Test))
            : DefaultPreset.Of(phase, start, parsed.GetValue(Test), IsPlain(parsed));
        return WithOptions(parsed, from is null ? DefaultPreset.Untied(preset) : preset, start);
    }

    /// <summary>The command's options over a configuration.</summary>
    private static RunRequest WithOptions(ParseResult parsed, RunConfig preset, RunConfig? start)
    {
        RunRequest request = ConfiguredRun.Over(
            parsed, preset, start,
            ConfiguredRun.Given(parsed, Name, "Name"), ConfiguredRun.Given(parsed, SharedOptions.Seed, "Seed"),
            ConfiguredRun.Given(parsed, SharedOptions.Instrument, "Instrument"),
            ConfiguredRun.Given(parsed, Features, "FeatureSet"),
            ConfiguredRun.Given(parsed, Environments, "Environment.EnvironmentCount"),
            ConfiguredRun.Given(parsed, Leash, "Algorithm.LeashWeight"));
        RunConfig config = request.Config with { Instrument = request.Config.TradedInstrument().Symbol };
        if (parsed.GetValue(Steps) is not { } steps) return request with { Config = config };
        long update = config.StepsPerUpdate;
        long interval = Math.Min(config.Schedule.EvaluateEverySteps, Math.Max(steps, update));
        config = config with
        {
            Algorithm = config.Algorithm with { Steps = steps },
            Schedule = config.Schedule with
            {
                EvaluateEverySteps = interval,
                CheckpointEverySteps = Math.Min(config.Schedule.CheckpointEverySteps, Math.Max(steps, update))
            }
        };
        return request with { Config = config.Checked() };
    }

    /// <summary>Nothing lies over a preset, and the engine is the processor's own.</summary>
    private static bool IsPlain(ParseResult parsed)
    {
        if (parsed.GetValue(ConfiguredRun.Config) is not null || parsed.GetValue(ConfiguredRun.Set) is { Length: > 0 })
            return false;
        string backends = Path.Combine(SharedOptions.WorkplaceOf(parsed).Root, "backends");
        if (EngineBackends.Choose(parsed.GetValue(Backend)!, backends).Backend == "cpu") return true;
        Terminal.Note("Torch cannot learn from all actions, so that PPO trains (--preset default); --backend cpu learns "
            + "from all.");
        return false;
    }

    /// <summary>The preset that was named.</summary>
    private static RunConfig PresetOf(string name, int phase, bool test)
    {
        string own = phase == 2 ? "phase2" : "default", ownTest = phase == 2 ? "phase2-test" : "test";
        if (name == "default") name = own;
        if (test && name != own && name != ownTest)
            throw new CommandException(
                $"--test belongs to the preset {own}; a short run of {name} is --preset {name} --steps "
                + $"{RunPresets.Parse(name).StepsPerUpdate}.");
        RunConfig preset = RunPresets.Parse(test ? ownTest : name);
        return preset.Phase == phase ? preset
            : throw new CommandException(
                $"--preset {name} is of phase {preset.Phase} and phase {phase} was asked for; expected "
                + $"{RunPresets.InWords(phase)}.");
    }

    /// <summary>Null for the processor's own engine.</summary>
    private static EngineMaker? EngineOf(Workplace workplace, string backend, bool tensorFloat32)
    {
        if (tensorFloat32 && backend is ("cpu" or "torch-cpu"))
            throw new CommandException(
                $"--tf32 is a switch of NVIDIA GPUs and --backend was {backend}; leave it out, or take torch-cuda or auto.");
        string backends = Path.Combine(workplace.Root, "backends");
        EngineChoice choice = EngineBackends.Choose(backend, backends);
        if (choice.Reason is { } reason) Terminal.Note(reason);
        if (choice.Backend == "cpu") return null;
        return (layout, network, seed) =>
        {
            IPpoEngine engine = EngineBackends.Create(choice, backends, layout, network, seed, tensorFloat32);
            if (engine.DeviceMemory is { } memory) Terminal.Note($"{engine.Name}: {memory}");
            return engine;
        };
    }
}
