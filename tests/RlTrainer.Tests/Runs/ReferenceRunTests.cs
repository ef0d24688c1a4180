using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>
/// The committed hashes of a small training of both phases, at every vector width and number of threads. A change that is
/// meant to change trainings renews them: <c>dotnet run -c Release --project tests/RlTrainer.Benchmarks -- reference</c>.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ReferenceRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-reference-").FullName;

    public static TheoryData<VectorWidth, int> Machines
    {
        get
        {
            var machines = new TheoryData<VectorWidth, int>();
            foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
                foreach (int threads in (int[])[1, 2, 3]) machines.Add(width, threads);
            return machines;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_width_and_number_of_threads_trains_to_the_committed_bytes(VectorWidth width, int threads) => Assert.Equal(
        ReferenceResult.Expected,
        ReferenceRun.Run(_folder, threads, (layout, network, seed) =>
            new CpuEngine(layout, network, seed, threads, width, PanelArithmetic.Emulated(width))));

    [Theory]
    [InlineData("", "", 2)]
    [InlineData("DOTNET_EnableAVX512", "0", 1)]
    [InlineData("DOTNET_EnableAVX2", "0", 1)]
    [InlineData("DOTNET_EnableAVX2", "0", 3)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", 2)]
    [InlineData("LC_ALL", "tr_TR.UTF-8", 2)]
    public async Task A_process_without_an_instruction_set_trains_to_the_committed_bytes(
        string variable, string value, int threads)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "RlTrainer.RunHost.dll"), "reference", _folder,
                threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (variable.Length > 0) start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string[] words = (await process.StandardOutput.ReadToEndAsync()).Trim().Split(' ');
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        Assert.Equal(ReferenceResult.Expected, new ReferenceResult(words[2], words[3], words[4], words[5]));
        if (!Vector128.IsHardwareAccelerated || !OperatingSystem.IsLinux()) return;
        VectorWidth expected = variable switch
        {
            "DOTNET_EnableHWIntrinsic" => VectorWidth.Plain,
            "DOTNET_EnableAVX2" when VectorWidths.Best >= VectorWidth.Bits256 => VectorWidth.Bits128,
            "DOTNET_EnableAVX512" when VectorWidths.Best == VectorWidth.Bits512 => VectorWidth.Bits256,
            _ => VectorWidths.Best,
        };
        Assert.Equal(expected.ToString(), words[0]);                             // the variable did take the instructions away
    }

    [Fact]
    public void A_difference_is_named_by_its_first_stage()
    {
        ReferenceResult expected = ReferenceResult.Expected;
        string other = new('a', 64);
        Assert.Equal("this machine reproduces the reference run", expected.ToString());
        Assert.Equal($"the generated bars are others: aaaaaaaaaaaa…, expected {expected.Bars[..12]}…",
            new ReferenceResult(other, other, other, other).ToString());
        Assert.Equal($"phase 1 ends with other numbers: aaaaaaaaaaaa…, expected {expected.Phase1[..12]}…",
            (expected with { Phase1 = other, Phase2 = other }).ToString());
        Assert.Equal($"phase 2 ends with other numbers: aaaaaaaaaaaa…, expected {expected.Phase2[..12]}…",
            (expected with { Phase2 = other }).ToString());
        Assert.Equal(
            $"the all-action run ends with other numbers: aaaaaaaaaaaa…, expected {expected.AllActions[..12]}…",
            (expected with { AllActions = other }).ToString());
    }

    [Fact]
    public void Another_seed_is_another_result()
    {
        using TrainingRun run = TrainingRun.Start(
            ReferenceRun.Phase1 with { Seed = 12 },
            PreparedMarket.Of(RlTrainer.Data.SyntheticBars.Generate(
                new RlTrainer.Data.SyntheticConfig { Days = 16, Seed = 3, Signal = RlTrainer.Data.PlantedSignal.Fast }).Minutes,
                    ReferenceRun.Phase1),
            new RunFolder(_folder), threads: 2);
        run.RunToEnd();
        Assert.NotEqual(ReferenceResult.Expected.Phase1,
            ReferenceRun.HashOf(RlTrainer.Checkpoints.CheckpointFile.Read(run.Folder.LatestCheckpoint()!)));
    }
}
