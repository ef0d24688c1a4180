using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// A small training of both phases on a generated market, whose checkpoints have committed hashes: 4,096 steps of phase 1 from
/// scratch, then 4,096 steps of phase 2 by transfer, with evaluations and checkpoints; beside them 768 decisions of phase 2 with
/// the all-action algorithm, in the mirror and with managed branches. Every machine, vector width and number of threads must give
/// the same
/// bytes. Its configuration is its own, so that other defaults do not change it.
/// </summary>
internal static class ReferenceRun
{
    private const int Environments = 4, StepsPerRollout = 128, Updates = 8;

    private static readonly PpoConfig Learner = new()
    {
        Steps = Environments * StepsPerRollout * Updates,
        StepsPerRollout = StepsPerRollout,
        Hidden = [48, 40, 24],
        BatchSize = 32,
        BatchCounting = BatchCounting.Decisions,
        LargestBatch = 256,
        Epochs = 4,
        LearningRate = 1e-3,
        Schedule = LearningRateSchedule.Cosine,
        TargetKl = 0,
    };

    private static readonly TrainingSchedule Schedule = new()
    {
        EvaluateEverySteps = 2_048,
        CheckpointEverySteps = 4_096,
        EvaluationEpisodes = 8,
        PatienceEvaluations = 0,
    };

    /// <summary>Phase 1 of the run.</summary>
    internal static RunConfig Phase1 { get; } = new()
    {
        Name = "reference-1",
        Seed = 11,
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = Environments },
        Ppo = Learner,
        Schedule = Schedule,
    };

    /// <summary>Phase 2 of the run, with LayerNorm off as a transfer keeps the network.</summary>
    internal static RunConfig Phase2 { get; } = Phase1 with
    {
        Name = "reference-2",
        Phase = 2,
        Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = Environments },
        Ppo = Learner with { LeashWeight = 0.02, LeashSteps = 4_096, LearningRate = 5e-4 },
    };

    /// <summary>The all-action algorithm with everything that a training of it can use.</summary>
    internal static RunConfig AllActions { get; } = Phase1 with
    {
        Name = "reference-all-actions",
        Phase = 2,
        Mirror = true,
        Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = Environments },
        Algorithm = new AllActionConfig
        {
            Steps = 768,
            StepsPerRollout = 32,
            Hidden = [40, 24],
            BatchSize = 64,
            LearningRate = 1e-3,
            TargetKl =
                0,
            AveragedShare = 0.5,
            Branches = BranchManagement.Greedy,
        },
        Schedule = Schedule with { EvaluateEverySteps = 768, CheckpointEverySteps = 384, Selection = ModelSelection.Last },
    };

    /// <summary>Trains both phases; some seconds on a machine with vectors, some ten without.</summary>
    /// <param name="folder">Where the two runs' files go; the caller's to delete.</param>
    /// <param name="threads">Threads to compute with; 0 for all.</param>
    /// <param name="engine">Makes the engine; null: the processor's own, at its widest vectors.</param>
    /// <returns>The hashes, to be compared with <see cref="ReferenceResult.Expected"/>.</returns>
    public static ReferenceResult Run(string folder, int threads = 0, EngineMaker? engine = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = 16, Seed = 3, Signal = PlantedSignal.Fast });
        Checkpoint first = Train(Phase1, PreparedMarket.Of(market.Minutes, Phase1), null), second;
        second = Train(Phase2, PreparedMarket.Of(market.Minutes, Phase2, first.Features), first);
        Checkpoint third = Train(AllActions, PreparedMarket.Of(market.Minutes, AllActions), null);
        return new ReferenceResult(BarsHash.Of(market.Minutes), HashOf(first), HashOf(second), HashOf(third));

        Checkpoint Train(RunConfig config, PreparedMarket prepared, Checkpoint? from)
        {
            var files = new RunFolder(Path.Combine(folder, config.Name));
            using TrainingRun run = TrainingRun.Start(config, prepared, files, RunMachine.Of(threads, engine), from);
            run.RunToEnd();
            return CheckpointFile.Read(files.LatestCheckpoint()!);
        }
    }

    /// <summary>SHA-256 of everything that a checkpoint's numbers are: weights, both moments, features' and observations'
    /// statistics, rewards of the
    /// episodes under way.</summary>
    internal static string HashOf(Checkpoint checkpoint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        TrainerState state = checkpoint.Trainer!;
        foreach (WeightTensor tensor in (WeightTensor[])[
            .. state.Weights.Tensors, .. state.Optimizer.FirstMoments, .. state.Optimizer.SecondMoments])
            hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.Values));
        foreach (RunningMoments moments in state.Dense)
            hash.AppendData(MemoryMarshal.AsBytes<double>((double[])[moments.Count, moments.Mean, moments.SquaredDeviations]));
        hash.AppendData(MemoryMarshal.AsBytes<double>(state.EpisodeRewards));
        hash.AppendData(MemoryMarshal.AsBytes<double>(
            (double[])[.. checkpoint.Features.Means, .. checkpoint.Features.Deviations]));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
