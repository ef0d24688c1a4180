using System.Reflection;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Every option of the learner, the schedule and the run refuses
/// what is impossible, with its range and the usual value.</summary>
public sealed class ImpossibleOptionTests
{
    private static readonly Dictionary<string, (PpoConfig Config, string Message)[]> Learner = new()
    {
        ["Steps"] = [(new() { Steps = 0 }, "Steps was 0; must be in [1, 1000000000000]; 2,000,000 is usual in phase "
            + "1."), (new() { Steps = long.MaxValue },
                "Steps was 9223372036854775807; must be in [1, 1000000000000]; 2,000,000 is usual in phase 1.")],
        ["StepsPerRollout"] =
            [(new() { StepsPerRollout = 0 }, "StepsPerRollout was 0; must be in [1, 65536]; 256 is usual."),
                (new() { StepsPerRollout = 65537 }, "StepsPerRollout was 65537; must be in [1, 65536]; 256 is usual.")],
        ["Hidden"] = [(new() { Hidden = [] }, "Hidden had 0 layers; must be 1 to 16."),
            (new() { Hidden = [64, 16385] }, "A hidden width was 16385; must be in [1, 16384]; 512, 256, 128 is usual.")],
        ["AdvantageUnit"] = [(new() { AdvantageUnit = 0 }, "AdvantageUnit was 0; must be in (0, 1000]; 1 is usual.")],
        ["BatchSize"] = [(new() { BatchSize = 0 }, "BatchSize was 0; must be in [1, 65536]; 512 is usual.")],
        ["BatchCounting"] = [(new() { BatchCounting = (BatchCounting)7 }, "BatchCounting was 7; must be States or Decisions.")],
        ["LargestBatch"] = [(new() { LargestBatch = 0 }, "LargestBatch was 0; must be in [1, 65536]; 4096 is usual."),
            (new() { BatchCounting = BatchCounting.Decisions, LargestBatch = 128 },
                "LargestBatch was 128; must be at least the batch size 512.")],
        ["Epochs"] = [(new() { Epochs = 0 }, "Epochs was 0; must be in [1, 100]; 10 is usual."),
            (new() { Epochs = 101 }, "Epochs was 101; must be in [1, 100]; 10 is usual.")],
        ["LearningRate"] = [(new() { LearningRate = 0 }, "LearningRate was 0; must be in (0, 1]; 0.0003 is usual."),
            (new() { LearningRate = double.NaN }, "LearningRate was NaN; must be in (0, 1]; 0.0003 is usual.")],
        ["FinalLearningRateShare"] =
            [(new() { FinalLearningRateShare = 1.5 }, "FinalLearningRateShare was 1.5; must be in [0, 1]; 0.2 is usual.")],
        ["Schedule"] = [(new() { Schedule = (LearningRateSchedule)9 }, "Schedule was 9; must be Linear, Cosine or Constant.")],
        ["Discount"] = [(new() { Discount = -0.1 }, "Discount was -0.1; must be in [0, 1]; 0.99 is usual.")],
        ["GaeLambda"] = [(new() { GaeLambda = 1.01 }, "GaeLambda was 1.01; must be in [0, 1]; 0.95 is usual.")],
        ["ClipRange"] = [(new() { ClipRange = 1 }, "ClipRange was 1; must be in (0, 1); 0.2 is usual.")],
        ["EntropyWeight"] = [
            (new() { EntropyWeight = double.PositiveInfinity }, "EntropyWeight was Infinity; must be in [0, 1]; 0.01 is usual.")],
        ["ValueWeight"] = [(new() { ValueWeight = -1 }, "ValueWeight was -1; must be in [0, 10]; 0.5 is usual.")],
        ["ValueClipRange"] =
            [(new() { ValueClipRange = -0.2 }, "ValueClipRange was -0.2; must be in [0, 1000]; 0 (off) is usual.")],
        ["GradientNormLimit"] =
            [(new() { GradientNormLimit = 0 }, "GradientNormLimit was 0; must be in (0, 1000]; 0.5 is usual.")],
        ["TargetKl"] = [(new() { TargetKl = -0.01 }, "TargetKl was -0.01; must be in [0, 10]; 0.01 is usual, 0 never stops.")],
        ["LeashWeight"] = [(new() { LeashWeight = 10.5 }, "LeashWeight was 10.5; must be in [0, 10]; 0 (off) is usual.")],
        ["LeashSteps"] = [(new() { LeashSteps = 0 }, "LeashSteps was 0; must be at least 1; 1,000,000 is usual.")],
        ["AdvantageNormalization"] =
            [(new() { AdvantageNormalization = (AdvantageNormalization)3 },
                "AdvantageNormalization was 3; must be Minibatch, Rollout or None.")],
    };

    private static readonly Dictionary<string, (TrainingSchedule Config, string Message)> Schedules = new()
    {
        ["EvaluateEverySteps"] =
            (new() { EvaluateEverySteps = 0 }, "EvaluateEverySteps was 0; expected at least 1; 50,000 is usual."),
        ["CheckpointEverySteps"] =
            (new() { CheckpointEverySteps = -1 }, "CheckpointEverySteps was -1; expected at least 1; 100,000 is usual."),
        ["PatienceEvaluations"] =
            (new() { PatienceEvaluations = -1 },
                "PatienceEvaluations was -1; expected 0 (never stop early) or more; 5 is usual."),
        ["KeepCheckpoints"] =
            (new() { KeepCheckpoints = -1 },
                "KeepCheckpoints was -1; expected 0 (keep all) or more; 3 is usual where checkpoints are large."),
        ["Selection"] = (new() { Selection = (ModelSelection)9 }, "Selection was 9; expected ValidationReward or Last."),
        ["KeepEveryCheckpoint"] =
            (new() { KeepEveryCheckpoint = -1 }, "KeepEveryCheckpoint was -1; expected 0 (none) or more; 10 is usual."),
        ["MinimumEvaluations"] =
            (new() { MinimumEvaluations = -1 }, "MinimumEvaluations was -1; expected 0 or more; 3 is usual."),
        ["AbsoluteImprovement"] =
            (new() { AbsoluteImprovement = double.NaN }, "AbsoluteImprovement was NaN; expected 0 or more; 0.05 is usual."),
        ["RelativeImprovement"] =
            (new() { RelativeImprovement = -1 }, "RelativeImprovement was -1; expected 0 or more; 0.02 is usual."),
        ["EvaluationEpisodes"] =
            (new() { EvaluationEpisodes = 0 }, "EvaluationEpisodes was 0; expected at least 1; 256 is usual."),
    };

    private static readonly Dictionary<string, (RunConfig Config, string Message)> Runs = new()
    {
        ["Name"] = (new() { Name = "a\n\u001b[2Jb" },
            "Name was 'a\\u000a\\u001b[2Jb'; expected a name that can be a folder's, e.g. 'phase1'."),
        ["Phase"] = (new() { Phase = 3 }, "Phase was 3; expected 1 (when to enter) or 2 (how to manage)."),
        ["Instrument"] = (new() { Instrument = " " }, "Instrument was ' '; expected a symbol, e.g. NQ."),
        ["Split"] = (new() { Split = (SplitPreset)5 }, "Split was 5; must be Chronological or SeventyThirty."),
        ["TrainShare"] = (new() { TrainShare = 1 }, "TrainShare was 1; must be in (0, 1); 0.7 is usual."),
        ["ValidationShare"] =
            (new() { ValidationShare = 0.3 },
                "TrainShare and ValidationShare were 0.7 and 0.3; their sum must be below 1, so that test days are left; 0.7 and "
                + "0.15 are usual."),
        ["EmbargoDays"] = (new() { EmbargoDays = -1 }, "EmbargoDays was -1; must be in [0, 365]; 1 is usual."),
        ["FeatureSet"] = (new() { FeatureSet = "" }, "FeatureSet was ''; expected a set's name, e.g. Base."),
        ["Environment"] = (new() { Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = int.MaxValue } }, "The "
            + "environment's configuration has 1 bad value(s): EnvironmentCount was 2147483647; expected a number in [1, "
            + "65536] (80 is usual)."),
        ["Ppo"] = (new() { Ppo = new() { Epochs = -1 } }, "Epochs was -1; must be in [1, 100]; 10 is usual."),
        ["CustomInstrument"] =
            (new() { Instrument = "GC", CustomInstrument = new() { Symbol = "GC", TickSize = 0.1 } },
                "The instrument 'GC' has 1 bad value(s): TickValueUsd and PointValueUsd were both left out; expected one of "
                + "them, e.g. \"TickValueUsd\": 10."),
        ["Schedule"] = (new() { Schedule = new() { EvaluateEverySteps = 3_000_000 } },
            "The run would never evaluate: it trains 2,007,040 steps and evaluates every 3,000,000. Set EvaluateEverySteps to at "
            + "most 2,007,040, or train longer."),
    };

    [Fact]
    public void Every_option_of_the_learner_that_can_be_impossible_is_refused_with_its_range()
    {
        Assert.Equal(Options<PpoConfig>(), Learner.Keys.Order(StringComparer.Ordinal));
        foreach ((PpoConfig config, string message) in Learner.Values.SelectMany(cases => cases))
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => config.Checked()).Message);
    }

    [Fact]
    public void Every_option_of_the_schedule_is_refused_with_its_range()
    {
        Assert.Equal(Options<TrainingSchedule>(), Schedules.Keys.Order(StringComparer.Ordinal));
        foreach ((TrainingSchedule schedule, string message) in Schedules.Values)
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => schedule.Checked(2_000_000)).Message);
    }

    [Fact]
    public void Every_option_of_a_run_is_refused_with_its_range()
    {
        // Rules have tests of their own beside RuleSet, a starting point beside
        // the curriculum, algorithms beside theirs; every seed is possible.
        Assert.Equal(Options<RunConfig>().Except(["Algorithm", "Rules", "Seed", "Start"]),
            Runs.Keys.Order(StringComparer.Ordinal));
        foreach ((RunConfig config, string message) in Runs.Values)
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => config.Checked()).Message);
        Assert.ThrowsAny<ArgumentException>(() => new RunConfig { Rules = new() { TargetCents = -1 } }.Checked());
    }

    [Fact]
    public void Every_preset_is_possible()
    {
        foreach (RunConfig config in (RunConfig[])[
            RunConfig.Phase1, RunConfig.Phase1Test, RunConfig.Original, RunConfig.LargeBatch])
            Assert.Same(config, config.Checked());
        Assert.Equal(RunConfig.Phase1.StepsPerUpdate, RunConfig.LargeBatch.StepsPerUpdate);
    }

    /// <summary>Options that have a wrong value: all that can be set but switches.</summary>
    private static IEnumerable<string> Options<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && property.PropertyType != typeof(bool)).Select(property => property.Name)
            .Order(StringComparer.Ordinal);
}
