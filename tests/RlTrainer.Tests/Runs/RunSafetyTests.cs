using RlTrainer.Files;
using RlTrainer.Runs;
using RlTrainer.Tests.Files;

namespace RlTrainer.Tests.Runs;

/// <summary>What a run's folder survives: a second start, a loop that is left,
/// damaged and lost files, and every file operation that fails.</summary>
public sealed class RunSafetyTests : IDisposable
{
    private static readonly RunConfig Config = SixUpdates.Named("safe");
    private static readonly PreparedMarket Market = SixUpdates.Market;
    private readonly string _folder = Directory.CreateTempSubdirectory("safe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_taken_folder_is_refused_untouched_unless_replacing_it_is_asked_for()
    {
        RunFolder folder = Whole("run");
        byte[] before = File.ReadAllBytes(folder.LatestCheckpoint()!);
        Assert.Equal(
            $"{folder.Path} holds a run already; take another folder, go on with it (TrainingRun.Resume), or say replace: true "
            + $"to lose its files. Nothing was changed.",
            Assert.Throws<InvalidOperationException>(() => TrainingRun.Start(Config, Market, folder, threads: 1)).Message);
        Assert.Equal(before, File.ReadAllBytes(folder.LatestCheckpoint()!));
        using TrainingRun again = TrainingRun.Start(Config, Market, folder, threads: 1, replace: true);
        Assert.Null(folder.LatestCheckpoint());
    }

    [Fact]
    public void A_loop_that_is_left_has_saved_and_the_run_goes_on_to_the_bytes_of_one_in_one_go()
    {
        RunFolder whole = Whole("whole"), left = Folder("left");
        using (TrainingRun run = TrainingRun.Start(Config, Market, left, threads: 1))
            foreach (TrainingProgress progress in run.Run())
                if (progress.Update.Update == 3) break;
        Assert.Equal(left.Checkpoint(192), left.LatestCheckpoint());             // outside the schedule of every 128 steps
        using (TrainingRun run = TrainingRun.Resume(left, Market, threads: 1))
            Assert.Throws<InvalidOperationException>(
                () => { foreach (TrainingProgress _ in run.Run()) throw new InvalidOperationException("the caller's"); });
        Assert.Equal(left.Checkpoint(256), left.LatestCheckpoint());
        using (TrainingRun run = TrainingRun.Resume(left, Market, threads: 1)) run.RunToEnd();
        SameFiles(whole, left);
    }

    [Fact]
    public void Two_runs_do_not_write_to_one_folder()
    {
        RunFolder folder = Folder("run");
        using TrainingRun first = TrainingRun.Start(Config, Market, folder, threads: 1);
        Assert.Throws<FolderInUseException>(() => TrainingRun.Start(Config, Market, folder, threads: 1, replace: true));
        Assert.Equal(2, first.Run().Take(2).Count());
        Assert.Throws<FolderInUseException>(() => TrainingRun.Resume(folder, Market, threads: 1));
    }

    [Fact]
    public void What_is_refused_leaves_no_folder()
    {
        RunFolder folder = Folder("none");
        Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(folder, Market));
        Assert.Throws<InsufficientMemoryException>(() => TrainingRun.Start(
            Config, Market, folder, RunMachine.Of(1) with { AvailableBytes = 1000 }));
        Assert.Throws<ArgumentException>(
            () => TrainingRun.Start(Config with { Algorithm = Config.Algorithm with { Steps = 0 } }, Market, folder));
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void A_damaged_newest_checkpoint_is_passed_over_with_a_word_and_the_bytes_come_out_the_same()
    {
        RunFolder whole = Whole("whole"), folder = Folder("damaged");
        using (TrainingRun run = TrainingRun.Start(Config, Market, folder, threads: 1))
            Assert.Equal(4, run.Run().Take(4).Count());
        File.WriteAllText(folder.Checkpoint(256), "not a zip");
        using (TrainingRun run = TrainingRun.Resume(folder, Market, threads: 1))
        {
            Assert.StartsWith("step-0000000256.zip is not a readable zip", run.Notice, StringComparison.Ordinal);
            Assert.EndsWith(" The run goes on from step-0000000128.zip.", run.Notice, StringComparison.Ordinal);
            run.RunToEnd();
        }
        SameFiles(whole, folder);
        foreach (string checkpoint in folder.AllCheckpoints()) File.WriteAllText(checkpoint, "not a zip");
        Assert.StartsWith($"No checkpoint of {folder.Path} is whole: ",
            Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(folder, Market)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_to_go_on_from_can_be_chosen()
    {
        RunFolder whole = Whole("whole"), folder = Whole("chosen");
        using (TrainingRun run = TrainingRun.Resume(folder, Market, threads: 1, fromStep: 128))
        {
            Assert.Null(run.Notice);
            // what came after belongs to a past that is given up
            Assert.Equal([folder.Checkpoint(128)], folder.AllCheckpoints());
            Assert.Equal(192, run.Run().First().Update.Steps);
        }
        using (TrainingRun run = TrainingRun.Resume(folder, Market, threads: 1)) run.RunToEnd();
        Assert.Equal(File.ReadAllBytes(whole.Final(1)), File.ReadAllBytes(folder.Final(1)));
        Assert.Equal(
            $"{folder.Path} has no checkpoint of 100 steps; it has step-0000000128.zip, step-0000000256.zip, "
            + $"step-0000000384.zip.",
            Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(folder, Market, fromStep: 100)).Message);
    }

    [Fact]
    public void A_lost_best_model_is_an_error_and_not_passed_over()
    {
        RunFolder folder = Folder("lost");
        using (TrainingRun run = TrainingRun.Start(Config, Market, folder, threads: 1))
            Assert.Equal(4, run.Run().Take(4).Count());
        File.Delete(folder.Best);
        Assert.StartsWith($"{folder.Best} is missing: the best model so far, of ",
            Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(folder, Market)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_are_thinned_to_the_newest_and_every_so_manieth()
    {
        RunConfig config = Config with
        {
            Algorithm = Config.Algorithm with { Steps = 20 * 64 },
            Schedule = Config.Schedule with
            {
                EvaluateEverySteps = 640,
                CheckpointEverySteps = 64,
                KeepCheckpoints = 2,
                KeepEveryCheckpoint = 8
            },
        };
        RunFolder folder = Folder("thinned");
        using (TrainingRun run = TrainingRun.Start(config, Market, folder, threads: 1)) run.RunToEnd();
        Assert.Equal([512L, 1024L, 1216L, 1280L],
            folder.AllCheckpoints()
                .Select(file => long.Parse(
                    Path.GetFileNameWithoutExtension(file)[5..], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void After_each_file_operation_that_fails_the_run_can_be_taken_up_to_the_same_bytes()
    {
        RunFolder whole = Folder("whole");
        int operations = 0;
        using (FileFaults.Watch((_, _) => operations++)) Train(whole);
        Assert.InRange(operations, 60, 600);
        for (int failing = 0; failing < operations; failing++)
        {
            RunFolder folder = Folder($"fault-{failing}");
            int at = 0;
            string failed = "";
            using (FileFaults.Watch(
                (operation, path) =>
                    { if (at++ == failing) { failed = $"{operation} {path}"; throw new IOException("injected", 28); } }))
            {
                var error = Assert.ThrowsAny<IOException>(() => Train(folder));
                Assert.True(EnvironmentFaults.Includes(error), failed);
            }
            Train(folder);
            SameFiles(whole, folder);
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static void Train(RunFolder folder)
    {
        using TrainingRun run = folder.IsTaken && folder.LatestCheckpoint() is not null
            ? TrainingRun.Resume(folder, Market, threads: 1)
            : TrainingRun.Start(Config, Market, folder, threads: 1, replace: true);
        run.RunToEnd();
    }

    private RunFolder Whole(string name)
    {
        RunFolder folder = Folder(name);
        Train(folder);
        return folder;
    }

    private RunFolder Folder(string name) => new(Path.Combine(_folder, name));

    private static void SameFiles(RunFolder expected, RunFolder actual)
    {
        string[] files = Names(expected);
        Assert.Equal(files, Names(actual));
        foreach (string file in files)
            Assert.True(File.ReadAllBytes(Path.Combine(expected.Path, file)).AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(actual.Path, file))), $"{file} differs in {actual.Path}");
    }

    private static string[] Names(RunFolder folder) =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .Where(file => file is not ("timing.csv" or "machine.log" or "manifest.json" or "owner.lock"))
                .Order(StringComparer.Ordinal)];
}
