using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RunDoctorTests
{
    internal static DoctorFigures Healthy(int update) => new()
    {
        Steps = 1000L * (update + 1),
        HoldShare = 0.8,
        LongShare = 0.11,
        ShortShare = 0.09,
        DecisionShare = 0.4,
        Entropy = 0.9,
        LargestKl = 0.02,
        ClipFraction = 0.1,
        ExecutedShare = 0.8,
        ValueLoss = 0.3,
        ExplainedVariance = 0.5,
        WeightChange = 1e-3,
        DeadUnitShare = 0.1,
        RewardTerms = [new("RiskAdjustedReturn", 0.001, 0.04), new("TargetProgress", 0.002, 0.01), new("Growth", 0.0, 0.0001)],
    };

    [Fact]
    public void A_healthy_run_has_no_findings() => Assert.Empty(RunDoctor.Findings(Run(30)));

    [Fact]
    public void Nothing_is_said_before_five_updates() =>
        Assert.Empty(RunDoctor.Findings(Run(4, figures => figures with { HoldShare = 1.0 })));

    [Fact]
    public void A_policy_that_only_holds_is_named_with_cause_and_remedy()
    {
        DoctorFinding finding =
            Assert.Single(RunDoctor.Findings(
                Run(10, figures => figures with { HoldShare = 0.999, LongShare = 0.0005, ShortShare = 0.0005 })));
        Assert.Equal(DoctorConcern.CollapseToHold, finding.Concern);
        Assert.Equal(
            "step 10,000: 99.9 % of the decisions hold. "
            + "Cause: Entries cost more than they bring, as far as the policy has seen: costs, stop-outs or penalties outweigh "
            + "them, or exploration ended before one paid. "
            + "Remedy: Check in the reward lab that a good trade pays more than holding; raise the entropy weight (0.01 → 0.02); "
            + "check on planted data that the features carry a signal at all.",
            finding.ToString());
    }

    [Theory]
    [InlineData(0.19, 0.01, "95.0 % of the entries are long.")]
    [InlineData(0.01, 0.19, "95.0 % of the entries are short.")]
    public void Entries_of_one_side_are_named(double longs, double shorts, string found) =>
        Only(DoctorConcern.OneSidedEntries, found, figures => figures with { LongShare = longs, ShortShare = shorts });

    [Fact]
    public void Masks_that_forbid_nearly_everything_are_named() =>
        Only(DoctorConcern.MaskStarvation, "2.0 % of the steps leave a choice.", figures =>
            figures with { DecisionShare = 0.02 });

    [Theory]
    [InlineData(0.2, false)]                                                 // the limit of the forecast before training
    [InlineData(0.21, true)]
    public void Trades_whose_costs_take_more_than_a_fifth_of_their_risk_are_named(double costPerR, bool isNamed)
    {
        IReadOnlyList<DoctorFinding> found = RunDoctor.Findings(
            Run(10, figures => figures.Steps % 2000 == 0 ? figures : figures with { CostPerR = costPerR }));
        Assert.Equal(isNamed ? [DoctorConcern.DearTrades] : [], found.Select(finding => finding.Concern));
    }

    [Fact]
    public void An_entropy_far_below_the_first_is_named() =>
        Only(DoctorConcern.EntropyCollapse, "The entropy is 0.009 nats, 1.0 % of the first update's.", figures =>
            figures with { Entropy = 0.009 });

    [Fact]
    public void A_spike_of_the_KL_is_named() =>
        Only(DoctorConcern.KlSpikes, "A minibatch moved the policy by a KL of 0.35.", figures =>
            figures with { LargestKl = figures.Steps == 27_000 ? 0.35 : 0.01 });

    [Fact]
    public void Updates_that_stop_early_are_named() =>
        Only(DoctorConcern.EarlyKlStops, "10.0 % of the planned minibatches were executed.", figures =>
            figures with { ExecutedShare = 0.1 });

    [Fact]
    public void Clipping_of_most_ratios_is_named() =>
        Only(DoctorConcern.Clipping, "60.0 % of the ratios are clipped.", figures => figures with { ClipFraction = 0.6 });

    [Fact]
    public void Dead_units_are_named() =>
        Only(DoctorConcern.DeadUnits, "75.0 % of the hidden units are 0 for every state.", figures =>
            figures with { DeadUnitShare = 0.75 });

    [Fact]
    public void An_engine_that_does_not_count_dead_units_gives_no_finding() =>
        Assert.Empty(RunDoctor.Findings(Run(30, figures => figures with { DeadUnitShare = null })));

    [Fact]
    public void A_value_loss_ten_times_its_median_is_named() =>
        Only(DoctorConcern.ValueLossBlowUp, "The value loss is 6; the median before was 0.3.", figures =>
            figures with { ValueLoss = 6.0 });

    [Fact]
    public void A_term_that_drowns_the_others_is_named() =>
        // Root mean squares: 1, 0.02 and 0.01; 1 / 1.03 = 97.1 %.
        Only(DoctorConcern.DominantRewardTerm, "The term TradeQuality is 97.1 % of the reward.", figures => figures with
        {
            RewardTerms = [new("TradeQuality", 0.0, 1.0), new("Growth", 0.0, 0.0004), new("SideBalance", 0.0, 0.0001)],
        });

    [Fact]
    public void A_single_term_is_not_called_dominant() =>
        Assert.Empty(RunDoctor.Findings(Run(30, figures => figures with { RewardTerms = [new("PlainPnl", 0.0, 1.0)] })));

    [Fact]
    public void A_term_that_never_varies_is_named() =>
        Only(DoctorConcern.ConstantRewardTerm, "The term HoldingTime paid 0 at every step.", figures => figures with
        {
            RewardTerms = [.. figures.RewardTerms, new("HoldingTime", 0.0, 0.0)],
        });

    [Fact]
    public void Weights_that_do_not_move_are_named() =>
        Only(DoctorConcern.WeightsDoNotMove, "No update changed the weights by more than 0.0e0 of their size.", figures =>
            figures with { WeightChange = 0.0 });

    [Fact]
    public void Training_that_rises_while_validation_falls_is_named()
    {
        // Evaluated every 5,000 steps; the last four, at 15,000 to 30,000: training 0.15 to 0.30, validation 0.85 to 0.70.
        DoctorFinding finding =
            Assert.Single(RunDoctor.Findings(Run(30, figures => figures.Steps % 5000 != 0 ? figures : figures with
            {
                TrainReward = figures.Steps / 1e5,
                ValidationReward = 1.0 - figures.Steps / 1e5,
            }), new DoctorLimits { Evaluations = 4 }));
        Assert.Equal(DoctorConcern.TrainValidationDivergence, finding.Concern);
        Assert.Equal("Over 4 evaluations the training reward rose by 0.15 and the validation reward fell by 0.15.",
            finding.Found);
    }

    [Fact]
    public void Training_and_validation_that_rise_together_are_no_finding() =>
        Assert.Empty(RunDoctor.Findings(
            Run(30, figures => figures with { TrainReward = figures.Steps / 1e4, ValidationReward = figures.Steps / 2e4 })));

    [Fact]
    public void Trouble_that_is_over_is_not_reported()
    {
        List<DoctorFigures> figures = [.. Run(10, figures => figures with { HoldShare = 1.0 }), .. Run(10)];
        Assert.Empty(RunDoctor.Findings(figures));
    }

    [Fact]
    public void Impossible_limits_are_refused()
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => RunDoctor.Findings(Run(3), new DoctorLimits { WindowUpdates = 0 }));
        Assert.Equal("WindowUpdates was 0; must be at least 1; 5 is usual.", error.Message);
    }

    private static List<DoctorFigures> Run(int updates, Func<DoctorFigures, DoctorFigures>? change = null) =>
        [.. Enumerable.Range(0, updates).Select(Healthy).Select(figures => change?.Invoke(figures) ?? figures)];

    /// <summary>20 healthy updates, then 10 changed ones: exactly one finding, at the last step.</summary>
    private static void Only(DoctorConcern concern, string found, Func<DoctorFigures, DoctorFigures> change)
    {
        DoctorFigures[] figures =
            [.. Enumerable.Range(0, 30).Select(update => update < 20 ? Healthy(update) : change(Healthy(update)))];
        DoctorFinding finding = Assert.Single(RunDoctor.Findings(figures));
        Assert.Equal(concern, finding.Concern);
        Assert.Equal(found, finding.Found);
        Assert.Equal(30_000, finding.Steps);
        Assert.False(string.IsNullOrWhiteSpace(finding.Cause) || string.IsNullOrWhiteSpace(finding.Remedy));
    }
}
