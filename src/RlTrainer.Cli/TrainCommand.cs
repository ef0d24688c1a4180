using System.CommandLine;
using System.Globalization;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer train phase1 [--test].</summary>
internal static class TrainCommand
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    private static readonly Option<bool> Test = new("--test") { Description = "30,000 steps in 4 environments: shows that everything works, not that it learns." };

    private static readonly Option<string> Preset = new("--preset")
    {
        Description = "default; original: the original system's description to the letter; large-batch: 4,096 environments and minibatches of 32,768, for a GPU.",
        DefaultValueFactory = _ => "default",
    };

    private static readonly Option<long?> Steps = new("--steps") { Description = "Environment steps; 2,000,000 by default. Rounded up to whole updates." };

    private static readonly Option<int?> Environments = new("--environments") { Description = "Environments in lockstep; 80 by default. The variable TRAINER_NUM_ENVS does the same." };

    private static readonly Option<string?> Name = new("--name") { Description = "The run's name and the name of its folder under runs." };

    private static readonly Option<string?> Features = new("--features") { Description = "The feature set; Base by default." };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Continue the run of that name from its last checkpoint." };

    private static readonly Option<bool> Force = new("--force") { Description = "Begin anew where a run of that name exists; its files are replaced." };

    private static readonly Option<string> Backend = new("--backend")
    {
        Description = "cpu, torch-cpu, torch-cuda, or auto: the best that works, with the reason. Torch is an optional part.",
        DefaultValueFactory = _ => "cpu",
    };

    private static readonly Option<bool> TensorFloat32 = new("--tf32") { Description = "TensorFloat-32 on torch-cuda: factors of three digits instead of seven, faster from Ampere on." };

    public static Command Tree()
    {
        var phase1 = new Command("phase1", "Train when to enter: Hold, Buy, Sell with a fixed stop and target.")
        {
            Test, Preset, SharedOptions.Instrument, SharedOptions.DataFile, Steps, Environments, Features, SharedOptions.Seed, SharedOptions.Threads, Backend, TensorFloat32, Name, Resume, Force,
        };
        // On a thread of its own: the signal handlers are in place only once the action has returned its task.
        phase1.SetAction((parsed, cancellation) => Task.Run(() => Train(parsed, cancellation), CancellationToken.None));
        return new Command("train", "Train an agent; Ctrl+C saves and stops, --resume goes on.") { phase1 };
    }

    private static int Train(ParseResult parsed, CancellationToken cancellation)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        RunConfig config = Configured(parsed).Checked();
        var folder = new RunFolder(Workplace.Writable(Path.Combine(workplace.Runs, config.Name)));
        bool resume = parsed.GetValue(Resume);
        if (folder.IsTaken && !resume && !parsed.GetValue(Force))
            throw new CommandException($"{folder.Path} holds a run already; --resume continues it, --force begins anew, --name takes another name. Nothing was changed.");
        BarSeries bars = MarketFiles.ReadMinutes(workplace, Instrument.Parse(config.Instrument), parsed.GetValue(SharedOptions.DataFile));
        var market = PreparedMarket.Of(bars, config);
        int threads = parsed.GetValue(SharedOptions.Threads);
        EngineMaker? engine = EngineOf(workplace, parsed.GetValue(Backend)!, parsed.GetValue(TensorFloat32));
        using TrainingRun run = resume
            ? TrainingRun.Resume(folder, market, threads, engine: engine)
            : TrainingRun.Start(config, market, folder, threads, engine: engine);
        Terminal.Note($"{config.Name}: {run.Description}");
        foreach (string warning in config.Warnings()) Terminal.Warn($"warning: {warning}");
        Show(run, cancellation);
        TrainingSummary summary = run.Summary!;
        Terminal.Good(string.Create(CultureInfo.InvariantCulture, $"{summary.StopReason} after {summary.Steps:N0} steps; best validation reward {summary.BestReward:F3} at {summary.BestSteps:N0} steps"));
        Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{summary.DistinctStarts:N0} of {summary.PossibleStarts:N0} possible starts used, {summary.ShareOfBarsCovered:P1} of the tradable bars covered, {summary.DecisionShare:P1} of the steps were decisions"));
        Terminal.Say($"files in {folder.Path}; judge it: rltrainer evaluate {config.Name}");
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static RunConfig Configured(ParseResult parsed)
    {
        bool test = parsed.GetValue(Test);
        RunConfig config = (parsed.GetValue(Preset), test) switch
        {
            ("default", true) => RunConfig.Phase1Test,
            ("default", false) => RunConfig.Phase1,
            ("original", false) => RunConfig.Original,
            ("original", true) => throw new CommandException("--test belongs to the default preset; a short run of the original is --preset original --steps 163840."),
            ("large-batch", false) => RunConfig.LargeBatch,
            ("large-batch", true) => throw new CommandException("--test belongs to the default preset; a short run of large batches is --preset large-batch --steps 131072."),
            (string other, _) => throw new CommandException($"--preset was '{other}'; expected default, original or large-batch."),
            _ => throw new CommandException("--preset was empty; expected default, original or large-batch."),
        };
        int? environments = parsed.GetValue(Environments) ?? FromVariable();
        config = config with
        {
            Name = parsed.GetValue(Name) ?? config.Name,
            Instrument = Instrument.Parse(parsed.GetValue(SharedOptions.Instrument)!).Symbol,
            Seed = parsed.GetValue(SharedOptions.Seed),
            FeatureSet = parsed.GetValue(Features) ?? config.FeatureSet,
            Environment = config.Environment with { EnvironmentCount = environments ?? config.Environment.EnvironmentCount },
        };
        if (parsed.GetValue(Steps) is not { } steps) return config;
        long update = config.StepsPerUpdate;
        long interval = Math.Min(config.Schedule.EvaluateEverySteps, Math.Max(steps, update));
        return config with { Ppo = config.Ppo with { Steps = steps }, Schedule = config.Schedule with { EvaluateEverySteps = interval, CheckpointEverySteps = Math.Min(config.Schedule.CheckpointEverySteps, Math.Max(steps, update)) } };
    }

    /// <summary>Null for the processor's own engine.</summary>
    private static EngineMaker? EngineOf(Workplace workplace, string backend, bool tensorFloat32)
    {
        if (tensorFloat32 && backend is ("cpu" or "torch-cpu"))
            throw new CommandException($"--tf32 is a switch of NVIDIA GPUs and --backend was {backend}; leave it out, or take torch-cuda or auto.");
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

    private static int? FromVariable()
    {
        string? text = Environment.GetEnvironmentVariable("TRAINER_NUM_ENVS");
        if (string.IsNullOrWhiteSpace(text)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new CommandException($"The variable TRAINER_NUM_ENVS was '{text}'; expected a whole number of environments from 1, e.g. 80.");
    }

    private static void Show(TrainingRun run, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        long last = 0;
        var told = new HashSet<DoctorConcern>();
        using CancellationTokenRegistration stopping = cancellation.Register(() => Terminal.Warn("stopping after this update; the state is being saved …"));
        foreach (TrainingProgress progress in run.Run(cancellation))
        {
            if (progress.Evaluation is { } point)
                Terminal.Note(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  evaluation at {point.Steps:N0}: reward train {point.TrainReward:F3}, validation {point.ValidationReward:F3}; profit an episode ${point.TrainProfitUsd:F0} and ${point.ValidationProfitUsd:F0}; hold {point.ValidationHoldShare:P0}{(point.IsBest ? " · best so far" : "")}"));
            foreach (DoctorFinding finding in progress.Findings.Where(finding => told.Add(finding.Concern))) Terminal.Warn($"  doctor, {finding}");
            if (last != 0 && time.GetElapsedTime(last) < BetweenLines && progress.Evaluation is null) continue;
            last = time.GetTimestamp();
            Terminal.Progress(progress.ToString());
        }
    }
}
