using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>What is trained, by name; an arm with an earlier one starts
/// from that arm's last model of the same market and seed.</summary>
internal static class MarketsArms
{
    public const string AllActions = "all-actions";

    private static readonly AllActionConfig s_first = AllActionConfig.Phase1, s_second =
        AllActionConfig.Phase2 with { Steps = 256_000 };

    /// <summary>Decisions as steps, a fixed unit, a critic that continues; as many decisions as take the CPU time of all
    /// actions.</summary>
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
        ["ppo-mended-mirrored"] = (RunConfig.AllActions with { Algorithm = s_mended }, null),
        ["phase2-after-all-actions"] = (RunConfig.Phase2AllActions, AllActions),
        ["phase2-hold"] = (Second(s_second with { Branches = BranchManagement.Hold }), AllActions),
        ["phase2-greedy"] = (Second(s_second with { Branches = BranchManagement.Greedy }), AllActions),
        ["phase2-greedy-sure"] = (Second(s_second with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005 }),
            AllActions),
        ["phase2-greedy-far"] = (Second(
            s_second with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005, Discount = 0.997 }), AllActions),
        ["phase2-from-scratch"] = (Second(s_first), null),
        ["phase2-from-scratch-greedy"] =
            (Second(s_first with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005 }), null),
    };

    private static RunConfig Second(AllActionConfig config) => RunConfig.Phase2AllActions with { Algorithm = config };

    private static RunConfig Paid(RunConfig config, RewardConfig reward) =>
        config with { Environment = config.Environment with { Reward = reward } };
}
