using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Evaluation;

/// <summary>The gate lets an edge through, keeps chance out, and says when it cannot tell.</summary>
public sealed class EdgeGateTests
{
    private static readonly EdgeGateConfig s_fewDays = new() { FewestDays = 30 };

    /// <summary>
    /// Day 0 earned 10 and 20, day 2 lost 6: mean 24/3 = 8. Day 0 lies 30 − 2 · 8 = 14 above, day 2 −6 − 8 = −14: squares
    /// 392, times 2/1 is 784, whose root is 28; over 3 entries 28/3. As if independent it would be 13/√3 = 7.5: too sure.
    /// </summary>
    [Fact]
    public void The_error_of_a_mean_is_clustered_by_day()
    {
        var mean = ClusteredMean.Of([10, 20, -6], [0, 0, 2], 3);
        Assert.Equal(8.0, mean.Mean, 1e-12);
        Assert.Equal(28.0 / 3, mean.Error, 1e-12);
        Assert.Equal(2, mean.Clusters);
        Assert.Equal(0.0, ClusteredMean.Of([10, 20], [1, 1], 3).Error);            // one day says nothing about another
    }

    /// <summary>Φ(2) = 0.97725; of ten models each may err with (1 −
    /// 0.97725)/10 = 0.002275, which is 2.837 standard errors.</summary>
    [Fact]
    public void More_models_tried_ask_for_a_clearer_edge()
    {
        Assert.Equal(2.0, new EdgeGateConfig().Limit);
        Assert.Equal(2.837, new EdgeGateConfig { Trials = 10 }.Limit, 1e-3);
    }

    [Theory]
    [InlineData("FewestDays was 1; expected at least 2 (500 is usual).")]
    [InlineData("Trials was 0; expected at least 1.")]
    [InlineData("StandardErrors was 0; expected a number in (0, 10] (2 is usual).")]
    [InlineData("Shares was [1, 1.5]; expected at least one share in (0, 1] (1, 0.5, 0.25 and 0.1 are usual).")]
    public void A_bad_option_is_named(string message)
    {
        EdgeGateConfig config = message[0] switch
        {
            'F' => new EdgeGateConfig { FewestDays = 1 },
            'T' => new EdgeGateConfig { Trials = 0 },
            _ when message.StartsWith("St", StringComparison.Ordinal) => new EdgeGateConfig { StandardErrors = 0 },
            _ => new EdgeGateConfig { Shares = [1, 1.5] },
        };
        Assert.Equal(message, Assert.Throws<ArgumentException>(config.Checked).Message);
    }

    [Fact]
    public void Who_knows_the_planted_drift_passes_and_who_guesses_does_not()
    {
        (SyntheticMarket market, EntryOutcomes outcomes) = Made(PlantedSignal.Fast);
        sbyte[] sides = SideRules.Oracle(market, market.Minutes);
        float[] knows = [.. outcomes.Bars.ToArray().Select(bar => (float)sides[bar])], guesses = Guesses(outcomes, seed: 3);
        EdgeVerdict known = EdgeGate.Judge(knows, outcomes, s_fewDays), guessed = EdgeGate.Judge(guesses, outcomes, s_fewDays);
        Assert.Equal(EdgeOutcome.EdgeFound, known.Outcome);
        Assert.StartsWith("edge found: $", known.InWords, StringComparison.Ordinal);
        Assert.True(known.Best!.InErrors > 3);
        Assert.Equal(EdgeOutcome.NoEdgeFound, guessed.Outcome);
        Assert.StartsWith("no edge found: flat (at best $", guessed.InWords, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_guessers_on_a_market_without_signal_are_all_refused()
    {
        EntryOutcomes outcomes = Made(PlantedSignal.None).Outcomes;
        Assert.All(Enumerable.Range(0, 20), seed => Assert.Equal(
            EdgeOutcome.NoEdgeFound, EdgeGate.Judge(Guesses(outcomes, (ulong)seed), outcomes, s_fewDays).Outcome));
    }

    [Fact]
    public void Too_few_days_decide_nothing_and_say_what_could_not_be_seen()
    {
        (SyntheticMarket market, EntryOutcomes outcomes) = Made(PlantedSignal.Fast);
        sbyte[] sides = SideRules.Oracle(market, market.Minutes);
        EdgeVerdict verdict =
            EdgeGate.Judge([.. outcomes.Bars.ToArray().Select(bar => (float)sides[bar])], outcomes, new EdgeGateConfig());
        Assert.Equal(EdgeOutcome.TooFewDays, verdict.Outcome);
        Assert.StartsWith("not decided: 40 validation days are too few to tell an edge from luck, 500 are asked for (at best $",
            verdict.InWords, StringComparison.Ordinal);
        Assert.Contains("an entry could be seen)", verdict.InWords, StringComparison.Ordinal);
    }

    [Fact]
    public void One_day_is_too_few_in_the_singular() => Assert.Equal(
        "not decided: 1 validation day is too few to tell an edge from luck, 500 are asked for (the model enters on none "
        + "of them)",
        new EdgeVerdict(EdgeOutcome.TooFewDays, 1, 500, 2, 1, []).InWords);

    [Fact]
    public void A_model_that_never_enters_has_no_edge()
    {
        EntryOutcomes outcomes = Made(PlantedSignal.None).Outcomes;
        EdgeVerdict verdict = EdgeGate.Judge(new float[outcomes.Count], outcomes, s_fewDays);
        Assert.Equal("no edge found: flat (the model enters on none of the 40 validation days)", verdict.InWords);
        Assert.Empty(verdict.Lines);
    }

    [Fact]
    public void A_line_counts_the_most_certain_entries_and_their_own_side()
    {
        EntryOutcomes outcomes = Made(PlantedSignal.None).Outcomes;
        float[] leads = new float[outcomes.Count];
        (leads[5], leads[60], leads[400]) = (0.5f, -2f, 1f);
        EdgeVerdict verdict = EdgeGate.Judge(leads, outcomes, s_fewDays with { Shares = [1, 0.34] });
        Assert.Equal(3, verdict.Lines[0].Entries);
        Assert.Equal((outcomes.BuyCents[5] + outcomes.SellCents[60] + outcomes.BuyCents[400]) / 300.0,
            verdict.Lines[0].MeanUsd, 1e-9);
        Assert.Equal(0.5, verdict.Lines[0].LeastLead, 1e-6);
        Assert.Equal(2, verdict.Lines[1].Entries);                                // the upper 34 % of three are two
        Assert.Equal((outcomes.SellCents[60] + outcomes.BuyCents[400]) / 200.0, verdict.Lines[1].MeanUsd, 1e-9);
    }

    [Fact]
    public void A_models_lead_is_its_better_sides_logit_over_holds()
    {
        EntryOutcomes outcomes = Made(PlantedSignal.None).Outcomes;
        using var engine = new CpuEngine(outcomes.Layout, new NetworkShape(outcomes.Layout.Size, [16], 3), seed: 4, threads: 1);
        DenseNormalizer normalizer = DenseNormalizer.Identity(outcomes.Layout.DenseCount);
        float[] leads = EdgeGate.Leads(engine, normalizer, outcomes), logits = new float[3];
        foreach (int row in new[] { 0, 77, outcomes.Count - 1 })
        {
            int dense = outcomes.Layout.DenseCount;
            engine.Logits(new Observations(
                new[] { outcomes.Bars[row] }, outcomes.Dense.Slice(row * dense, dense).ToArray()), logits);
            float buy = logits[1] - logits[0], sell = logits[2] - logits[0];
            Assert.Equal(buy >= sell ? Math.Max(0, buy) : -Math.Max(0, sell), leads[row], 1e-6f);
        }
        Assert.Equal(EdgeGate.Judge(leads, outcomes, s_fewDays), EdgeGate.Judge(engine, normalizer, outcomes, s_fewDays));
    }

    [Fact]
    public void A_model_that_manages_is_judged_by_what_its_own_management_makes_of_its_entries()
    {
        EntryOutcomes held = Made(PlantedSignal.None, EnvironmentConfig.Phase2).Outcomes;
        using var engine = new CpuEngine(held.Layout, new NetworkShape(held.Layout.Size, [16], 9), seed: 4, threads: 1);
        DenseNormalizer normalizer = DenseNormalizer.Identity(held.Layout.DenseCount);
        EdgeVerdict managed = EdgeGate.Judge(engine, normalizer, held, s_fewDays);
        EdgeVerdict kept = EdgeGate.Judge(EdgeGate.Leads(engine, normalizer, held), held, s_fewDays);
        Assert.True(managed.IsManaged);
        Assert.Contains(" a managed entry, ", managed.InWords, StringComparison.Ordinal);
        // the same entries, other profits: random weights close and trail at once
        Assert.Equal(kept.Lines.Select(line => (line.Share, line.Entries)),
            managed.Lines.Select(line => (line.Share, line.Entries)));
        Assert.NotEqual(kept.Lines[0].MeanUsd, managed.Lines[0].MeanUsd);
        Assert.NotEqual(kept, kept with { IsManaged = true });
        using var three = new CpuEngine(held.Layout, new NetworkShape(held.Layout.Size, [16], 3), seed: 4, threads: 1);
        Assert.Equal("The engine has 3 actions; the outcomes were made for 9. Use the run's own configuration.",
            Assert.Throws<ArgumentException>(() => EdgeGate.Judge(three, normalizer, held, s_fewDays)).Message);
    }

    /// <summary>
    /// By hand: 3 models ask the clearest for Φ⁻¹(1 − 0.02275/3) = 2.428, the next for Φ⁻¹(1 − 0.02275/2) = 2.278, the last for
    /// 2. Means of 2.5, 2.1 and 2.2 errors: 2.5 clears 2.428, 2.2 does not clear 2.278, and 2.1 then fails although it clears 2.
    /// </summary>
    [Fact]
    public void The_clearest_of_several_models_must_clear_the_limit_of_all_and_from_the_first_that_fails_on_none_passes()
    {
        EdgeVerdict[] alone = [.. new[] { 2.1, 2.5, 2.2 }.Select(errors => Verdict(errors, EdgeOutcome.EdgeFound))];
        IReadOnlyList<EdgeVerdict> together = EdgeSelection.Of(alone, new EdgeGateConfig());
        Assert.Equal([EdgeOutcome.NoEdgeFound, EdgeOutcome.EdgeFound, EdgeOutcome.NoEdgeFound],
            together.Select(verdict => verdict.Outcome));
        Assert.Equal(2.428, together[1].Limit, 1e-3);
        Assert.Equal(2.278, together[2].Limit, 1e-3);
        Assert.Equal(2.0, together[0].Limit, 1e-9);
        Assert.Equal([1, 3, 2], together.Select(verdict => verdict.Trials));
        Assert.Equal(EdgeOutcome.EdgeFound, EdgeSelection.Of(alone[..1], new EdgeGateConfig())[0].Outcome);
    }

    [Fact]
    public void Choosing_among_models_lets_none_through_that_would_not_pass_alone_and_leaves_too_few_days_undecided()
    {
        IReadOnlyList<EdgeVerdict> together = EdgeSelection.Of(
            [Verdict(1.9, EdgeOutcome.NoEdgeFound), Verdict(9, EdgeOutcome.TooFewDays),
                new EdgeVerdict(EdgeOutcome.NoEdgeFound, 600, 500, 2, 1, [])], new EdgeGateConfig());
        Assert.Equal([EdgeOutcome.NoEdgeFound, EdgeOutcome.TooFewDays, EdgeOutcome.NoEdgeFound],
            together.Select(verdict => verdict.Outcome));
        Assert.Empty(EdgeSelection.Of([], new EdgeGateConfig()));
    }

    private static EdgeVerdict Verdict(double errors, EdgeOutcome outcome) =>
        new(outcome, 600, 500, 2, 1, [new EdgeLine(1, 0.1, 900, 500, 10 * errors, 10), new EdgeLine(0.5, 0.2, 450, 400, 5, 10)]);

    private static (SyntheticMarket Market, EntryOutcomes Outcomes) Made(
        PlantedSignal signal, EnvironmentConfig? config = null)
    {
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = 40, Seed = 11, Signal = signal });
        FeatureTable table = FeatureSet.Base.Compute(market.Minutes);
        return (market, EntryOutcomes.Of(
            FeatureNormalizer.Fit(table).Apply(table), config ?? EnvironmentConfig.Phase1, new RuleSet()));
    }

    private static float[] Guesses(EntryOutcomes outcomes, ulong seed)
    {
        Rng draws = Rng.Stream(seed, "guesses");
        float[] leads = new float[outcomes.Count];
        for (int row = 0; row < leads.Length; row++) leads[row] = draws.NextInt32(20) == 0 ? (float)draws.NextGaussian() : 0f;
        return leads;
    }
}
