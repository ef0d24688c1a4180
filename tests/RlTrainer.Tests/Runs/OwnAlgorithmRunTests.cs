using System.Text;
using RlTrainer.Checkpoints;
using RlTrainer.Learning;
using RlTrainer.RunHost;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>A run whose algorithm the library does not know: kept in config.json
/// by name and parameters, killed, resumed, read without its code.</summary>
public sealed class OwnAlgorithmRunTests : IDisposable
{
    private static readonly PreparedMarket Market = HostedRun.Market();
    private readonly string _folder = Directory.CreateTempSubdirectory("own-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_and_resumed_it_ends_with_the_bytes_of_a_run_that_was_never_stopped()
    {
        RunFolder whole = Folder("whole"), killed = Folder("killed");
        using (TrainingRun run = HostedRun.Open(whole, Market, threads: 1, HostedRun.Reinforced)) run.RunToEnd();
        for (int kills = 0; kills < 2; kills++)
        {
            using var process = new HostedRunProcess(killed.Path, 2, "reinforced");
            string? before = killed.LatestCheckpoint();
            for (int wait = 0; wait < 600 && killed.LatestCheckpoint() == before; wait++) await Task.Delay(100);
            Assert.True(await process.KillAsync());
        }
        Assert.NotNull(killed.LatestCheckpoint());
        using (TrainingRun run = HostedRun.Open(killed, Market, threads: 2, HostedRun.Reinforced)) run.RunToEnd();
        foreach (string file in new[] { whole.Final(1), whole.Best, whole.Metrics, whole.Log, whole.Summary,
            whole.LatestCheckpoint()! })
            Assert.Equal(File.ReadAllBytes(file),
                File.ReadAllBytes(Path.Combine(killed.Path, Path.GetRelativePath(whole.Path, file))));
    }

    [Fact]
    public void Its_file_names_it_with_version_and_parameters_and_reads_back_with_and_without_its_code()
    {
        string text = RunJson.Write(HostedRun.Reinforced);
        Assert.Contains("\"Algorithm\": {\n    \"Name\": \"reinforce\",\n    \"Version\": 1,\n    \"Steps\": 20000,", text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("\"Ppo\"", text, StringComparison.Ordinal);
        RunConfig stored = RunJson.Read<RunConfig>(text, "config.json");
        Assert.Equal(text, RunJson.Write(stored));
        Assert.Equal(20_000, stored.Algorithm.Steps);
        Assert.Equal(
            "The algorithm 'reinforce', version 1, is defined in code that is not here; pass its definition, e.g. "
            + "TrainingRun.Resume(folder, market, parts: [new MyAlgorithm()]).",
            Assert.Throws<ArgumentException>(() => stored.Checked()).Message);
        RunConfig defined = RunJson.Read<RunConfig>(text, "config.json", [new ReinforceConfig()]);
        Assert.Equal(((ReinforceConfig)HostedRun.Reinforced.Algorithm).LearningRate,
            Assert.IsType<ReinforceConfig>(defined.Algorithm).LearningRate);
        Assert.Equal(text, RunJson.Write(defined));
        Assert.Throws<InvalidOperationException>(() => stored.Ppo);
        Assert.StartsWith("{\n", stored.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_PPO_keeps_the_key_it_always_had()
    {
        string text = RunJson.Write(RunConfig.Phase1Test);
        Assert.Contains("\"Ppo\": {\n    \"Steps\": 30000,\n    \"StepsPerRollout\": 256,\n    \"Hidden\": [", text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("\"Algorithm\"", text, StringComparison.Ordinal);
        Assert.Equal(RunConfig.Phase1Test.Ppo, RunJson.Read<RunConfig>(text, "config.json").Ppo);
        Assert.Equal(
            0.1, RunJson.Read<RunConfig>("{ \"Algorithm\": { \"Name\": \"ppo\", \"ClipRange\": 0.1 } }", "config.json")
                .Ppo.ClipRange);
    }

    [Fact]
    public void A_checkpoint_of_version_0_1_with_PPOs_numbers_in_trainer_json_is_still_read()
    {
        RunFolder folder = Folder("old");
        using (TrainingRun run = TrainingRun.Start(HostedRun.Config, Market, folder, threads: 1))
            Assert.Equal(3, run.Run().Take(3).Count());
        string path = folder.LatestCheckpoint()!;
        TrainerState state = CheckpointFile.Read(path).Trainer!;
        Dictionary<string, byte[]> parts = CheckpointArchive.Read(path).ToDictionary(part => part.Key, part => part.Value);
        string trainer = Encoding.UTF8.GetString(parts["trainer.json"]),
            own = Encoding.UTF8.GetString(parts["algorithm.numbers.json"]);
        trainer = trainer.Replace("\"Algorithm\":\"ppo\",\"AlgorithmVersion\":1", own.Trim('{', '}'), StringComparison.Ordinal);
        Assert.Contains("\"Shuffles\":[", trainer, StringComparison.Ordinal);
        parts["trainer.json"] = Encoding.UTF8.GetBytes(trainer);
        parts.Remove("algorithm.numbers.json");
        CheckpointArchive.Write(path, parts);
        TrainerState old = CheckpointFile.Read(path).Trainer!;
        Assert.Equal(("ppo", 1), (old.Algorithm.Name, old.Algorithm.Version));
        Assert.Equal(state.EpisodeRewards, old.EpisodeRewards);
        using TrainingRun resumed = TrainingRun.Resume(folder, Market, threads: 1);
        Assert.Equal(HostedRun.AllSteps, resumed.RunToEnd().Steps);
    }

    private RunFolder Folder(string name) => new(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName);
}
