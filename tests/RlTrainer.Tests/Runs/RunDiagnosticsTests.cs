using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.RunHost;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RunDiagnosticsTests : IDisposable
{
    private static readonly MemoryEstimate Small = new(2_000_000, 60_000_000, 45_000_000, 5_000_000);
    private readonly RunFolder _folder = new(Directory.CreateTempSubdirectory("diagnostics-").FullName);

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void The_header_tells_engine_processors_environments_and_memory() => Assert.Equal(
        ["CPU, 512-bit vectors, 2 threads, float32; 2 processors; 80 environments",
         "memory: about 112 MB (rollout 2, engine 60, checkpoints 45, environments 5); 24,000 MB available"],
        new RunDiagnostics("CPU, 512-bit vectors, 2 threads, float32", 2, 2, VectorWidth.Bits512, 80, Small,
            24_000_000_000).Lines);

    [Fact]
    public void A_machine_that_is_large_enough_gets_no_warning() =>
        Assert.Empty(new RunDiagnostics("CPU", 2, 2, VectorWidth.Bits256, 80, Small, 24_000_000_000).Warnings());

    [Fact]
    public void An_engine_that_tells_neither_threads_nor_width_gets_no_warning_of_them() =>
        Assert.Empty(new RunDiagnostics("torch", null, 2, null, 80, Small, 24_000_000_000).Warnings());

    [Fact]
    public void A_small_machine_is_told_what_it_lacks_and_what_helps() => Assert.Equal(
        ["1 of 2 processors compute; 0 threads takes all of them. The result is the same bytes.",
         "the vectors have 128 bits; a processor with AVX2 or AVX-512 trains several times faster.",
         "the run takes about 112 MB of 150 MB available; close other programs, or lower EnvironmentCount, StepsPerRollout or "
         + "LargestBatch."],
        new RunDiagnostics("CPU", 1, 2, VectorWidth.Bits128, 80, Small, 150_000_000).Warnings());

    [Fact]
    public void A_processor_without_multiply_add_is_told_what_it_lacks_and_how_long_the_run_takes() => Assert.Equal(
        ["the vectors have 128 bits; a processor with AVX2 or AVX-512 trains several times faster.",
         "this processor has no fused multiply-add (x86: FMA3, from AVX2 processors on), so each is put together from several "
         + "instructions: the same bytes at 2.5 GFLOP/s; all steps take 7.5 hours at most."],
        (new RunDiagnostics("CPU", 2, 2, VectorWidth.Bits128, 80, Small,
            24_000_000_000) with
        { Software = new SoftwareArithmetic(2.5, TimeSpan.FromHours(7.5)) }).Warnings());

    [Fact]
    public void The_longest_a_run_can_take_is_its_operations_over_the_measured_rate()
    {
        // 7-4-2 and 7-4-1: forward 72 + 64 operations a state; a learned state
        // 3 · 136 − 2 · 56 = 296. 3,072 steps of 2 epochs: 3,072 · (136 + 592).
        using var engine = new ReferenceEngine(new ObservationLayout(2, 3, 1), new NetworkShape(7, [4], 2), seed: 1);
        engine.Bind(new float[30]);
        var measured = SoftwareArithmetic.Measured(engine, HostedRun.Config);
        Assert.Equal(3_072 * 728 / (measured.GigaFlops * 1e9), measured.AtMost.TotalSeconds, 1e-6);
    }

    [Fact]
    public void More_threads_than_processors_are_warned_of() => Assert.Equal(
        ["4 threads share 2 processors and wait for each other; 0 threads takes one a processor."],
        new RunDiagnostics("CPU", 4, 2, VectorWidth.Bits512, 80, Small, 24_000_000_000).Warnings());

    [Fact]
    public void The_estimate_is_the_sum_of_the_sizes_worked_by_hand()
    {
        // 4 environments × 32 steps = 128 states of 36 + 4 + 4 + 3 + 4 · 8 = 79 bytes: 10,112.
        // Policy 228-64-32-3, in panels of 32 with whole tiles of 8 rows and one row of biases: 2 · 233 · 32 + 1 · 65 · 32 + 1 ·
        // 33 · 32 = 18,048; value with 1 output the same: 36,096 in all. Transposed, layers 1 and 2: 2 · 32 · 32 + 1 · 32 · 32 =
        // 3,072, twice 6,144. Activations: rows 32 + 8 = 40; panels 8 + 2 · (2 + 1 + 1) = 16 a network: 2 · 16 · 40 · 32 =
        // 40,960. Engine: 4 · (4 · 36,096 + 6,144 + 40,960) = 765,952; copies: 15 · 4 · 36,096 = 2,165,760; environments: 132 ·
        // 16,384 = 2,162,688.
        var memory = MemoryEstimate.Of(HostedRun.Config, new ObservationLayout(20, 11, 8), new NetworkShape(228, [64, 32], 3));
        Assert.Equal(new MemoryEstimate(10_112, 765_952, 2_165_760, 2_162_688), memory);
    }

    [Fact]
    public void The_original_preset_needs_less_than_the_memory_it_is_promised()
    {
        var memory = MemoryEstimate.Of(
            RunConfig.Original, new ObservationLayout(20, 11, 5), new NetworkShape(225, [512, 256, 128], 3));
        Assert.InRange(memory.TotalBytes, 20_000_000, 250_000_000);
    }

    [Fact]
    public void A_run_that_will_not_fit_is_refused_before_it_starts()
    {
        PreparedMarket market = HostedRun.Market();
        var error = Assert.Throws<InsufficientMemoryException>(
            () => TrainingRun.Start(HostedRun.Config, market, _folder, RunMachine.Of(0) with { AvailableBytes = 2_000_000 }));
        Assert.Equal(
            "The run needs about 6 MB (rollout 1, engine 1, checkpoints 3, environments 3) and 2 MB are available. "
            + "Lower EnvironmentCount, StepsPerRollout or LargestBatch, close other programs, or use a larger machine. Nothing "
            + "was started.",
            error.Message);
        Assert.False(_folder.IsTaken);
        using (TrainingRun run = TrainingRun.Start(
            HostedRun.Config, market, _folder, RunMachine.Of(1) with { AvailableBytes = 6_500_000 }))
        {
            Assert.Contains(run.Diagnostics.Warnings(), warning =>
                warning.StartsWith("the run takes about 6 MB of 7 MB available", StringComparison.Ordinal));
            Assert.Equal(["started", .. run.Diagnostics.Lines,
                .. run.Diagnostics.Warnings().Select(warning => $"warning: {warning}")], File.ReadLines(_folder.Machine));
        }
    }

    [Fact]
    public void Available_memory_is_read_from_the_systems_figures_and_within_the_machines()
    {
        Assert.Equal(24_331_012L * 1024,
            MachineMemory.FromFigures(["MemTotal:       24683096 kB", "MemAvailable:   24331012 kB"]));
        Assert.Null(MachineMemory.FromFigures(["MemTotal:       24683096 kB"]));
        Assert.InRange(MachineMemory.AvailableBytes(), 1_000_000, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }
}
