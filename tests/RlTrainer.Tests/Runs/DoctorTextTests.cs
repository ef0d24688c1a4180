using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.RunHost;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Every finding of the run doctor in full: what was seen, its usual cause, and what to do.</summary>
public sealed class DoctorTextTests : IDisposable
{
    private static readonly Dictionary<DoctorConcern, (Func<DoctorFigures, DoctorFigures> Ill, string Text)> Cases = new()
    {
        [DoctorConcern.CollapseToHold] = (figures => figures with { HoldShare = 1.0, LongShare = 0.0, ShortShare = 0.0 },
            "step 30,000: 100.0 % of the decisions hold. Cause: Entries cost more than they bring, as far as the policy has "
            + "seen: costs, stop-outs or penalties outweigh them, or exploration ended before one paid. "
            + "Remedy: Check in the reward lab that a good trade pays more than holding; raise the entropy weight (0.01 → 0.02); "
            + "check on planted data that the features carry a signal at all."),
        [DoctorConcern.OneSidedEntries] = (figures => figures with { LongShare = 0.2, ShortShare = 0.0 },
            "step 30,000: 100.0 % of the entries are long. Cause: The training days drift in that direction, and one side alone "
            + "earns the drift. "
            + "Remedy: Compare with the buy-and-hold yardstick; raise the weight of the side-balance term; train on days of both "
            + "directions."),
        [DoctorConcern.MaskStarvation] = (figures => figures with { DecisionShare = 0.01 },
            "step 30,000: 1.0 % of the steps leave a choice. Cause: Masks forbid nearly everything: a narrow entry window, "
            + "pacing limits, daily pauses or positions that are held long. "
            + "Remedy: Count minibatches by decisions; use more environments; widen the entry window or the pacing limits."),
        [DoctorConcern.DearTrades] = (figures => figures with { CostPerR = 0.43 },
            "step 30,000: A trade costs 43 % of what its stop risks. Cause: Commissions, fees and slippage are the same however "
            + "near the stop is, and the stops are near. "
            + "Remedy: Widen stop and target alike (--set Environment.StopAtr and TargetAtr; rltrainer train says before it "
            + "begins from which StopAtr on costs stay at 20 %); leave the night out (--set "
            + "Environment.EntryWindow=RegularSession)."),
        [DoctorConcern.EntropyCollapse] = (figures => figures with { Entropy = 0.0009 },
            "step 30,000: The entropy is 0.0009 nats, 0.1 % of the first update's. Cause: The policy is all but certain and "
            + "explores no more, so it can no longer find anything better. "
            + "Remedy: Raise the entropy weight (0.01 → 0.02), lower the learning rate, or stop here if validation is as good as "
            + "it should be."),
        [DoctorConcern.KlSpikes] = (figures => figures with { LargestKl = 0.5 },
            "step 30,000: A minibatch moved the policy by a KL of 0.5. Cause: Steps are too long for the noise of a minibatch: a "
            + "high learning rate, few decisions in a batch, or single huge advantages. "
            + "Remedy: Lower the learning rate, raise the batch size or count it in decisions, and keep the KL target at 0.01."),
        [DoctorConcern.EarlyKlStops] = (figures => figures with { ExecutedShare = 0.05 },
            "step 30,000: 5.0 % of the planned minibatches were executed. Cause: The KL limit ends updates early, so most of "
            + "each rollout is not used. "
            + "Remedy: Lower the learning rate or plan fewer epochs; a higher KL target uses more data at more risk."),
        [DoctorConcern.Clipping] = (figures => figures with { ClipFraction = 0.75 },
            "step 30,000: 75.0 % of the ratios are clipped. Cause: The policy leaves the clip range early in an update; clipped "
            + "samples give no gradient. "
            + "Remedy: Lower the learning rate or the number of epochs."),
        [DoctorConcern.DeadUnits] = (figures => figures with { DeadUnitShare = 0.9 },
            "step 30,000: 90.0 % of the hidden units are 0 for every state. Cause: Large steps pushed biases so far down that "
            + "ReLU units never open again; they learn nothing more. "
            + "Remedy: Start again with a lower learning rate or a lower gradient-norm limit; check that observations are "
            + "normalised."),
        [DoctorConcern.ValueLossBlowUp] = (figures => figures with { ValueLoss = 3.3 },
            "step 30,000: The value loss is 3.3; the median before was 0.3. Cause: The returns changed scale faster than the "
            + "value network follows: rewards are not normalised, or rare rewards are huge. "
            + "Remedy: Normalise rewards, lower the weight of the term with the rare large values, lower the learning rate."),
        [DoctorConcern.DominantRewardTerm] =
            (figures => figures with { RewardTerms = [new("TradeQuality", 0.0, 1.0), new("Growth", 0.0, 1e-6)] },
            "step 30,000: The term TradeQuality is 99.9 % of the reward. Cause: Its weight or scale drowns the others: the "
            + "policy learns this term only. "
            + "Remedy: Lower its weight or raise the others', or switch the others off and say so."),
        [DoctorConcern.ConstantRewardTerm] =
            (figures => figures with
            {
                RewardTerms = [
                new("TargetProgress", 0.0, 0.01), new("TradeQuality", 0.0, 0.01), new("Growth", 0.25, 0.0)]
            },
            "step 30,000: The term Growth paid 0.25 at every step. Cause: Nothing the policy did reached what the term pays for, "
            + "or its inputs never change. "
            + "Remedy: Check the term in the reward lab; a term that cannot vary teaches nothing and can be switched off."),
        [DoctorConcern.WeightsDoNotMove] = (figures => figures with { WeightChange = 2e-9 },
            "step 30,000: No update changed the weights by more than 2.0e-9 of their size. Cause: The learning rate has run out, "
            + "or the KL limit stops every update before its first step. "
            + "Remedy: Look at the learning rate and the executed minibatches; raise the KL target if none is executed."),
        [DoctorConcern.TrainValidationDivergence] =
            (figures => figures with { TrainReward = figures.Steps / 1e4, ValidationReward = -figures.Steps / 1e4 },
            "step 30,000: Over 4 evaluations the training reward rose by 0.3 and the validation reward fell by 0.3. Cause: The "
            + "policy learns the training days by heart. "
            + "Remedy: Use the best model, not the last; stop earlier, use a smaller network or fewer features, or train on "
            + "more days."),
    };

    private readonly RunFolder _folder = new(Directory.CreateTempSubdirectory("doctor-").FullName);

    public static TheoryData<DoctorConcern> Concerns => [.. Enum.GetValues<DoctorConcern>().Except([DoctorConcern.NoEdge])];

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [MemberData(nameof(Concerns))]
    public void Every_concern_is_found_and_told_with_cause_and_remedy(DoctorConcern concern)
    {
        (Func<DoctorFigures, DoctorFigures> ill, string text) = Cases[concern];
        DoctorFigures[] figures =
            [.. Enumerable.Range(0, 30)
                .Select(update => update < 20 ? RunDoctorTests.Healthy(update) : ill(RunDoctorTests.Healthy(update)))];
        DoctorFinding finding = Assert.Single(RunDoctor.Findings(figures));
        Assert.Equal(concern, finding.Concern);
        Assert.Equal(text, finding.ToString());
    }

    /// <summary>The gate speaks when the run is over; no figure of an update tells it.</summary>
    [Fact]
    public void A_model_without_an_edge_is_a_finding_that_says_not_to_trade_it()
    {
        var refused = new EdgeVerdict(EdgeOutcome.NoEdgeFound, 600, 500, 2, 1, []);
        Assert.Equal(
            "step 512,000: The gate did not let the model through: no edge found: flat (the model enters on none of the 600 "
                + "validation days). "
            + "Cause: The features carry no signal that pays its costs on these days, or the run was too short to find it. "
            + "Remedy: Ask `rltrainer probe` what the features carry before training longer; try other features, stops or "
            + "hours; do not trade this model.",
            RunGate.Finding(refused, 512_000)!.ToString());
        Assert.Equal(DoctorConcern.NoEdge, RunGate.Finding(refused, 1)!.Concern);
        Assert.Null(RunGate.Finding(refused with { Outcome = EdgeOutcome.EdgeFound }, 1));
        Assert.Null(RunGate.Finding(refused with { Outcome = EdgeOutcome.TooFewDays }, 1));
        Assert.Null(RunGate.Finding(null, 1));
    }

    [Fact]
    public void Units_whose_biases_were_pushed_far_down_are_counted_dead_by_the_engine()
    {
        using var engine = new CpuEngine(new ObservationLayout(0, 0, 2), new NetworkShape(2, [40, 8], 2), 1, threads: 1);
        PolicyWeights weights = engine.Weights();
        weights["policy.0.bias"].Values.AsSpan(0, 36).Fill(-1000f);
        engine.Load(weights);
        engine.Evaluate(new Observations([0, 0], [0.5f, -0.5f, 1f, 1f]), new float[4], new float[2]);
        (double policy, double value) = engine.DeadUnits();
        // 36 of 48 hidden units of the policy network, at least
        Assert.InRange(policy, 36.0 / 48, 1.0);
        Assert.InRange(value, 0.0, 0.6);
    }

    [Fact]
    public void What_the_doctor_found_stands_in_progress_log_summary_and_report()
    {
        RunConfig idle = HostedRun.Config with { Ppo = HostedRun.Config.Ppo with { LearningRate = 1e-12 } };
        var bars = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;
        string[] shown;
        using (TrainingRun run = TrainingRun.Start(idle, PreparedMarket.Of(bars, idle), _folder, threads: 1))
            shown = [.. run.Run().SelectMany(progress => progress.Findings)
                .Where(finding => finding.Concern == DoctorConcern.WeightsDoNotMove).Select(finding => finding.Found).Distinct()];
        Assert.NotEmpty(shown);
        Assert.All(shown, found =>
            Assert.StartsWith("No update changed the weights by more than", found, StringComparison.Ordinal));
        Assert.Contains(File.ReadLines(_folder.Log), line =>
            line.StartsWith("doctor: step 640: No update changed the weights", StringComparison.Ordinal));
        Checkpoint model = CheckpointFile.Read(_folder.Final(1));
        Comparison comparison = EvaluationRun.OnTestDays(model, bars);
        string report = File.ReadAllText(
            EvaluationRun.Write(comparison, model, Path.Combine(_folder.Path, "report"), _folder)[0]);
        Assert.Contains("No update changed the weights by more than", report, StringComparison.Ordinal);
        Assert.Contains("The learning rate has run out, or the KL limit stops every update before its first step.", report,
            StringComparison.Ordinal);
        Assert.Contains("Look at the learning rate and the executed minibatches", report, StringComparison.Ordinal);
    }
}
