using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>Everything that decides a run's result. Written beside the run, and read back to repeat or resume it.</summary>
public sealed record RunConfig
{
    /// <summary>The run's name and the name of its folder. Default "phase1".</summary>
    public string Name { get; init; } = "phase1";

    /// <summary>1: when to enter; 2: how to manage.</summary>
    public int Phase { get; init; } = 1;

    /// <summary>The instrument's symbol. Default NQ.</summary>
    public string Instrument { get; init; } = "NQ";

    /// <summary>Decides every random number. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>How the days are cut. Default chronological, by the shares below.</summary>
    public SplitPreset Split { get; init; }

    /// <summary>Share of the days to learn from, in (0, 1). Default 0.70.</summary>
    public double TrainShare { get; init; } = 0.70;

    /// <summary>Share of the days that choose the best model, in (0, 1). Default 0.15.</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Days left unused between two splits. Default 1.</summary>
    public int EmbargoDays { get; init; } = 1;

    /// <summary>The feature set's name. Default Base.</summary>
    public string FeatureSet { get; init; } = "Base";

    /// <summary>Episodes, actions and reward.</summary>
    public EnvironmentConfig Environment { get; init; } = EnvironmentConfig.Phase1;

    /// <summary>The programme's rules.</summary>
    public RuleSet Rules { get; init; } = new();

    /// <summary>
    /// The learner. Default phase 1's values with minibatches of 128 decisions instead of 512 states: some 7 % of the states
    /// are decisions, and the 36 of a minibatch of 512 states are too few to steer by (measured: README, planted signal).
    /// </summary>
    public PpoConfig Ppo { get; init; } = PpoConfig.Phase1 with { BatchCounting = BatchCounting.Decisions, BatchSize = 128 };

    /// <summary>When to evaluate, save and stop.</summary>
    public TrainingSchedule Schedule { get; init; } = new();

    /// <summary>Phase 1 at production length: 2,000,000 steps in 80 environments.</summary>
    public static RunConfig Phase1 { get; } = new();

    /// <summary>Phase 1 in test mode: 30,000 steps in 4 environments, evaluated every 10,000; shows that everything works, not that it learns.</summary>
    public static RunConfig Phase1Test { get; } = new()
    {
        Name = "phase1-test",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 30_000, BatchCounting = BatchCounting.Decisions, BatchSize = 128 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 10_000, CheckpointEverySteps = 10_000, EvaluationEpisodes = 16 },
    };

    /// <summary>
    /// Phase 1 as the original system described it: raw price features, 225 inputs, 80 × 2,048 steps a rollout, minibatches of
    /// 512 states, no masks, the KL only watched, and a 70/30 split whose test days also validate.
    /// </summary>
    public static RunConfig Original { get; } = new()
    {
        Name = "original",
        Split = SplitPreset.SeventyThirty,
        FeatureSet = "Raw",
        Environment = EnvironmentConfig.Phase1 with { AccountFeatures = false, MaskActions = false },
        Ppo = PpoConfig.Phase1 with { StepsPerRollout = 2048, TargetKl = 0 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 163_840, CheckpointEverySteps = 163_840 },
    };

    /// <summary>Environment steps of one update.</summary>
    public long StepsPerUpdate => (long)Environment.EnvironmentCount * Ppo.StepsPerRollout;

    /// <summary>Whole updates that make up the run.</summary>
    public long Updates => (Ppo.Steps + StepsPerUpdate - 1) / StepsPerUpdate;

    /// <summary>This configuration, if every part is in its range and the parts fit each other.</summary>
    /// <exception cref="ArgumentException">The message names the bad value and what was expected.</exception>
    public RunConfig Checked()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || Name is "." or "..")
            throw new ArgumentException($"Name was '{Name}'; expected a name that can be a folder's, e.g. 'phase1'.");
        if (Phase is not (1 or 2))
            throw new ArgumentException($"Phase was {Phase}; expected 1 (when to enter) or 2 (how to manage).");
        Rules.Checked();
        Environment.CheckedFor(Rules, Market.Instrument.All.FirstOrDefault(known => known.Symbol == Instrument, Market.Instrument.ES));
        Ppo.Checked();
        Schedule.Checked(Updates * StepsPerUpdate);
        return this;
    }

    /// <summary>What deserves a word before the run starts; empty when nothing does.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Updates < 50)
            yield return $"The run has {Updates} updates of {StepsPerUpdate:N0} steps; fewer than 50 rarely learn much. Train longer, or use shorter rollouts.";
    }
}
