using RlTrainer.Checkpoints;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The training command as a process: stopped and resumed as a user does it.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-train-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_stop_signal_saves_the_run_which_then_ends_as_if_it_had_never_been_stopped()
    {
        if (OperatingSystem.IsWindows()) return;      // there is no such signal to send to another process there
        await RunAsync("data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        string[] training = ["train", "phase1", "--test", "--steps", "40960", "--name", "run"];
        using (var stopped = CommandProcess.Start(_root, training))
        {
            await stopped.WaitForLineAsync("evaluation at");
            await stopped.TerminateAsync();
            (int code, string said, string _) = await stopped.EndAsync();
            Assert.Equal(130, code);
            Assert.Contains("go on: rltrainer train phase1 --resume --name run", said, StringComparison.Ordinal);
        }
        var folder = new RunFolder(Path.Combine(_root, "runs", "run"));
        Assert.Equal("interrupted",
            RunJson.Read<TrainingSummary>(await File.ReadAllTextAsync(folder.Summary), folder.Summary).StopReason);
        Assert.False(File.Exists(folder.Final(1)));
        Assert.Equal(0, await RunAsync([.. training, "--resume"]));
        byte[] metrics = await File.ReadAllBytesAsync(folder.Metrics), model = await File.ReadAllBytesAsync(folder.Final(1));
        Assert.Equal(0, await RunAsync([.. training, "--force"]));
        Assert.Equal(await File.ReadAllBytesAsync(folder.Metrics), metrics);
        Assert.Equal(await File.ReadAllBytesAsync(folder.Final(1)), model);
    }

    [Fact]
    public async Task A_closed_terminal_saves_the_run_and_what_is_refused_leaves_no_folder()
    {
        if (OperatingSystem.IsWindows()) return;
        await RunAsync("data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        using (var closed = CommandProcess.Start(_root, "train", "phase1", "--test", "--steps", "4096000", "--name", "run"))
        {
            await closed.WaitForLineAsync("evaluation at");
            Assert.Equal(4, (await CommandProcess.RunAsync(_root, "train", "phase1", "--test", "--name", "run", "--force")).Code);
            await closed.TerminateAsync("HUP");
            Assert.Equal(130, (await closed.EndAsync()).Code);
        }
        var folder = new RunFolder(Path.Combine(_root, "runs", "run"));
        Assert.NotNull(folder.LatestCheckpoint());
        File.Delete(folder.Best);
        Assert.Contains($"{folder.Best} is missing", await ErrorAsync("evaluate", "run"), StringComparison.Ordinal);
        Assert.Contains("holds no run to resume", await ErrorAsync("train", "phase1", "--name", "none", "--resume"),
            StringComparison.Ordinal);
        await ErrorAsync("evaluate", folder.Config);
        await ErrorAsync("train", "phase1", "--test", "--name", "bad", "--symbol", "ES");
        Assert.Equal(["run"], Directory.GetDirectories(Path.Combine(_root, "runs")).Select(path => Path.GetFileName(path)));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "evaluation")));
    }

    [Fact]
    public async Task A_resumed_run_goes_on_as_it_was_begun_and_other_options_are_refused_by_key()
    {
        await RunAsync("data", "synth", "--days", "40", "--symbol", "ES", "--output", Path.Combine(_root, "data"));
        string[] begun = ["train", "phase1", "--test", "--steps", "8192", "--name", "run", "--symbol", "ES", "--seed", "7"];
        Assert.Equal(0, await RunAsync(begun));
        var folder = new RunFolder(Path.Combine(_root, "runs", "run"));
        byte[] model = await File.ReadAllBytesAsync(folder.Final(1)), config = await File.ReadAllBytesAsync(folder.Config);
        // symbol, seed and length are the run's own; said again they must be the same
        Assert.Equal(0, await RunAsync("train", "phase1", "--resume", "--name", "run"));
        Assert.Equal(0, await RunAsync([.. begun, "--resume"]));
        string refused = await ErrorAsync(
            "train", "phase1", "--resume", "--name", "run", "--seed", "8", "--set", "ppo.clip=0.1");
        Assert.Contains("Seed was 7 and is asked to be 8", refused, StringComparison.Ordinal);
        Assert.Contains("ClipRange was 0.2 and is asked to be 0.1", refused, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refused, StringComparison.Ordinal);
        refused = await ErrorAsync("train", "phase1", "--test", "--resume", "--name", "run", "--symbol", "ES");
        Assert.Contains("Steps was 8192", refused, StringComparison.Ordinal);
        Assert.Contains("`rltrainer train phase1 --resume --name run`",
            await ErrorAsync("train", "phase2", "--resume", "--name", "run"), StringComparison.Ordinal);
        Assert.Equal(model, await File.ReadAllBytesAsync(folder.Final(1)));
        Assert.Equal(config, await File.ReadAllBytesAsync(folder.Config));
    }

    [Fact]
    public async Task A_taken_name_and_an_unknown_symbol_are_refused_with_the_remedy()
    {
        await RunAsync("data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        Assert.Equal(0, await RunAsync("train", "phase1", "--test", "--name", "run"));
        Assert.Contains("--resume continues it, --force begins anew",
            await ErrorAsync("train", "phase1", "--test", "--name", "run"), StringComparison.Ordinal);
        Assert.Contains("did you mean NQ?", await ErrorAsync("train", "phase1", "--symbol", "NW"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_preset_all_actions_are_learned_from_unless_something_asks_for_PPO()
    {
        await RunAsync("data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        string[] small = ["--steps", "64", "--environments", "1"];
        await RunAsync(["train", "phase1", .. small]);
        Assert.Equal((1, "all-actions", true), Trained("phase1"));
        await RunAsync(["train", "phase2", "--from", "phase1", .. small]);
        Assert.Equal((2, "all-actions", true), Trained("phase2"));
        Assert.Equal(1.0, ((AllActionConfig)ConfigOf("phase2", 2).Algorithm).LeashWeight);
        await RunAsync(["train", "phase2", "--scratch", "--name", "scratch", .. small]);
        Assert.Equal((2, "all-actions", true), Trained("scratch"));
        Assert.Equal(0.0, ((AllActionConfig)ConfigOf("scratch", 2).Algorithm).LeashWeight);   // nothing to be tied to
        await RunAsync(["train", "phase1", "--set", "ppo.hidden=[16]", "--name", "set", .. small]);
        Assert.Equal((1, "ppo", false), Trained("set"));
        await RunAsync(["train", "phase2", "--from", "set", "--name", "managed", .. small]);
        Assert.Equal((2, "ppo", false), Trained("managed"));
        await RunAsync(["train", "phase1", "--preset", "default", "--name", "named", .. small]);
        Assert.Equal((1, "ppo", false), Trained("named"));

        (int Phase, string Algorithm, bool Mirror) Trained(string name)
        {
            var folder = new RunFolder(Path.Combine(_root, "runs", name));
            RunConfig config = ConfigOf(name, File.Exists(folder.Final(2)) ? 2 : 1);
            return (config.Phase, config.Algorithm.Name, config.Mirror);
        }

        RunConfig ConfigOf(string name, int phase) =>
            RunModels.ConfigOf(CheckpointFile.Read(new RunFolder(Path.Combine(_root, "runs", name)).Final(phase)));
    }

    [Fact]
    public async Task A_curriculum_trains_both_phases_with_the_algorithm_of_its_preset()
    {
        await RunAsync("data", "synth", "--days", "60", "--output", Path.Combine(_root, "data"));
        string[] brief = ["--phase1-steps", "5120", "--phase2-steps", "5120", "--force"];
        await RunAsync(["train", "curriculum", "--preset", "all-actions", "--name", "both", .. brief]);
        foreach (int phase in (int[])[1, 2])
        {
            var folder = new RunFolder(Path.Combine(_root, "runs", "both", $"phase{phase}"));
            Assert.Equal("all-actions", RunModels.ConfigOf(CheckpointFile.Read(folder.Final(phase))).Algorithm.Name);
        }
        Assert.Contains("a curriculum begins with phase 1; expected default, test, original, all-actions",
            await ErrorAsync("train", "curriculum", "--preset", "phase2"), StringComparison.Ordinal);
        Assert.Contains("A short run of a preset is --preset original --phase1-steps",
            await ErrorAsync("train", "curriculum", "--preset", "original", "--test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_names_a_preset_takes_the_network_of_the_model_it_starts_from()
    {
        await RunAsync("data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        await RunAsync("train", "phase1", "--test", "--steps", "4096", "--name", "one", "--set", "ppo.hidden=[32,16]");
        string file = Path.Combine(_root, "two.json");
        await File.WriteAllTextAsync(file, """{ "Preset": "phase2-test" }""");
        await RunAsync("train", "phase2", "--from", "one", "--config", file, "--steps", "2048", "--name", "two");
        RunConfig config = RunModels.ConfigOf(CheckpointFile.Read(new RunFolder(Path.Combine(_root, "runs", "two")).Best));
        Assert.Equal((2, 32, 16), (config.Phase, config.Ppo.Hidden[0], config.Ppo.Hidden[1]));
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        (int code, _, string error) = await CommandProcess.RunAsync(_root, arguments);
        Assert.True(code == 0, error);
        return code;
    }

    private Task<string> ErrorAsync(params string[] arguments) => CommandProcess.RefusalAsync(_root, arguments);
}
