using RlTrainer.Environments;
using RlTrainer.Files;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>The experiments that come with the library, as data.</summary>
public static class Experiments
{
    private static readonly RunConfig One = RunConfig.Phase1, Two = RunConfig.Phase2;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("transfer", "Does phase 2 learn sooner and better from phase 1's weights than from random ones?",
            [new("phase 1", One), new("phase 2 by transfer", Two) { From = "phase 1" }, new("phase 2 from scratch", Two)]),
        new("leash", "Does a leash to phase 1 help phase 2?",
            [new("phase 1", One),
                .. Each([0.0, 0.02, 0.1], weight => $"leash {Words(weight)}", weight =>
                    Two with { Ppo = Two.Ppo with { LeashWeight = weight } }, arm => arm with { From = "phase 1" })]),
        new("features", "Do regime features help, with and without?",
            [.. Each(["Base", "PricesOnly", "BaseAndVwap", "Extended"], set => set, set => One with { FeatureSet = set })]),
        new("window", "How long a window does an observation need?",
            [.. Each([20, 5, 10, 40], bars => $"{bars} bars", bars => With(one => one with { WindowBars = bars }))]),
        new("episodes", "How long should an episode be?",
            [.. Each([390, 120, 195, 780], bars => $"{bars} bars", bars => With(one => one with { EpisodeBars = bars }))]),
        new("reward", "Which terms of the reward matter, and does plain profit do as well?",
        [
            new("shaped", One),
            Reward("without risk-adjusted return", reward => reward.Without("RiskAdjustedReturn")),
            Reward("without target progress", reward => reward.Without("TargetProgress")),
            Reward("without drawdown avoidance", reward => reward.Without("DrawdownAvoidance")),
            Reward("without trade quality", reward => reward.Without("TradeQuality")),
            Reward("without growth", reward => reward.Without("Growth")),
            Reward("drawdown from 30 %", reward => reward.Change<DrawdownAvoidanceTerm>(term => term with { FromShare = 0.3 })),
            Reward("plain profit", _ => RewardConfig.Plain),
        ]),
        new("account-features", "Does it help the policy to see what the rules judge?",
            [.. Each([true, false], on => on ? "with account features" : "without account features", on =>
                With(one => one with { AccountFeatures = on }))]),
        new("contracts", "One contract or two?",
            [.. Each([2, 1], contracts => $"{contracts} contract{(contracts == 1 ? "" : "s")}", contracts =>
                With(one => one with { Contracts = contracts }))]),
        new("minibatches", "How many decisions does a minibatch need?",
            [.. Each([128, 32, 64, 512], size => $"{size} decisions", size =>
                One with { Ppo = One.Ppo with { BatchSize = size } }),
                    new("512 states", One with { Ppo = One.Ppo with { BatchCounting = BatchCounting.States,
                        BatchSize = 512 } })]),
        new("training-days", "How many days does it take not to learn them by heart?",
            [.. Each([1000, 50, 100, 250, 500], days => $"{days} days", _ => One, (arm, days) =>
                arm with { TrainingDays = days })]),
        new("action-sets", "Which actions should phase 2 have?",
            [new("phase 1", One),
                .. Each([ActionSet.Phase2, ActionSet.OriginalNine, ActionSet.OriginalSix], set => set.Name, set =>
                    Two with { Environment = Two.Environment with { Actions = set } }, arm => arm with { From = "phase 1" })]),
        new("diversity", "What do the terms that keep actions diverse do? The reward's is the penalty for one-sided entries, the "
            + "loss's the entropy bonus.",
        [
            new("side penalty and entropy 0.01", One), Reward("no side penalty", reward => reward.Without("SideBalance")),
            Reward("side penalty times 5", reward => reward.Change<SideBalanceTerm>(term => term with { Weight = 0.5 })),
            new("no entropy bonus", One with { Ppo = One.Ppo with { EntropyWeight = 0 } }),
            new("entropy 0.03", One with { Ppo = One.Ppo with { EntropyWeight = 0.03 } }),
        ]),
        new("phases", "What does phase 2 add on the same days, and how good are its entries alone?",
        [
            new("phase 1", One), new("phase 2 by transfer", Two) { From = "phase 1" },
            new("phase 2 on phase 1's task", Two) { ModelsOf = "phase 2 by transfer", EntriesOnly = true },
        ]),
        new("instruments", "Does what was learned on one instrument hold on another?",
        [
            new("NQ on NQ", One), new("NQ on ES", One) { ModelsOf = "NQ on NQ", JudgedOn = "ES" },
            new("NQ on RTY", One) { ModelsOf = "NQ on NQ", JudgedOn = "RTY" },
            new("ES on ES", One with { Instrument = "ES" }),
            new("ES on NQ", One with { Instrument = "ES" }) { ModelsOf = "ES on ES", JudgedOn = "NQ" },
        ]),
    ];

    /// <summary>The experiment of a name.</summary>
    /// <param name="name">As in <see cref="All"/>; case matters.</param>
    /// <returns>The experiment with its arms.</returns>
    /// <exception cref="ArgumentException">No such experiment: the
    /// message lists those there are and names the nearest.</exception>
    public static Experiment Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] known = [.. All.Select(experiment => experiment.Name)];
        return All.FirstOrDefault(experiment => experiment.Name == name)
            ?? throw new ArgumentException(
                $"The experiment was '{name}'; did you mean {WordDistance.Nearest(name, known)}? Expected one of "
                + $"{string.Join(", ", known)}.");
    }

    private static RunConfig With(Func<EnvironmentConfig, EnvironmentConfig> change) =>
        One with { Environment = change(One.Environment) };

    private static ExperimentArm Reward(string name, Func<RewardConfig, RewardConfig> change) =>
        new(name, With(one => one with { Reward = change(one.Reward) }));

    private static IEnumerable<ExperimentArm> Each<T>(
        T[] values, Func<T, string> name, Func<T, RunConfig> config, Func<ExperimentArm, ExperimentArm>? change = null) =>
        values.Select(value => new ExperimentArm(name(value), config(value))).Select(arm => change?.Invoke(arm) ?? arm);

    private static IEnumerable<ExperimentArm> Each<T>(
        T[] values, Func<T, string> name, Func<T, RunConfig> config, Func<ExperimentArm, T, ExperimentArm> change) =>
        values.Select(value => change(new ExperimentArm(name(value), config(value)), value));

    private static string Words(double weight) => weight.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
