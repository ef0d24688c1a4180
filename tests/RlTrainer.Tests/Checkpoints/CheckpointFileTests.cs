using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private static readonly PpoConfig s_config = new()
    {
        Steps = 4 * 32 * 5,
        StepsPerRollout = 32,
        BatchSize = 50,
        Epochs = 2,
        Hidden = [48],
    };
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trainer_taken_up_from_a_file_goes_on_to_the_same_file_bytes_as_the_uninterrupted_one()
    {
        string middle = In("middle.zip"), whole = In("whole.zip"), resumed = In("resumed.zip");
        Train(start: null, updates: 2, middle);
        Train(start: null, updates: 5, whole);
        Train(start: middle, updates: 3, resumed);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(resumed));
        Assert.NotEqual(File.ReadAllBytes(whole), File.ReadAllBytes(middle));
    }

    [Fact]
    public void A_loaded_policy_acts_as_the_saved_one()
    {
        string path = In("model.zip");
        int[] saved = Train(start: null, updates: 3, path);
        Checkpoint model = CheckpointFile.Read(path);
        using var engine = new CpuEngine(new ObservationLayout(0, 0, 4), model.Network, seed: 99, threads: 1);
        engine.Load(model.Weights);
        Assert.Equal(saved, Actions(EnginePolicy.Greedy(engine, model.Dense)));
    }

    [Fact]
    public void A_changed_byte_is_refused_or_changes_nothing_that_is_read()
    {
        string path = In("model.zip"), again = In("again.zip");
        Train(start: null, updates: 1, path);
        byte[] bytes = File.ReadAllBytes(path);
        int refused = 0;
        for (int at = 0; at < bytes.Length; at += bytes.Length / 60)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            if (IsRefused(path, out Checkpoint? read))
            {
                refused++;
                continue;
            }
            CheckpointFile.Write(again, read!);                                  // a time stamp of the archive, say
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(again)),
                $"byte {at} of {bytes.Length} changed what was read");
        }
        Assert.True(refused > 45, $"{refused} of 61 changes were refused");
    }

    [Fact]
    public void A_checkpoint_of_another_data_feature_set_or_rule_set_names_the_difference()
    {
        CheckpointManifest manifest = Manifest(100);
        Assert.Empty(manifest.ResumeDifferences(Manifest(100)));
        Assert.Equal("rule set: it has 'none', expected 'other'.",
            Assert.Single(manifest.ResumeDifferences(manifest with { Rules = "other" })));
        Assert.Equal(
            "data: its bars have SHA-256 000000000000…, these have 111111111111….",
            Assert.Single(manifest.ResumeDifferences(manifest with { DataHash = new string('1', 64) })));
        Assert.Equal(
            "feature set: it has 'None' (), expected 'Base' ().",
            Assert.Single(manifest.ModelDifferences(manifest with { FeatureSet = "Base" })));
    }

    private static int[] Train(string? start, int updates, string path)
    {
        var environment = new CartPole(4, 1);
        using var engine = new CpuEngine(environment.Layout, new NetworkShape(4, s_config.Hidden, 2), seed: 1, threads: 2);
        var trainer = new Trainer(environment, engine, s_config, seed: 1);
        if (start is not null) trainer.Restore(CheckpointFile.Read(start).Trainer!);
        for (int update = 0; update < updates; update++) trainer.Update();
        CheckpointFile.Write(path, new Checkpoint
        {
            Manifest = Manifest(trainer.Steps),
            Weights = engine.Weights(),
            Features = new FeatureNormalizer("None", [], [], []),
            Dense = trainer.Normalizer,
            Trainer = trainer.Save(),
            RunState = "{}",
        });
        return Actions(EnginePolicy.Greedy(engine, trainer.Normalizer));
    }

    private static int[] Actions(EnginePolicy policy)
    {
        var environment = new CartPole(200, 7);
        environment.Reset();
        var observations = new Observations(new int[200], new float[800]);
        byte[] masks = new byte[400];
        int[] actions = new int[200];
        environment.Observe(observations);
        environment.Masks(masks);
        policy.Act(observations, masks, actions);
        return actions;
    }

    private static bool IsRefused(string path, out Checkpoint? read)
    {
        try
        {
            read = CheckpointFile.Read(path);
            return false;
        }
        catch (InvalidDataException)
        {
            read = null;
            return true;
        }
    }

    internal static CheckpointManifest Manifest(long steps) => new()
    {
        CodeVersion = "0.1.0",
        Run = "cart pole",
        Phase = 1,
        Steps = steps,
        Seed = 1,
        Instrument = "none",
        DataHash = new string('0', 64),
        FeatureSet = "None",
        Features = [],
        WindowBars = 0,
        DenseCount = 4,
        Hidden = s_config.Hidden,
        Actions = ["left", "right"],
        Rules = "none",
        Configuration = "{}",
    };

    private string In(string name) => Path.Combine(_folder, name);
}
