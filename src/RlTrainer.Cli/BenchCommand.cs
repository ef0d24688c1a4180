using System.CommandLine;
using RlTrainer.Environments;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer bench [--backend …]: how fast this machine trains, beside what its arithmetic allows.</summary>
internal static class BenchCommand
{
    private static readonly Option<string?> Backend = new("--backend")
    {
        Description = "cpu, torch-cpu, torch-cuda or all: a table by minibatch size and number of environments. Without it: the "
            + "cpu engine beside the peak.",
    };

    private static readonly Option<bool> TensorFloat32 = new("--tf32")
    {
        Description = "TensorFloat-32 on torch-cuda: factors of three digits instead of seven, faster from Ampere on.",
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Seconds instead of minutes: shows that everything runs, the figures mean little.",
    };

    private static readonly Option<string?> Json = new("--figures")
    {
        Description = "A file that receives the figures as JSON as well.",
    };

    private static readonly Option<int> Processes = new("--processes")
    {
        Description = "How many processes measure the cpu engine, one after the other: the memory a process happens to get makes "
            + "some faster than others.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string?> Keep = new("--keep")
    {
        Description = "A folder of results by processor and date; the report is added and the folder's table written anew.",
    };

    private static readonly Option<string?> Page = new("--page")
    {
        Description = "With --keep: a Markdown page whose engine table is written anew as well, e.g. README.md.",
    };

    public static Command Tree()
    {
        var bench = new Command(
            "bench", "Measure training on this machine beside the peak of its arithmetic; close other programs first.")
        {
            Backend, TensorFloat32, Quick, Json, Processes, Keep, Page, SharedOptions.Threads,
        };
        bench.SetAction(parsed =>
        {
            BenchmarkReport report = Report(parsed);
            foreach (string line in BenchmarkText.Lines(report)) Terminal.Say(line);
            if (Terminal.IsJson)
                foreach (BenchmarkTable table in BenchmarkTable.Of(report)) Terminal.Table(table.Name, table.Header, table.Rows);
            if (parsed.GetValue(Json) is { } file) AtomicFile.WriteText(file, RunJson.Write(report) + "\n");
            if (parsed.GetValue(Keep) is { } folder)
            {
                Terminal.Say($"kept in {BenchmarkHistory.Keep(folder, report)}");
                if (parsed.GetValue(Page) is { } page) BenchmarkHistory.WriteInto(page, folder);
            }
            return ExitCode.Success;
        });
        return bench;
    }

    private static BenchmarkReport Report(ParseResult parsed)
    {
        int threads = parsed.GetValue(SharedOptions.Threads);
        if (threads < 0)
            throw new CommandException($"--threads was {threads}; expected 0 for all, or a number of threads from 1.");
        if (threads == 0) threads = Environment.ProcessorCount;
        int processes = parsed.GetValue(Processes);
        if (processes is < 1 or > 20) throw new CommandException($"--processes was {processes}; expected 1 to 20, 2 is usual.");
        if (parsed.GetValue(Keep) is not null && (parsed.GetValue(Quick) || parsed.GetValue(Backend) is not null))
            throw new CommandException("--keep keeps full measurements of the cpu engine; leave out --quick and --backend.");
        if (parsed.GetValue(Backend) is null && processes > 1 && !parsed.GetValue(Quick))
            return BenchProcesses.Measure(processes, threads);
        BenchmarkLength length = parsed.GetValue(Quick) ? BenchmarkLength.Quick : BenchmarkLength.Full;
        var report = new BenchmarkReport
        {
            Machine = $"{Environment.ProcessorCount} processors, {(int)VectorWidths.Best}-bit vectors, peak loop of "
                + $"{FmaPeak.Sums} independent sums",
            IsQuick = parsed.GetValue(Quick),
            Processor = ProcessorName.OfThisMachine(),
            Date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Program = RunModels.CodeVersion,
        };
        return parsed.GetValue(Backend) is { } backend
            ? WithBackends(report, Wanted(backend), Path.Combine(SharedOptions.WorkplaceOf(parsed).Root, "backends"), threads,
                parsed.GetValue(TensorFloat32), length)
            : WithCpu(report, threads, length);
    }

    private static BenchmarkReport WithCpu(BenchmarkReport report, int threads, BenchmarkLength length)
    {
        int[] teams = [.. new[] { 1, threads }.Distinct()];
        var whole = new EndToEndBenchmark(length, TimeProvider.System);
        (ObservationLayout layout, NetworkShape network) = whole.Shape();
        return report with
        {
            Peaks = [.. teams.Select(team => FmaPeak.Measure(team, length.Work.TotalSeconds / 4))
                .Zip(teams, (peak, team) => new PeakSpeed(team, peak.Fastest, peak.Median))],
            Work = [.. teams.SelectMany(team => new[]
            {
                CpuBenchmark.Update(layout, network, team, 512, length), CpuBenchmark.Update(layout, network, team, 256, length),
                CpuBenchmark.Inference(layout, network, team, 80, length),
                CpuBenchmark.Inference(layout, network, team, 8, length),
            })],
            EndToEnd = [.. teams.SelectMany(team => EndToEndBenchmark.Learners.SelectMany(learner =>
                new[] { whole.Cpu(team, 8, learner), whole.Cpu(team, 80, learner) }))],
        };
    }

    private static BenchmarkReport WithBackends(
        BenchmarkReport report, IReadOnlyList<string> backends, string folder, int threads, bool tensorFloat32,
        BenchmarkLength length)
    {
        var updates = new List<UpdateSpeed>();
        var endToEnd = new List<EndToEndSpeed>();
        var absent = new List<AbsentBackend>();
        var engines = new List<string>();
        var whole = new EndToEndBenchmark(length, TimeProvider.System);
        (ObservationLayout layout, NetworkShape network) = whole.Shape();
        foreach (string backend in backends)
        {
            if (EngineBackends.Obstacle(backend, folder) is { } reason)
            {
                absent.Add(new AbsentBackend(backend, reason));
                continue;
            }
            EngineMaker maker = backend == "cpu"
                ? (itsLayout, itsNetwork, seed) => new CpuEngine(itsLayout, itsNetwork, seed, threads)
                : (itsLayout, itsNetwork, seed) =>
                    EngineBackends.Create(new EngineChoice(backend, null), folder, itsLayout, itsNetwork, seed, tensorFloat32);
            using (IPpoEngine engine = maker(layout, network, 1))
            {
                updates.AddRange(EngineBenchmark.Batches.Select(
                    batch => EngineBenchmark.Updates(backend, engine, batch, length.Work, TimeProvider.System)));
                engines.Add(engine.DeviceMemory is { } memory ? $"{engine.Name}: {memory}" : engine.Name);
            }
            endToEnd.AddRange(EndToEndBenchmark.Sizes.Select(
                size => whole.Backend(backend, size.Environments, size.Batch, maker)));
        }
        return report with { BackendUpdates = updates, BackendEndToEnd = endToEnd, Engines = engines, Absent = absent };
    }

    private static string[] Wanted(string backend) => backend switch
    {
        "all" => ["cpu", "torch-cpu", "torch-cuda"],
        "cpu" or "torch-cpu" or "torch-cuda" => [backend],
        _ => throw new CommandException($"--backend was '{backend}'; expected cpu, torch-cpu, torch-cuda or all."),
    };
}
