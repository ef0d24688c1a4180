using RlTrainer.Environments;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>What is trained, by name; an arm with an earlier one starts from that arm's last model of the same market and seed.</summary>
internal static class MarketsArms
{
    public const string AllActions = "all-actions";

    public static IReadOnlyDictionary<string, (RunConfig Config, string? After)> All { get; } = new Dictionary<string, (RunConfig, string?)>
    {
        [AllActions] = (RunConfig.AllActions, null),
        ["all-actions-plain-profit"] = (Paid(RunConfig.AllActions, RewardConfig.Plain), null),
        ["all-actions-original-reward"] = (Paid(RunConfig.AllActions, RewardConfig.Shaped), null),
        ["ppo"] = (RunConfig.Phase1, null),
        ["ppo-original-reward"] = (Paid(RunConfig.Phase1, RewardConfig.Shaped), null),
        ["phase2-after-all-actions"] = (RunConfig.Phase2AllActions, AllActions),
        ["phase2-from-scratch"] = (RunConfig.Phase2AllActions with { Algorithm = RunConfig.AllActions.Algorithm }, null),
    };

    private static RunConfig Paid(RunConfig config, RewardConfig reward) => config with { Environment = config.Environment with { Reward = reward } };
}
