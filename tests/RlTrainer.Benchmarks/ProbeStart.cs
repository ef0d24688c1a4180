using RlTrainer.Checkpoints;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>The probe's network as a model to start a run from.</summary>
internal static class ProbeStart
{
    /// <summary>Teaches the table with the run's own network; the checkpoint around the weights is that of one update.</summary>
    public static Checkpoint Of(PreparedMarket market, RunConfig config, string folder)
    {
        RunConfig one = config with { Name = "probe-start", Algorithm = config.Algorithm with { Steps = 1 } };
        var start = new RunFolder(folder);
        using (TrainingRun run = TrainingRun.Start(one, market, start, threads: 1, replace: true)) run.RunToEnd();
        Checkpoint made = CheckpointFile.Read(start.Final(config.Phase));
        var probe = new ProbeConfig { Hidden = [.. config.Algorithm.Hidden], Seed = config.Seed };
        return made with
        {
            Weights = SignalProbe.Weights(market, config, probe, threads: 1),
            Dense = DenseNormalizer.Identity(made.Dense.Moments.Count),
            Trainer = null,
            RunState = null,
        };
    }
}
