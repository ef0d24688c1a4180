using RlTrainer.Checkpoints;
using RlTrainer.Numerics;
using RlTrainer.RunHost;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>
/// A run whose process is killed again and again, on one and on two threads, and taken up each time: it ends with the files
/// of a run that was never stopped, byte for byte, but for the two that tell of times and of the machine.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class KilledRunTests : IDisposable
{
    private const int Kills = 50, KillsInsideAWrite = 12;
    private readonly string _folder = Directory.CreateTempSubdirectory("killed-").FullName;
    private Rng _draws = Rng.Stream(9, "kills");
    private int _kills, _killsInsideAWrite, _round, _without;

    private bool IsEnough => _kills >= Kills && (OperatingSystem.IsWindows() || _killsInsideAWrite >= KillsInsideAWrite);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_killed_fifty_times_ends_with_the_files_of_one_that_was_never_stopped()
    {
        RunFolder whole = Folder("whole"), other = Folder("other");
        PreparedMarket market = HostedRun.Market();
        foreach ((RunFolder folder, int threads) in new[] { (whole, 1), (other, 2) })
            using (TrainingRun run = HostedRun.Open(folder, market, threads)) run.RunToEnd();
        SameFiles(whole, other);
        while (!IsEnough)
        {
            RunFolder killed = Folder($"killed-{++_round}");
            await KillUntilItEndsAsync(killed);
            SameFiles(whole, killed);
        }
        Assert.True(IsEnough, $"{_kills} kills, {_killsInsideAWrite} inside a write");
    }

    private async Task KillUntilItEndsAsync(RunFolder folder)
    {
        while (!IsEnough)
        {
            bool inside = !OperatingSystem.IsWindows() && _killsInsideAWrite < KillsInsideAWrite && _draws.NextInt32(2) == 0;
            if (inside && await KillInsideAWriteAsync(folder)) continue;
            if (!await KillAtARandomMomentAsync(folder)) return;
        }
        using var last = new HostedRunProcess(folder.Path, 1 + _draws.NextInt32(2));
        await last.EndAsync();
    }

    /// <summary>
    /// One kill in eight while the process prepares, the others while it trains; false when the run ended before. After
    /// kills that left no newer checkpoint the next comes later, so that a run also gets on where the machine is busy.
    /// </summary>
    private async Task<bool> KillAtARandomMomentAsync(RunFolder folder)
    {
        using var process = new HostedRunProcess(folder.Path, 1 + _draws.NextInt32(2));
        bool early = _draws.NextInt32(8) == 0;
        if (!early) await process.Ready;
        string? before = folder.LatestCheckpoint();
        await Task.Delay(_draws.NextInt32(early ? 400 : 250) * (1 + _without));
        if (!await process.KillAsync()) return false;
        _kills++;
        _without = folder.LatestCheckpoint() == before ? _without + 1 : 0;
        OneIntervalIsLostAtMost(folder, process);
        return true;
    }

    /// <summary>
    /// The process stands still in the write of its next checkpoint, with half of it done, and is killed there: the
    /// half-written file stays. False before the first checkpoint and after the last.
    /// </summary>
    private async Task<bool> KillInsideAWriteAsync(RunFolder folder)
    {
        long latest = folder.LatestCheckpoint() is { } path ? CheckpointFile.Read(path).Manifest.Steps : 0;
        if (latest is 0 or HostedRun.AllSteps) return false;
        string next = folder.Checkpoint(latest + HostedRun.CheckpointSteps);
        using (var process = new HostedRunProcess(folder.Path, 1 + _draws.NextInt32(2), "pause"))
        {
            await process.Paused;
            Assert.True(await process.KillAsync());
            OneIntervalIsLostAtMost(folder, process);
        }
        _kills++;
        _killsInsideAWrite++;
        string half = Assert.Single(Directory.GetFiles(folder.Checkpoints, "*.writing"));
        Assert.StartsWith(next, half, StringComparison.Ordinal);
        Assert.Equal("PK"u8, File.ReadAllBytes(half).AsSpan(0, 2));            // a zip's first bytes
        Assert.False(File.Exists(next));
        return true;
    }

    /// <summary>After every kill the newest checkpoint is whole, and
    /// no more than an interval older than what was trained.</summary>
    private static void OneIntervalIsLostAtMost(RunFolder folder, HostedRunProcess process)
    {
        long kept = folder.LatestCheckpoint() is { } path ? CheckpointFile.Read(path).Manifest.Steps : 0;
        Assert.True(process.Steps - kept <= HostedRun.CheckpointSteps,
            $"{process.Steps} steps were trained, {kept} of them are kept");
    }

    private RunFolder Folder(string name) => new(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName);

    private static void SameFiles(RunFolder expected, RunFolder actual)
    {
        string[] files = Names(expected);
        Assert.Equal(files, Names(actual));
        Assert.Contains(Path.GetRelativePath(expected.Path, expected.Final(1)), files);
        foreach (string file in files.Where(
            file => file is not ("timing.csv" or "machine.log" or "manifest.json" or "owner.lock")))
        {
            string left = Path.Combine(expected.Path, file), right = Path.Combine(actual.Path, file);
            Assert.True(File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right)),
                $"{file} differs between {expected.Path} and {actual.Path}");
        }
    }

    private static string[] Names(RunFolder folder) =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal)];
}
