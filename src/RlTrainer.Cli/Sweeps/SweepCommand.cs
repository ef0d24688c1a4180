using System.CommandLine;
using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Files;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Runs;
using RlTrainer.Sweeps;

namespace RlTrainer.Cli.Sweeps;

/// <summary>rltrainer sweep plan | run | slurm | kubernetes | trial | status | collect.</summary>
internal static class SweepCommand
{
    private static readonly Argument<string> File = new("file")
    {
        Description = "A sweep file (JSON, comments allowed); src/sweeps.md shows one.",
    };

    private static readonly Argument<string> Folder = new("sweep")
    {
        Description = "A sweep's name under runs/sweeps, or its folder.",
    };

    private static readonly Argument<int> Index = new("index") { Description = "Which trial, from 0." };

    private static readonly Option<string> Worker = new("--worker")
    {
        Description = "Who runs the trial, for the list of attempts.",
        DefaultValueFactory = _ => "here",
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads of one trial.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Jobs = new("--jobs")
    {
        Description = "Trials at the same time; 0 for as many as there are cores for their threads.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<bool> Submit = new("--submit") { Description = "Give the script to sbatch." };

    private static readonly Option<int> Cpus = new("--cpus")
    {
        Description = "Cores of one trial.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        Description = "Trials at the same time; 0 for no limit of its own.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string?> Partition = new("--partition") { Description = "Slurm's partition." };

    private static readonly Option<string?> Time = new("--time")
    {
        Description = "Slurm's time limit of a trial, e.g. 02:00:00.",
    };

    private static readonly Option<string?> Memory = new("--memory")
    {
        Description = "Memory of a trial, as the scheduler writes it: 2G for Slurm, 2Gi for Kubernetes.",
    };

    private static readonly Option<string> Image = new("--image")
    {
        Description = "The container image with rltrainer.",
        Required = true,
    };

    private static readonly Option<string> Claim = new("--claim")
    {
        Description = "The persistent volume claim that holds data and runs.",
        Required = true,
    };

    private static readonly Option<string?> Namespace = new(
        "--namespace")
    { Description = "The cluster's namespace; kubectl's own by default." };

    private static readonly Option<int> User = new("--user")
    {
        Description = "User and group of the pods, who must be able to write the volume; not root.",
        DefaultValueFactory = _ => 1000,
    };

    public static Command Tree() => new("sweep", "Many runs over settings and seeds: here, on Slurm or on Kubernetes.")
    {
        PlanTree(), RunTree(), SlurmTree(), KubernetesTree(), TrialTree(), StatusTree(), CollectTree(),
    };

    private static Command PlanTree()
    {
        var plan = new Command("plan", "List the trials of a sweep file; starts nothing.") { File };
        plan.SetAction(parsed =>
        {
            Sweep sweep = Read(parsed, SharedOptions.WorkplaceOf(parsed), Text(parsed));
            Terminal.Table("trials", ["trial", "seed", "settings"], [.. sweep.Trials.Select(trial => new[]
            {
                trial.Index.ToString(CultureInfo.InvariantCulture), trial.Config.Seed.ToString(CultureInfo.InvariantCulture),
                trial.Words,
            })]);
            Terminal.Good(string.Create(
                CultureInfo.InvariantCulture, $"{sweep.Trials.Count} trials of {sweep.Variants} combinations"));
            return ExitCode.Success;
        });
        return plan;
    }

    private static Command RunTree()
    {
        var run = new Command(
            "run", "Execute a sweep in processes of this machine; trials that die go on from their last checkpoint.")
        {
            File, SharedOptions.DataFile, Jobs, Threads,
        };
        run.SetAction((parsed, cancellationToken) => Task.Run(() => RunAsync(parsed, cancellationToken), CancellationToken.None));
        return run;
    }

    private static Command SlurmTree()
    {
        var slurm = new Command(
            "slurm", "Write a sweep as a Slurm job array, and submit it; again: only the trials that are not done.")
        {
            File, SharedOptions.DataFile, Submit, Cpus, Parallel, Partition, Time, Memory,
        };
        slurm.SetAction(Slurm);
        return slurm;
    }

    private static Command KubernetesTree()
    {
        var kubernetes = new Command("kubernetes", "Write a sweep as a Kubernetes indexed job.")
        {
            File, Image, Claim, Cpus, Parallel, Memory, Namespace, User,
        };
        kubernetes.SetAction(Kubernetes);
        return kubernetes;
    }

    private static Command TrialTree()
    {
        var trial = new Command("trial", "Run one trial; the three ways to execute a sweep call this.")
        {
            Folder, Index, SharedOptions.DataFile, Threads, Worker,
        };
        trial.SetAction((parsed, cancellationToken) => Task.Run(() => Trial(parsed, cancellationToken), CancellationToken.None));
        return trial;
    }

    private static Command StatusTree()
    {
        var status = new Command("status", "How far each trial is, and what Slurm says where it is there.") { Folder };
        status.SetAction(SweepStatus.Show);
        return status;
    }

    private static Command CollectTree()
    {
        var collect = new Command(
            "collect", "The results so far: interquartile means, intervals, probability of backtest overfitting.") { Folder };
        collect.SetAction(parsed =>
        {
            SweepFolder folder = FolderOf(parsed);
            return Collect(folder.Read(), folder);
        });
        return collect;
    }

    internal static SweepFolder FolderOf(ParseResult parsed)
    {
        string name = parsed.GetValue(Folder)!;
        return new SweepFolder(
            Directory.Exists(name) ? Path.GetFullPath(name)
                : Path.Combine(SharedOptions.WorkplaceOf(parsed).Runs, "sweeps", name));
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        (Sweep sweep, SweepFolder folder) = Begin(parsed, workplace);
        int threads = Math.Max(1, parsed.GetValue(Threads)), jobs = parsed.GetValue(Jobs);
        if (jobs < 0) throw new CommandException($"--jobs was {jobs}; expected 0 (by cores) or more.");
        if (jobs == 0) jobs = Math.Max(1, Environment.ProcessorCount / threads);
        IReadOnlyList<int> open = folder.Open(sweep);
        Terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{sweep.Trials.Count} trials, {open.Count} to do, {jobs} at the same time with {threads} thread(s) each"));
        int failed = await new LocalTrials(sweep, folder, TrialCommand(parsed, workplace, folder), threads)
            .RunAsync(open, jobs, cancellationToken).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested) return ExitCode.Interrupted;
        int code = Collect(sweep, folder);
        if (failed == 0) return code;
        Terminal.Fail($"{failed} trials did not finish; the table of failed trials says why, and worker.log in their folders "
            + "has all that they said.");
        return ExitCode.Findings;
    }

    private static int Slurm(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        (Sweep sweep, SweepFolder folder) = Begin(parsed, workplace);
        var options = new SlurmOptions
        {
            Cpus = Math.Max(1, parsed.GetValue(Cpus)),
            Parallel = parsed.GetValue(Parallel),
            Partition = parsed.GetValue(Partition),
            Time = parsed.GetValue(Time),
            Memory = parsed.GetValue(Memory),
        };
        Directory.CreateDirectory(folder.SlurmLogs);
        AtomicFile.WriteText(folder.SlurmScript, SlurmScript.Of(sweep, folder, TrialCommand(parsed, workplace, folder), options));
        if (!parsed.GetValue(Submit))
        {
            Terminal.Good($"{folder.SlurmScript}: sbatch it, or say --submit");
            return ExitCode.Success;
        }
        string said = Doctor.Probe.FirstLine("sbatch", folder.SlurmScript)
            ?? throw new CommandException(
                $"sbatch did not take {folder.SlurmScript}; try it by hand for its words. Slurm: apt-get install slurm-wlm, or a "
                + $"machine of the cluster.");
        Terminal.Good($"{said}; how far it is: rltrainer sweep status {sweep.Name}");
        return ExitCode.Success;
    }

    private static int Kubernetes(ParseResult parsed)
    {
        (Sweep sweep, SweepFolder folder) = Begin(parsed, SharedOptions.WorkplaceOf(parsed));
        var options = new KubernetesOptions
        {
            Image = parsed.GetValue(Image)!,
            Claim = parsed.GetValue(Claim)!,
            Cpus = Math.Max(1, parsed.GetValue(Cpus)),
        };
        options = options with { Namespace = parsed.GetValue(Namespace), User = parsed.GetValue(User) };
        if (!options.IsPinned)
            Terminal.Warn($"warning: the image {options.Image} is named by a tag, which may change while the sweep runs; name "
                + $"it by its digest (IMAGE@sha256:…).");
        if (parsed.GetValue(Parallel) > 0) options = options with { Parallel = parsed.GetValue(Parallel) };
        if (parsed.GetValue(Memory) is { } memory) options = options with { Memory = memory };
        AtomicFile.WriteText(folder.KubernetesJob, KubernetesJob.Of(sweep, options));
        Terminal.Good($"{folder.KubernetesJob}: put the workplace on the volume, then kubectl apply -f it; afterwards: rltrainer "
            + $"sweep collect {sweep.Name}");
        return ExitCode.Success;
    }

    private static int Trial(ParseResult parsed, CancellationToken cancellationToken)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        SweepFolder folder = FolderOf(parsed);
        Sweep sweep = folder.Read();
        string? data = parsed.GetValue(SharedOptions.DataFile)
            ?? (sweep.Request.Data is { } named ? Path.GetFullPath(named, workplace.Root) : null);
        var worker = new TrialWorker(
            parsed.GetValue(Worker)!, Math.Max(1, parsed.GetValue(Threads)),
            update => { if (update.Evaluation is not null) Terminal.Say(update.ToString()); });
        TrialResult? result = Noted(folder, sweep, parsed.GetValue(Index), config => SweepWorker.Run(
            sweep, folder, parsed.GetValue(Index), MarketFiles.ReadMinutes(workplace, config.TradedInstrument(), data), worker,
            cancellationToken));
        if (result is null) return ExitCode.Interrupted;
        Terminal.Good(string.Create(
            CultureInfo.InvariantCulture,
            $"trial {result.Index}: {result.StopReason} after {result.Steps:N0} steps, validation reward {result.BestReward:F3}, "
            + $"attempt {result.Attempts}"));
        return ExitCode.Success;
    }

    /// <summary>Runs a trial; an error is written into its folder before it goes on to the user, since a scheduler keeps the
    /// exit code alone. One that another worker holds did not fail.</summary>
    private static TrialResult? Noted(SweepFolder folder, Sweep sweep, int index, Func<RunConfig, TrialResult?> run)
    {
        bool isTrial = index >= 0 && index < sweep.Trials.Count;
        try
        {
            return run(isTrial ? sweep.Trials[index].Config : sweep.Request.Config);
        }
        catch (Exception error) when (isTrial && error is not (OperationCanceledException or FolderInUseException))
        {
            TrialFailureKind kind = RlTrainerCommand.CodeOf(error) switch
            {
                ExitCode.Environment => TrialFailureKind.MachineFault,
                ExitCode.BadInput => TrialFailureKind.WrongInput,
                _ => TrialFailureKind.ProgramFault,
            };
            folder.Note(new TrialFailure(index, kind, RlTrainerCommand.WordsOf(error)));
            throw;
        }
    }

    private static int Collect(Sweep sweep, SweepFolder folder)
    {
        var table = new SweepTable(
            sweep, [.. sweep.Trials.Select(trial => folder.Result(trial.Index)).Where(System.IO.File.Exists)
                .Select(file => RunJson.Read<TrialResult>(System.IO.File.ReadAllText(file), file))])
        {
            Failures = [.. sweep.Trials.Select(trial => folder.Failure(trial.Index)).OfType<TrialFailure>()],
        };
        string[] failures = table.Failures.Count == 0 ? []
            : ["", .. TextTable.Lines(SweepTable.FailureHeader, table.FailureCells)];
        if (table.Results.Count == 0)
        {
            if (failures.Length > 0) Terminal.Table("failed", SweepTable.FailureHeader, table.FailureCells);
            Terminal.Warn($"No trial of {folder.Path} is done yet; `rltrainer sweep status {sweep.Name}` says how far they are.");
            return ExitCode.Findings;
        }
        string[] lines =
            [.. TextTable.Lines(SweepTable.Header, table.Cells), .. failures, "", table.GateWords, table.OverfittingWords];
        Terminal.Table("trials", SweepTable.Header, table.Cells);
        if (failures.Length > 0)
        {
            Terminal.Say("");
            Terminal.Table("failed", SweepTable.FailureHeader, table.FailureCells);
        }
        foreach (string line in lines[^3..]) Terminal.Say(line);
        AtomicFile.WriteText(folder.Results, table.ToCsv());
        AtomicFile.WriteText(folder.Table, string.Join('\n', lines) + "\n");
        AtomicFile.WriteText(folder.Page, table.ToHtml());
        Terminal.Good($"page: {folder.Page}");
        return table.Results.Count == sweep.Trials.Count ? ExitCode.Success : ExitCode.Findings;
    }

    private static (Sweep Sweep, SweepFolder Folder) Begin(ParseResult parsed, Workplace workplace)
    {
        string json = Text(parsed);
        Sweep sweep = Read(parsed, workplace, json);
        var folder = new SweepFolder(Workplace.Writable(Path.Combine(workplace.Runs, "sweeps", sweep.Name)));
        folder.Begin(json, sweep);
        return (sweep, folder);
    }

    private static Sweep Read(ParseResult parsed, Workplace workplace, string json)
    {
        var sweep = Sweep.Read(json, parsed.GetValue(File)!, name => Model(workplace, name), SharedOptions.InstrumentsOf(parsed));
        if (sweep.Start is { Manifest: var model })
            Terminal.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"every trial starts from run '{model.Run}': phase {model.Phase}, {model.Steps:N0} steps"));
        return sweep;
    }

    /// <summary>The model of a run's name, or of a file that counts from the workplace's root.</summary>
    private static Checkpoint Model(Workplace workplace, string name)
    {
        string file = Path.GetFullPath(name, workplace.Root);
        try
        {
            return CheckpointFile.Read(System.IO.File.Exists(file) ? file : ModelFiles.Find(workplace, name).Model);
        }
        catch (CommandException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static string[] TrialCommand(ParseResult parsed, Workplace workplace, SweepFolder folder)
    {
        string[] data = parsed.GetValue(SharedOptions.DataFile) is { } file ? ["--data", Path.GetFullPath(file)] : [];
        return [.. KernelSpec.SelfCommand("sweep", "trial"), "--root", workplace.Root, .. data, folder.Path];
    }

    private static string Text(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!;
        return System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file)
            : throw new CommandException($"There is no sweep file {file}; src/sweeps.md shows one to begin with.");
    }
}
