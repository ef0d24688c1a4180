using RlTrainer.Runs;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Sweeps.Tests;

public sealed class SweepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_grid_has_every_combination_with_every_seed()
    {
        Sweep sweep = Read("""{ "Name": "s", "Run": { "Preset": "test" }, "Parameters": { "Ppo.ClipRange": [0.1, 0.2], "rules": ["original", "topstep"] }, "Seeds": [1, 2] }""");
        Assert.Equal(
            [
                "0 0 1 Ppo.ClipRange=0.1 Rules=original", "1 0 2 Ppo.ClipRange=0.1 Rules=original",
                "2 1 1 Ppo.ClipRange=0.1 Rules=topstep", "3 1 2 Ppo.ClipRange=0.1 Rules=topstep",
                "4 2 1 Ppo.ClipRange=0.2 Rules=original", "5 2 2 Ppo.ClipRange=0.2 Rules=original",
                "6 3 1 Ppo.ClipRange=0.2 Rules=topstep", "7 3 2 Ppo.ClipRange=0.2 Rules=topstep",
            ],
            sweep.Trials.Select(trial => $"{trial.Index} {trial.Variant} {trial.Config.Seed} {trial.Words}"));
        RunConfig last = sweep.Trials[7].Config;
        Assert.Equal(("trial-0007", 0.2, "topstep", 30_000), (last.Name, last.Ppo.ClipRange, last.Rules.Name, last.Ppo.Steps));
        Assert.Equal((4, 3), (sweep.Variants, sweep.Attempts));
    }

    [Fact]
    public void Random_draws_are_in_their_ranges_and_the_same_at_every_reading()
    {
        const string Text = """
            { "Name": "s", "Run": { "Preset": "test" }, "Method": "Random", "Trials": 40, "Draws": 3,
              "Parameters": { "Ppo.LearningRate": { "From": 1e-4, "To": 1e-2, "Scale": "Log" }, "Ppo.Epochs": { "From": 2, "To": 5 }, "FeatureSet": ["Base", "Extended"] } }
            """;
        Sweep sweep = Read(Text);
        double[] rates = [.. sweep.Trials.Select(trial => trial.Config.Ppo.LearningRate)];
        Assert.All(rates, rate => Assert.InRange(rate, 1e-4, 1e-2));
        // half of a logarithmic range lies below its geometric mean: 20 of 40
        Assert.InRange(rates.Count(rate => rate < 1e-3), 12, 28);
        Assert.All(sweep.Trials, trial => Assert.InRange(trial.Config.Ppo.Epochs, 2, 5));
        Assert.Equal(2, sweep.Trials.Select(trial => trial.Config.FeatureSet).Distinct().Count());
        Assert.Equal(sweep.Trials.Select(trial => trial.Words), Read(Text).Trials.Select(trial => trial.Words));
    }

    [Theory]
    [InlineData("""{ "Name": "s", "Paramters": {} }""", "sweep.json:1: the key 'Paramters' is unknown; did you mean Parameters? Expected one of $schema, Name, Run, From, Method, Trials, Draws, Seeds, Parameters, Attempts.")]
    [InlineData("""{ "Method": "Grid" }""", "sweep.json:1: the sweep has no Name; expected one that can be a folder's.")]
    [InlineData("""{ "Name": "s", "Method": "Random" }""", "sweep.json:1: the method Random has no Trials; expected how many combinations to draw.")]
    [InlineData("""{ "Name": "s", "Trials": 3 }""", "sweep.json:1: Trials belongs to the method Random; a Grid has as many as it has combinations.")]
    [InlineData("""{ "Name": "s", "From": 3 }""", "sweep.json:1: From was 3; expected the name of a run, or a model file (.zip), in double quotes.")]
    [InlineData("""{ "Name": "s", "From": "phase1" }""", "sweep.json:1: From was 'phase1', but there is nowhere to look for models; pass a function that reads them.")]
    [InlineData("""{ "Name": "s", "Run": { "Start": { "Run": "a", "Phase": 1, "Steps": 1, "Weights": "" } } }""", "sweep.json:1 (Run): Start is written when a run begins and cannot be set; leave it out and name the model in From.")]
    [InlineData("""{ "Name": "s", "Seeds": [1, 1] }""", "sweep.json:1: Seeds was a list of 2; expected a list of different whole numbers, e.g. [1, 2, 3].")]
    [InlineData("""{ "Name": "s", "Attempts": 0 }""", "sweep.json:1: Attempts was 0; expected a whole number from 1 to 100.")]
    [InlineData("""{ "Name": "s", "Parameters": { "Seed": [1] } }""", "sweep.json:1: Seed is no parameter of a sweep; expected seeds in Seeds, and trials name themselves.")]
    [InlineData("""{ "Name": "s", "Parameters": { "Ppo.ClipRange": { "From": 0.1, "To": 0.2 } } }""", "sweep.json:1: Ppo.ClipRange was an object {…}; expected a list of values; ranges belong to the method Random.")]
    [InlineData("""{ "Name": "s", "Method": "Random", "Trials": 1, "Parameters": { "Ppo.ClipRange": { "From": 0.2, "To": 0.1 } } }""", "sweep.json:1: Ppo.ClipRange goes from 0.2 to 0.1; expected From below To.")]
    [InlineData("""{ "Name": "s", "Run": { "Preset": "test" }, "Parameters": { "Ppo.ClipRange": [0.1, 2] } }""", "sweep.json, trial 1, Ppo.ClipRange=2 (Ppo.ClipRange): ClipRange was 2; must be in (0, 1); 0.2 is usual.")]
    public void A_sweep_that_cannot_be_is_refused_with_its_place(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Read(json)).Message);

    [Fact]
    public void The_slurm_script_is_the_golden_one_and_leaves_out_what_is_done()
    {
        Sweep sweep = Read("""{ "Name": "s", "Run": { "Preset": "test" }, "Parameters": { "Ppo.ClipRange": [0.1, 0.2, 0.3] }, "Seeds": [1, 2] }""");
        var folder = new SweepFolder(_folder);
        foreach (int done in (int[])[1, 4])
        {
            Directory.CreateDirectory(folder.Run(done).Path);
            File.WriteAllText(folder.Result(done), "{}");
        }
        string script = SlurmScript.Of(
            sweep, folder, ["dotnet", "/it's here/rltrainer.dll", "sweep", "trial", folder.Path],
            new SlurmOptions { Cpus = 2, Parallel = 3, Partition = "cpu", Time = "01:00:00", Memory = "2G" });
        Assert.Equal(Repository.Read("tests/golden/sweep.slurm.sh"),
            script.Replace(_folder, "/shared/runs/sweeps/s", StringComparison.Ordinal));
    }

    [Fact]
    public void The_kubernetes_manifest_is_the_golden_one()
    {
        Sweep sweep = Read("""{ "Name": "Clip_and rate", "Run": { "Preset": "test" }, "Parameters": { "Ppo.ClipRange": [0.1, 0.2, 0.3] }, "Seeds": [1, 2] }""");
        Assert.Equal(Repository.Read("tests/golden/sweep.job.yaml"),
            KubernetesJob.Of(sweep, new KubernetesOptions { Image = "registry/rltrainer:0.1.0", Claim = "workplace" }));
        Assert.Equal(
            "--image was 'a b'; expected a plain word for the manifest.",
            Assert.Throws<ArgumentException>(() => KubernetesJob.Of(sweep, new KubernetesOptions { Image = "a b", Claim = "c" }))
                .Message);
    }

    [Fact]
    public void A_pod_has_no_root_no_token_and_a_read_only_disk_and_a_name_cannot_leave_its_quotes()
    {
        Sweep sweep = Read("""{ "Name": "a\"], image: evil", "Run": { "Preset": "test" }, "Seeds": [1] }""");
        var options = new KubernetesOptions
        {
            Image = "registry/rltrainer@sha256:0123",
            Claim = "workplace",
            Namespace = "research",
            User = 2000
        };
        string job = KubernetesJob.Of(sweep, options);
        foreach (string line in (string[])[
            "  namespace: research", "  ttlSecondsAfterFinished: 604800", "      automountServiceAccountToken: false",
                "        runAsNonRoot: true\n        runAsUser: 2000\n",
            "            readOnlyRootFilesystem: true\n            capabilities: { drop: [ALL] }", "ephemeral-storage: 1Gi",
                "\\u0022], image: evil\", \"$(JOB_COMPLETION_INDEX)\""])
            Assert.Contains(line, job, StringComparison.Ordinal);
        Assert.True(options.IsPinned);
        Assert.False((options with { Image = "registry/rltrainer:latest" }).IsPinned);
        Assert.Equal("--user was 0; expected a user above 0, who can write the volume.",
            Assert.Throws<ArgumentException>(() => KubernetesJob.Of(sweep, options with { User = 0 })).Message);
    }

    [Fact]
    public void A_grid_without_end_is_counted_and_not_made()
    {
        string values = string.Join(",", Enumerable.Range(1, 100));
        string json = $$"""
            { "Name": "n", "Run": {}, "Parameters": { "Ppo.Epochs": [{{values}}], "Ppo.BatchSize": [{{values}}],
              "EmbargoDays": [{{values}}], "Ppo.StepsPerRollout": [{{values}}] } }
            """;
        Assert.Equal("sweep.json: 100000000 combinations of 1 seeds are 100000000 trials; expected at most 10000.",
            Assert.Throws<InvalidDataException>(() => Read(json)).Message);
    }

    [Fact]
    public void Another_sweep_file_in_a_sweeps_folder_is_refused()
    {
        var folder = new SweepFolder(_folder);
        folder.Begin("{ }");
        folder.Begin("{ }");
        Assert.Equal(
            $"{folder.File} is another sweep file than this one; give the sweep another Name, or remove the folder if its trials "
            + $"are not wanted.",
            Assert.Throws<InvalidDataException>(() => folder.Begin("{  }")).Message);
    }

    private static Sweep Read(string json) => Sweep.Read(json, "sweep.json");
}
