using RlTrainer.Environments;
using RlTrainer.Learning;
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

    static MarketsArms()
    {
        RunConfig b = RunConfig.AllActions;
        AllActionConfig a = AllActionConfig.Phase1;
        var all = (Dictionary<string, (RunConfig, string?)>)All;
        RunConfig m = b with { Mirror = true };
        all["t-mirror"] = (m, null);
        all["t-avg"] = (b with { Algorithm = a with { AveragedShare = 0.5 } }, null);
        all["t-mirror-avg"] = (m with { Algorithm = a with { AveragedShare = 0.5 } }, null);
        all["t-mirror-avg-1m"] = (m with { Algorithm = a with { AveragedShare = 0.5, Steps = 1_024_000 } }, null);
        all["t-mirror-avg-64"] = (m with { Algorithm = a with { AveragedShare = 0.5, Hidden = [64, 32] } }, null);
        all["t-mirror-avg-ent"] = (m with { Algorithm = a with { AveragedShare = 0.5, FinalEntropyShare = 0.2 } }, null);
        all["t-mirror-avg-ent1"] = (m with { Algorithm = a with { AveragedShare = 0.5, EntropyWeight = 0.1 } }, null);
        all["t-mirror-avg-lr1"] = (m with { Algorithm = a with { AveragedShare = 0.5, LearningRate = 1e-3 } }, null);
        all["t-mirror-avg-envs"] = (m with { Environment = m.Environment with { EnvironmentCount = 320 }, Algorithm = a with { AveragedShare = 0.5, StepsPerRollout = 16 } }, null);
        RunConfig two = RunConfig.Phase2AllActions with { Mirror = true };
        AllActionConfig q = AllActionConfig.Phase2 with { AveragedShare = 0.5, Steps = 256_000 };
        all["p2-hold"] = (two with { Algorithm = q }, "t-mirror-avg");
        all["p2-greedy"] = (two with { Algorithm = q with { Branches = BranchManagement.Greedy } }, "t-mirror-avg");
        all["p2-greedy-e"] = (two with { Algorithm = q with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005 } }, "t-mirror-avg");
        all["p2-greedy-e-g"] = (two with { Algorithm = q with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005, Discount = 0.997 } }, "t-mirror-avg");
        all["p2s-greedy-e"] = (two with { Algorithm = q with { Branches = BranchManagement.Greedy, EntropyWeight = 0.005, LearningRate = 3e-4 } }, null);
        all["p2s-greedy"] = (two with { Algorithm = q with { Branches = BranchManagement.Greedy, EntropyWeight = 0.05, LearningRate = 3e-4 } }, null);
        all["t-mirror-avg-ln"] = (m with { Algorithm = a with { AveragedShare = 0.5, LayerNorm = true } }, null);
    }

    private static RunConfig Paid(RunConfig config, RewardConfig reward) => config with { Environment = config.Environment with { Reward = reward } };
}
