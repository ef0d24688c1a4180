using RlTrainer.Checkpoints;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.RunHost;
using RlTrainer.Tests.Checkpoints;

namespace RlTrainer.Tests.Learning;

/// <summary>An algorithm that the library does not know (REINFORCE,
/// <see cref="ReinforceConfig"/>) goes the whole way of PPO.</summary>
public sealed class AlgorithmTests : IDisposable
{
    private static readonly ReinforceConfig s_config = new() { Steps = 60_000 };
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_CartPole_from_whole_episodes()
    {
        var environment = new CartPole(8, 1);
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(environment, engine, s_config, 1);
        UpdateReport[] reports = [.. trainer.Run()];
        double before = reports.Take(5).Average(report => report.EpisodeReward),
            after = reports.TakeLast(5).Average(report => report.EpisodeReward);
        // a cart pushed at random falls after some 20 steps
        Assert.InRange(before, 8, 60);
        Assert.True(after > 4 * before, $"the mean episode reward went from {before} to {after}");
        Assert.True(reports.Select(report => report.Steps).Zip(reports.Skip(1), (a, b) => b.Steps - a).Distinct().Count() > 3);
        Assert.True(reports[^1].Steps >= 60_000 && reports[^2].Steps < 60_000);
    }

    [Fact]
    public void Saved_in_a_checkpoint_and_taken_up_it_goes_on_to_the_same_file_bytes()
    {
        string middle = In("middle.zip"), whole = In("whole.zip"), resumed = In("resumed.zip");
        Train(null, updates: 3, middle);
        Train(null, updates: 8, whole);
        Train(middle, updates: 5, resumed);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(resumed));
        Assert.Contains("algorithm.numbers.json", CheckpointArchive.Read(whole).Keys);
    }

    [Fact]
    public void A_checkpoint_of_another_algorithm_or_version_is_refused()
    {
        Train(null, updates: 1, In("one.zip"));
        TrainerState state = CheckpointFile.Read(In("one.zip")).Trainer!;
        using CpuEngine engine = Engine(1);
        var ppo = new Trainer(new CartPole(4, 1), engine, CartPoleTask.Config with { Hidden = [32] }, 1);
        Assert.Equal(
            "The state is of the algorithm 'reinforce', version 1; this trainer's is 'ppo', version 1.",
            Assert.Throws<ArgumentException>(() => ppo.Restore(state)).Message);
        var own = new Trainer(new CartPole(4, 1), engine, s_config, 1);
        Assert.Equal(
            "The state is of the algorithm 'reinforce', version 2; this trainer's is 'reinforce', version 1.",
            Assert.Throws<ArgumentException>(() => own.Restore(state with { Algorithm = state.Algorithm with { Version = 2 } }))
                .Message);
    }

    [Fact]
    public void A_state_that_cannot_be_read_says_which_part()
    {
        var none = new AlgorithmState("reinforce", 1, new Dictionary<string, byte[]>());
        Assert.Equal(
            "The state of the algorithm 'reinforce' has no part 'numbers.json'; it has none. Use another checkpoint.",
            Assert.Throws<InvalidDataException>(() => none.NumbersAs<int[]>()).Message);
        AlgorithmState text =
            none with { Parts = new Dictionary<string, byte[]> { [AlgorithmState.Numbers] = "nonsense"u8.ToArray() } };
        Assert.StartsWith(
            "The state of the algorithm 'reinforce' cannot be read in 'numbers.json' (",
            Assert.Throws<InvalidDataException>(() => text.NumbersAs<int[]>()).Message, StringComparison.Ordinal);
    }

    private static CpuEngine Engine(ulong seed) =>
        new(new CartPole(1, 1).Layout, new NetworkShape(4, s_config.Hidden, 2), seed, threads: 1);

    private static void Train(string? start, int updates, string path)
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(4, 1), engine, s_config, seed: 1);
        if (start is not null) trainer.Restore(CheckpointFile.Read(start).Trainer!);
        for (int update = 0; update < updates; update++) trainer.Update();
        CheckpointFile.Write(path, new Checkpoint
        {
            Manifest = CheckpointFileTests.Manifest(trainer.Steps) with { Hidden = s_config.Hidden },
            Weights = engine.Weights(),
            Features = new FeatureNormalizer("None", [], [], []),
            Dense = trainer.Normalizer,
            Trainer = trainer.Save(),
            RunState = "{}",
        });
    }

    private string In(string name) => Path.Combine(_folder, name);
}
