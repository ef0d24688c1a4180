using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>What is trained, by name; an arm with an earlier one starts
/// from that arm's last model of the same market and seed.</summary>
internal static class MarketsArms
{
    public const string AllActions = "all-actions", AfterProbe = "all-actions-after-probe";

    private static readonly AllActionConfig s_first = AllActionConfig.Phase1, s_second =
        new() { LearningRate = 1e-4, Steps = 256_000 };

    /// <summary>Branches that follow the policy's most likely action, and rollouts that seldom close at random.</summary>
    private static readonly AllActionConfig s_sure = s_second with
    {
        Branches = BranchManagement.Greedy,
        EntropyWeight = 0.005,
    };

    /// <summary>All branches of a decision end at about the same bar, with what going in again costs; the leash keeps the
    /// entries.</summary>
    private static readonly AllActionConfig s_patient = s_sure with
    {
        LeastBranchBars = 60,
        Discount = 0.997,
        LeashWeight = 0.1,
        LeashSteps = 1_000_000,
    };

    /// <summary>A leash that hardly gives: entries stay phase 1's, what is learned is the management.</summary>
    private static AllActionConfig Tight(AllActionConfig config) => config with
    {
        EntropyWeight = 0.005,
        LeashWeight = 1.0,
        LeashSteps = 1_000_000_000,
    };

    /// <summary>Differences between ways to manage are a tenth of a trade's risk: a finer unit, larger steps.</summary>
    private static AllActionConfig Fast(AllActionConfig config) => config with
    {
        LearningRate = 5e-4,
        TargetKl = 0.06,
        AdvantageUnit = 0.3,
    };

    /// <summary>PPO as it was, a quarter as long: 2,000,000 steps took 94 CPU seconds, all actions take 25.</summary>
    private static readonly RunConfig s_shortPpo = RunConfig.Phase1 with
    {
        Algorithm = PpoConfig.Phase1 with { Steps = 500_000, BatchCounting = BatchCounting.Decisions, BatchSize = 128 },
    };

    /// <summary>Decisions as steps, a fixed unit, a critic that continues; meant to take about the CPU time of all actions, the
    /// rows say what it took.</summary>
    private static readonly PpoConfig s_mended = new()
    {
        Steps = 1_024_000,
        StepsPerRollout = 64,
        Hidden = [64, 32],
        Epochs = 4,
        EntropyWeight = 0.05,
        TargetKl = 0.02,
        ByDecision = true,
        CriticContinues = true,
        NormalizeRewards = false,
        AdvantageNormalization = AdvantageNormalization.None,
    };

    public static IReadOnlyDictionary<string, (RunConfig Config, string? After)> All { get; } =
        new Dictionary<string, (RunConfig, string?)>
        {
            [AllActions] = (RunConfig.AllActions, null),
            ["all-actions-unmirrored"] = (RunConfig.AllActions with { Mirror = false }, null),
            ["all-actions-128-unmirrored"] =
            (RunConfig.AllActions with { Mirror = false, Algorithm = s_first with { Hidden = [128, 64] } }, null),
            ["all-actions-128"] = (RunConfig.AllActions with { Algorithm = s_first with { Hidden = [128, 64] } }, null),
            ["all-actions-averaged"] = (RunConfig.AllActions with { Algorithm = s_first with { AveragedShare = 0.5 } }, null),
            ["all-actions-plain-profit"] = (Paid(RunConfig.AllActions, RewardConfig.Plain), null),
            ["all-actions-original-reward"] = (Paid(RunConfig.AllActions, RewardConfig.Shaped), null),
            ["ppo"] = (RunConfig.Phase1, null),
            ["ppo-original-reward"] = (Paid(RunConfig.Phase1, RewardConfig.Shaped), null),
            ["ppo-mended"] = (RunConfig.AllActions with { Mirror = false, Algorithm = s_mended }, null),
            [AfterProbe] = (RunConfig.AllActions, null),
            ["all-actions-32"] = (RunConfig.AllActions with { Algorithm = s_first with { Hidden = [32, 16] } }, null),
            ["all-actions-512"] = (RunConfig.AllActions with { Algorithm = s_first with { Hidden = [512, 256, 128] } }, null),
            ["ppo-original-reward-short"] = (Paid(s_shortPpo, RewardConfig.Shaped), null),
            ["ppo-short"] = (s_shortPpo, null),
            ["drawn-action"] = (RunConfig.AllActions with { Algorithm = s_mended with { GaeLambda = 0 } }, null),
            ["ppo-mended-mirrored"] = (RunConfig.AllActions with { Algorithm = s_mended }, null),
            ["phase2-after-all-actions"] = (RunConfig.Phase2AllActions, AllActions),
            ["phase2-hold"] = (Second(s_second with { Branches = BranchManagement.Hold }), AllActions),
            ["phase2-greedy"] = (Second(s_second with { Branches = BranchManagement.Greedy }), AllActions),
            ["phase2-greedy-sure"] = (Second(s_second with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005 }),
            AllActions),
            ["phase2-greedy-far"] = (Second(
            s_second with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005, Discount = 0.997 }), AllActions),
            ["phase2-hold-far"] = (Second(s_second with { Discount = 0.997 }), AllActions),
            ["phase2-leashed"] = (Second(s_sure with { LeashWeight = 0.1, LeashSteps = 1_000_000 }), AllActions),
            ["phase2-managed-10"] = (Second(s_sure with { ManagedBars = 10 }), AllActions),
            ["phase2-reentry-60"] = (Second(s_sure with { LeastBranchBars = 60 }), AllActions),
            ["phase2-reentry-60-far-leashed"] = (Second(s_patient), AllActions),
            ["phase2-six-actions"] = (WithSix(Second(s_sure)), AllActions),
            ["phase2-six-hold"] = (WithSix(Second(s_second with { EntropyWeight = 0.005 })), AllActions),
            ["phase2-six-hold-leashed"] =
            (WithSix(Second(s_second with { EntropyWeight = 0.005, LeashWeight = 0.1, LeashSteps = 1_000_000 })), AllActions),
            ["phase2-six-from-scratch"] = (WithSix(Second(s_first)), null),
            ["phase2-six-actions-patient"] = (WithSix(Second(s_patient)), AllActions),
            ["phase2-tight-hold-fast"] = (Second(Fast(Tight(s_second))), AllActions),
            ["phase2-tight-hold"] = (Second(Tight(s_second)), AllActions),
            ["phase2-tight-patient"] = (Second(Tight(s_patient)), AllActions),
            ["phase2-tight-six-patient"] = (WithSix(Second(Tight(s_patient))), AllActions),
            ["phase2-from-scratch-patient"] = (Second(s_patient with
            {
                Steps = 512_000,
                LearningRate = 3e-4,
                LeashWeight = 0,
            }), null),
            ["phase2-from-scratch"] = (Second(s_first), null),
            ["phase2-from-scratch-sure"] = (Second(s_first with { EntropyWeight = 0.005 }), null),
            ["phase2-from-scratch-long"] = (Second(s_first with { EntropyWeight = 0.005, Steps = 2_048_000 }), null),
            ["phase2-from-scratch-greedy"] =
            (Second(s_first with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005 }), null),
        };

    private static RunConfig WithSix(RunConfig config) =>
        config with { Environment = config.Environment with { Actions = ActionSet.OriginalSix } };

    private static RunConfig Second(AllActionConfig config) => RunConfig.Phase2AllActions with { Algorithm = config };

    private static RunConfig Paid(RunConfig config, RewardConfig reward) =>
        config with { Environment = config.Environment with { Reward = reward } };
}
