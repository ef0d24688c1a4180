using System.Text.Json.Serialization;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Values;

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

    /// <summary>Days left unused between two splits, at least 0. Default 1.</summary>
    public int EmbargoDays { get; init; } = 1;

    /// <summary>What an agent sees of the market: a set by name, with features of the library's behind it,
    /// "Base+return_120", or any set as a value. Default Base.</summary>
    public FeatureSet FeatureSet { get; init; } = FeatureSet.Base;

    /// <summary>Episodes, actions and reward.</summary>
    public EnvironmentConfig Environment { get; init; } = EnvironmentConfig.Phase1;

    /// <summary>Every second environment is seen in a mirror, falls for rises and Buy for Sell, so that a day teaches twice where
    /// up and down follow one pattern. Only for features that do not depend on the price level. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Mirror { get; init; }

    /// <summary>The programme's rules.</summary>
    public RuleSet Rules { get; init; } = new();

    /// <summary>
    /// PPO's hyperparameters. Default phase 1's values with minibatches of 128 decisions
    /// instead of 512 states: some 7 % of the states are decisions, and the 36 of a minibatch
    /// of 512 states are too few to steer by (measured: src/measured.md, planted signal).
    /// </summary>
    /// <exception cref="InvalidOperationException">The run's algorithm is another one.</exception>
    public PpoConfig Ppo
    {
        get => Algorithm as PpoConfig
            ?? throw new InvalidOperationException(
                $"The run '{Name}' trains with the algorithm '{Algorithm.Name}'; read its parameters from Algorithm.");
        init => Algorithm = value;
    }

    /// <summary>What learns, and how: PPO with the hyperparameters of <see cref="Ppo"/>, or any other algorithm.</summary>
    [JsonIgnore]
    public AlgorithmConfig Algorithm { get; init; } =
        PpoConfig.Phase1 with { BatchCounting = BatchCounting.Decisions, BatchSize = 128 };

    /// <summary>When to evaluate, save and stop.</summary>
    public TrainingSchedule Schedule { get; init; } = new();

    /// <summary>The model the run starts from; null for random weights. Set when the run begins.</summary>
    public StartingModel? Start { get; init; }

    /// <summary>What Instrument is where it is not one of the eight built-in ones; null for those. Taken from the
    /// instruments file when the run begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InstrumentConfig? CustomInstrument { get; init; }

    /// <summary>Phase 1 at production length: 2,000,000 steps in 80 environments.</summary>
    public static RunConfig Phase1 { get; } = new();

    /// <summary>Phase 1 in test mode: 30,000 steps in 4 environments, evaluated every 10,000; shows that everything works,
    /// not that it learns.</summary>
    public static RunConfig Phase1Test { get; } = new()
    {
        Name = "phase1-test",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 30_000, BatchCounting = BatchCounting.Decisions, BatchSize = 128 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 10_000, CheckpointEverySteps = 10_000, EvaluationEpisodes = 16 },
    };

    /// <summary>
    /// Phase 2 at production length: 5,000,000 steps in 80 environments. Minibatches are counted by decisions as in phase 1;
    /// with nine actions nearly every state in position is one, so 256 decisions are some 260 states.
    /// </summary>
    public static RunConfig Phase2 { get; } = new()
    {
        Name = "phase2",
        Phase = 2,
        Environment = EnvironmentConfig.Phase2,
        Ppo = PpoConfig.Phase2 with { BatchCounting = BatchCounting.Decisions },
    };

    /// <summary>Phase 2 in test mode: 30,000 steps in 4 environments, evaluated every 10,000.</summary>
    public static RunConfig Phase2Test { get; } = Phase2 with
    {
        Name = "phase2-test",
        Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = 4 },
        Ppo = Phase2.Ppo with { Steps = 30_000 },
        Schedule = Phase1Test.Schedule,
    };

    /// <summary>
    /// Phase 1 with the all-action algorithm: 512,000 decisions in 80 environments,
    /// some half a minute of one core. The last model is kept: 256 episodes of validation rank nothing.
    /// </summary>
    public static RunConfig AllActions { get; } = new()
    {
        Name = "all-actions",
        Mirror = true,
        Algorithm = AllActionConfig.Phase1,
        Schedule = new TrainingSchedule
        {
            Selection = ModelSelection.Last,
            PatienceEvaluations = 0,
            EvaluateEverySteps = 100_000,
        },
    };

    /// <summary>Phase 2 with the all-action algorithm, from phase 1's last model.</summary>
    public static RunConfig Phase2AllActions { get; } = AllActions with
    {
        Name = "phase2-all-actions",
        Phase = 2,
        Environment = EnvironmentConfig.Phase2,
        Algorithm = AllActionConfig.Phase2,
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
        Environment = EnvironmentConfig.Phase1 with
        {
            AccountFeatures = false,
            MaskActions = false,
            Reward = RewardConfig.Shaped
        },
        Ppo = PpoConfig.Phase1 with { StepsPerRollout = 2048, TargetKl = 0 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 163_840, CheckpointEverySteps = 163_840 },
    };

    /// <summary>
    /// Phase 1 with large batches: four times the environments with a quarter of the steps each, minibatches of 512 decisions,
    /// 4 epochs, twice the learning rate. Fewer operations a step; measured
    /// beside the default in src/measured.md, the table of options.
    /// </summary>
    public static RunConfig LargeBatch { get; } = new()
    {
        Name = "large-batch",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 320 },
        Ppo = PpoConfig.Phase1 with
        {
            StepsPerRollout = 64,
            BatchCounting = BatchCounting.Decisions,
            BatchSize = 512,
            LargestBatch = 8192,
            Epochs = 4,
            LearningRate = 6e-4,
        },
    };

    /// <summary>
    /// <see cref="LargeBatch"/> for a GPU, where small minibatches are mostly launches: 4,096 environments with 32 steps each and
    /// minibatches of 32,768 states, the sizes of Makoviychuk et al. 2021 (Isaac Gym); 20,000,000 steps make 153 updates. A
    /// starting point that has not been tuned here.
    /// </summary>
    public static RunConfig LargeBatchGpu { get; } = LargeBatch with
    {
        Name = "large-batch-gpu",
        Environment = LargeBatch.Environment with { EnvironmentCount = 4096 },
        Ppo = LargeBatch.Ppo with
        {
            Steps = 20_000_000,
            StepsPerRollout = 32,
            BatchCounting = BatchCounting.States,
            BatchSize = 32_768,
            LargestBatch = 32_768
        },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 1_048_576, CheckpointEverySteps = 1_048_576 },
    };

    /// <summary>Environment steps of one update.</summary>
    public long StepsPerUpdate => (long)Environment.EnvironmentCount * Algorithm.StepsPerRollout;

    /// <summary>Whole updates that make up the run.</summary>
    public long Updates => (Algorithm.Steps + StepsPerUpdate - 1) / StepsPerUpdate;

    /// <summary>This preset on the data, features, rules, episodes and network of an earlier run, so that its model can be
    /// the start.</summary>
    /// <param name="earlier">The configuration of the run whose model is the start.</param>
    /// <returns>A new configuration without a start, which <see cref="StartingModel.Of"/> gives it.</returns>
    public RunConfig After(RunConfig earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier with
        {
            Name = Name,
            Phase = Phase,
            Environment = earlier.Environment with
            {
                Actions = Environment.Actions,
                AfterTarget = Environment.AfterTarget,
                EnvironmentCount = Environment.EnvironmentCount
            },
            Algorithm = Algorithm with { Hidden = earlier.Algorithm.Hidden, LayerNorm = earlier.Algorithm.LayerNorm },
            Schedule = Schedule,
            Start = null,
        };
    }

    /// <summary>This configuration, if every part is in its range and the parts fit each other.</summary>
    /// <exception cref="ArgumentException">The message names the bad value and what was expected.</exception>
    public RunConfig Checked()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || Name is "." or ".."
            || PrintableText.HasControl(Name))
            throw new ArgumentException($"Name was '{PrintableText.Name(Name)}'; expected a name that can be a folder's, e.g. "
                + $"'phase1'.");
        if (Phase is not (1 or 2))
            throw new ArgumentException($"Phase was {Phase}; expected 1 (when to enter) or 2 (how to manage).");
        if (string.IsNullOrWhiteSpace(Instrument))
            throw new ArgumentException($"Instrument was '{Instrument}'; expected a symbol, e.g. NQ.");
        if (Algorithm.Steps is < 1 or > AlgorithmConfig.MostSteps)
            throw new ArgumentException(Text($"Steps was {Algorithm.Steps}; must be in [1, {AlgorithmConfig.MostSteps}]."));
        RequireShare(TrainShare, nameof(TrainShare), "0.7");
        RequireShare(ValidationShare, nameof(ValidationShare), "0.15");
        if (Split == SplitPreset.Chronological && TrainShare + ValidationShare >= 1)
            throw new ArgumentException(
                string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"TrainShare and ValidationShare were {TrainShare} and {ValidationShare}; their sum must be below 1, so "
                    + $"that test days are left; 0.7 and 0.15 are usual."));
        if (!Enum.IsDefined(Split))
            throw new ArgumentException(Text($"Split was {Split}; must be Chronological or SeventyThirty."));
        if (EmbargoDays is < 0 or > 365)
            throw new ArgumentException(Text($"EmbargoDays was {EmbargoDays}; must be in [0, 365]; 1 is usual."));
        if (string.IsNullOrWhiteSpace(FeatureSet.Name))
            throw new ArgumentException($"FeatureSet was '{FeatureSet.Name}'; expected a set's name, e.g. Base.");
        FeatureSet.Required();
        Rules.Checked();
        if (CustomInstrument is { } custom && custom.Symbol != Instrument)
            throw new ArgumentException(
                $"CustomInstrument was of the symbol '{custom.Symbol}', but Instrument is '{Instrument}'; expected the same, or "
                + $"no custom instrument.");
        Environment.CheckedFor(
            Rules, CustomInstrument?.ToInstrument()
                ?? Market.Instrument.All.FirstOrDefault(known => known.Symbol == Instrument, Market.Instrument.ES));
        Algorithm.Checked();
        Schedule.Checked(Updates * StepsPerUpdate);
        return this;
    }

    /// <summary>The definitions it has from outside the library: what a caller passes to run it again.</summary>
    /// <returns>Features, then reward terms, then rules, in their orders, then the algorithm.</returns>
    public IReadOnlyList<IDefinition> OwnParts() =>
        [
            .. FeatureSet.Features.Where(feature => !feature.IsBuiltIn),
            .. Environment.Reward.Terms.Where(term => !term.IsBuiltIn),
            .. Rules.OwnRules(),
            .. ((IDefinition[])[Algorithm]).Where(algorithm => algorithm is not StoredAlgorithm && !algorithm.IsBuiltIn),
        ];

    /// <summary>This configuration, if the code of everything in it was given.</summary>
    /// <param name="call">How it is passed, with {0} for the names of what is missing.</param>
    /// <exception cref="InvalidDataException">Something was not given; the message names it and shows the call.</exception>
    internal RunConfig Given(string call)
    {
        (string Kind, DefinitionMark Mark)[] missing =
        [
            .. FeatureSet.Features.Where(feature => feature.Missing is not null).Select(feature => ("feature", feature.Missing!)),
            .. Environment.Reward.Terms.OfType<IMissingDefinition>().Select(term => (term.Kind, term.Mark)),
            .. Rules.MissingRules().Select(mark => ("rule", mark)),
        ];
        if (missing.Length == 0) return this;
        string names = string.Join(", ", missing.Select(one => VariableOf(one.Mark.Name)));
        throw new InvalidDataException(
            $"The run '{Name}' uses the {string.Join(" and the ", missing.Select(one => $"{one.Kind} {one.Mark}"))}, defined in "
            + $"code that was not passed. "
            + $"Pass it: {string.Format(System.Globalization.CultureInfo.InvariantCulture, call, names)}. The rltrainer command "
            + $"knows the library's definitions only; do this in a notebook or a program.");
    }

    /// <summary>A name as that of a variable: "no Mondays" is no_Mondays.</summary>
    private static string VariableOf(string name)
    {
        string letters = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
        return char.IsDigit(letters[0]) ? "_" + letters : letters;
    }

    /// <summary>Cuts bars into the days to learn from, those that choose the best model, and those that judge it.</summary>
    /// <param name="bars">The whole series.</param>
    /// <returns>Three series of whole days.</returns>
    /// <exception cref="ArgumentException">There are too few days.</exception>
    public Data.DaySplit Cut(Market.BarSeries bars) => Split == SplitPreset.SeventyThirty
        ? Data.DaySplit.SeventyThirty(bars, EmbargoDays)
        : Data.DaySplit.Chronological(bars, TrainShare, ValidationShare, EmbargoDays);

    /// <summary>What the run trades: its custom instrument, or the built-in one of its symbol.</summary>
    /// <exception cref="ArgumentException">There is no such instrument; the message lists those there are.</exception>
    public Market.Instrument TradedInstrument() => CustomInstrument?.ToInstrument() ?? Market.Instrument.Parse(Instrument);

    /// <summary>Refuses bars of a custom instrument with another tick, value or costs than the run's.</summary>
    internal void RequireInstrumentOf(Market.BarSeries bars)
    {
        if (CustomInstrument is not null && bars.Instrument != TradedInstrument())
            throw new ArgumentException(
                $"The run '{Name}' trades {Instrument} as its configuration describes it; the bars are of "
                + $"{bars.Instrument.Symbol} with another tick, value or costs. Read them with the run's own definition "
                + $"(RunConfig.TradedInstrument), or restore the instruments file.");
    }

    /// <summary>The configuration as the text of a run.json.</summary>
    /// <returns>JSON, indented.</returns>
    public override string ToString() => RunConfigText.Write(this);

    private static void RequireShare(double share, string option, string usual)
    {
        if (!(share is > 0 and < 1))
            throw new ArgumentException(Text($"{option} was {share}; must be in (0, 1); {usual} is usual."));
    }

    private static string Text(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What deserves a word before the run starts; empty when nothing does.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Updates < 50)
            yield return $"The run has {Updates} updates of {StepsPerUpdate:N0} steps; fewer than 50 rarely learn much. Train "
                + $"longer, or use shorter rollouts.";
    }
}
