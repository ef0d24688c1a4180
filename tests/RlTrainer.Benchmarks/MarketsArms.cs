using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>What is trained, by name; an arm "… after NAME" starts from that arm's model of the same market and seed.</summary>
internal static class MarketsArms
{
    public const string AllActions = "all-actions";

    private static RunConfig Phase1 { get; } = RunConfig.Phase1 with { Algorithm = AllActionConfig.Phase1 };

    private static RunConfig Phase2 { get; } = RunConfig.Phase2 with { Algorithm = AllActionConfig.Phase2 };

    public static IReadOnlyDictionary<string, (RunConfig Config, string? After)> All { get; } = new Dictionary<string, (RunConfig, string?)>
    {
        [AllActions] = (Phase1, null),
        ["all-actions-plain-profit"] = (Phase1 with { Environment = Phase1.Environment with { Reward = RewardConfig.Plain } }, null),
        ["ppo"] = (RunConfig.Phase1 with { Algorithm = PpoConfig.Phase1 with { BatchCounting = BatchCounting.Decisions, BatchSize = 128 } }, null),
        ["phase2-after-all-actions"] = (Phase2, AllActions),
        ["phase2-from-scratch"] = (Phase2 with { Algorithm = AllActionConfig.Phase1 }, null),
    };
}
