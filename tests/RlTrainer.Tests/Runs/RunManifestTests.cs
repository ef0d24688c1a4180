using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>A manifest says enough to make a run again, byte for byte.</summary>
public sealed class RunManifestTests : IDisposable
{
    private static readonly RunConfig Config = new()
    {
        Name = "small",
        Seed = 5,
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 1500, StepsPerRollout = 64, Hidden = [16], BatchSize = 64, Epochs = 2 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 500, CheckpointEverySteps = 1000, EvaluationEpisodes = 4 },
    };

    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes;
    private readonly string _folder = Directory.CreateTempSubdirectory("manifest-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_rerun_from_the_manifest_gives_the_same_bytes_and_a_changed_byte_is_seen()
    {
        RunFolder first = Run("first", Config);
        var manifest = RunManifest.Read(first.Path);
        Assert.Equal(("small", 5UL, BarsHash.Of(Bars), RunModels.CodeVersion),
            (manifest.Run, manifest.Seed, manifest.DataHash, manifest.CodeVersion));
        Assert.Empty(manifest.Obstacles(Bars));
        Assert.Empty(manifest.Differences());
        RunFolder again = Run("again", manifest.Configuration);
        IReadOnlyList<(string File, bool? IsSame)> files = RunBytes.Compare(first, again);
        Assert.Contains(files, file => file.File == "phase1_foundational_final.zip");
        Assert.Contains(files, file => file.File.StartsWith("checkpoints", StringComparison.Ordinal));
        Assert.All(files, file => Assert.True(file.IsSame, file.File));

        File.AppendAllText(first.Metrics, "1");
        File.Delete(first.Best);
        Assert.Equal(
            [("best.zip", null), ("metrics.csv", false)],
            RunBytes.Compare(first, again).Where(file => file.IsSame != true).OrderBy(file => file.File, StringComparer.Ordinal));
    }

    [Fact]
    public void Other_bars_stand_against_a_rerun_and_another_version_is_named()
    {
        var manifest = RunManifest.Of(Config, PreparedMarket.Of(Bars, Config), "cpu", DateTimeOffset.UnixEpoch);
        BarSeries other = SyntheticBars.Generate(new SyntheticConfig { Days = 30, Seed = 9 }).Minutes;
        Assert.Equal(
            [$"its bars have SHA-256 {manifest.DataHash[..12]}…, those of {other.Origin} have {BarsHash.Of(other)[..12]}…; give "
                + $"the same bars with --data."],
            manifest.Obstacles(other));
        Assert.Equal(
            [$"it was made by version 0.0.1, this is {RunModels.CodeVersion}"],
            (manifest with { CodeVersion = "0.0.1", VectorWidth = "Plain", Machine = "another, Arm64" }).Differences());
        Assert.Equal("1970-01-01T00:00:00Z", manifest.StartedUtc);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_named() => Assert.Equal(
        $"There is no manifest {Path.Combine(_folder, "manifest.json")}; expected the folder of a run, or its manifest.json.",
        Assert.Throws<InvalidDataException>(() => RunManifest.Read(_folder)).Message);

    private RunFolder Run(string name, RunConfig config)
    {
        var folder = new RunFolder(Path.Combine(_folder, name));
        using TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(Bars, config), folder, threads: 1);
        run.RunToEnd();
        return folder;
    }
}
