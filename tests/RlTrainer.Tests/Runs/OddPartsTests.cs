using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Runs;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Tests.Runs;

/// <summary>What a researcher's own code does wrong ends in a sentence that names the part, the place and the remedy.</summary>
public sealed class OddPartsTests
{
    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;

    private static readonly RunConfig Small = RunConfig.Phase1Test with
    {
        FeatureSet = FeatureSet.PricesOnly,
        Environment = RunConfig.Phase1Test.Environment with { WindowBars = 5 },
    };

    [Fact]
    public void A_feature_that_reads_the_next_bar_is_refused_before_anything_is_trained()
    {
        Feature peek = Feature.Of("peek", (inputs, bar) => inputs.Bars.CloseTicks[Math.Min(bar + 1, inputs.Bars.Count - 1)]);
        string message = Assert.Throws<ArgumentException>(() => Prepared(peek)).Message;
        Assert.StartsWith("PricesOnly+peek: 'peek' looked ahead: its value at bar ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "A feature at bar t may use bars 0 to t only. Correct its formula; FeatureSet.ProveCausal tries it on more bars. "
            + "Nothing was started.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_answers_otherwise_each_time_is_refused_as_one_that_looks_ahead()
    {
        int calls = 0;
        Feature random = Feature.Of("random", (_, _) => ++calls % 7);
        Assert.Contains("'random' looked ahead", Assert.Throws<ArgumentException>(() => Prepared(random)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_beside_one_that_looks_ahead_is_not_blamed()
    {
        Feature early = Feature.Of("early", (_, bar) => bar < 100 ? float.NaN : 1f),
            peek = Feature.Of("peek", (inputs, bar) => inputs.Bars.CloseTicks[Math.Min(bar + 1, inputs.Bars.Count - 1)]);
        CausalityProof proof = FeatureSet.PricesOnly.With(early, peek).ProveCausal(Bars.SliceDays(0, 1), cuts: 1);
        Assert.Equal("peek", Assert.Single(proof.Violations).Feature);
    }

    [Fact]
    public void A_feature_that_fails_is_named_with_its_own_words()
    {
        Feature beyond = Feature.Of("beyond", (inputs, bar) => inputs.Bars.CloseTicks[bar + 1]);
        string message = Assert.Throws<ArgumentException>(() => Prepared(beyond)).Message;
        Assert.StartsWith("The feature 'beyond' failed on ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            ": Index was outside the bounds of the array. Correct its code; at bar t it may use bars 0 to t only.", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_is_never_a_number_is_not_trained_as_zeros() => Assert.StartsWith(
        "The feature 'nan' was no number at any of the ",
        Assert.Throws<ArgumentException>(() => Prepared(Feature.Of("nan", (_, _) => float.NaN))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_feature_that_is_infinite_is_not_trained_with_the_value_before()
    {
        Feature inverse = Feature.Of("inverse", (_, bar) => bar == 500 ? 1.0 / 0.0 : 1.0);
        string message = Assert.Throws<ArgumentException>(() => Prepared(inverse)).Message;
        Assert.StartsWith("The feature 'inverse' was infinite at bar 500 of ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "; expected a finite number, or NaN where it is not known yet. Correct its formula.", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_has_a_name() => Assert.Throws<ArgumentException>(() => Feature.Of(" ", (_, _) => 1f));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_reward_term_that_pays_no_number_is_named_with_the_bar(double paid, string text) => Assert.Equal(
        $"The reward term 'odd' paid {text} at bar 7; expected a finite number. Correct its formula.",
        Assert.Throws<InvalidOperationException>(
            () => RewardTerm.Of("odd", 1, _ => paid).Value(new RewardStep { Bar = 7 }, [])).Message);

    [Fact]
    public void A_policy_of_a_type_of_ones_own_is_named_as_well_and_what_it_orders_beyond_its_actions_is_refused()
    {
        FeatureTable table = PreparedMarket.Of(Bars, Small).Train;
        Assert.Matches(
            "^The policy 'own' failed at bar [0-9]+: my mistake. Correct its code.$",
            Assert.Throws<InvalidOperationException>(
                () => Backtest.Walk(new Own(() => throw new TimeoutException("my mistake")), table, Small.Environment,
                    Small.Rules))
                .Message);
        WalkedDays walked = Backtest.Walk(new Own(() => 99), table, Small.Environment, Small.Rules);
        Assert.Empty(walked.Journal.Fills);
        Assert.True(walked.RefusedOrders > 0);
    }

    [Fact]
    public void No_feature_at_all_is_refused_where_it_is_added() =>
        Assert.Throws<ArgumentNullException>(() => FeatureSet.PricesOnly.With((Feature)null!));

    [Fact]
    public void A_reward_term_that_fails_is_named_with_the_bar()
    {
        FormulaTerm term = RewardTerm.Of("broken", 1, 1, (_, memory) => memory[1]++);
        Assert.Equal(
            "The reward term 'broken' failed at bar 7: Index was outside the bounds of the array. Correct its formula; its "
            + "memory "
            + "holds 1 numbers.",
            Assert.Throws<InvalidOperationException>(() => term.Value(new RewardStep { Bar = 7 }, new double[1])).Message);
    }

    [Fact]
    public void An_entry_rule_that_fails_is_named_with_the_moment_and_its_half()
    {
        EntryRule rule = EntryRule.When("broken", _ => throw new TimeoutException("my mistake"),
            _ => throw new TimeoutException("my other mistake."));
        var moment = new EntryMoment(1_704_724_200, 1_704_706_200, new NodaTime.LocalDate(2024, 1, 8));      // 09:30 of that day
        Assert.Equal(
            "The entry rule 'broken' failed at 2024-01-08 09:30 New York: my mistake. Correct its code.",
            Assert.Throws<InvalidOperationException>(() => rule.Allows(moment)).Message);
        Assert.Equal(
            "The auditor's half of the entry rule 'broken' failed: my other mistake. Correct its code.",
            Assert.Throws<InvalidOperationException>(() => rule.Audit(default)).Message);
    }

    [Fact]
    public void An_account_rule_that_fails_is_named_with_the_part_that_failed()
    {
        var rule = new AccountRule("broken")
        {
            CountsTrade = _ => throw new TimeoutException("a"),
            CountsDay = _ => throw new TimeoutException("b"),
            MayEnter = _ => throw new TimeoutException("c"),
            MayLeave = _ => throw new TimeoutException("d"),
            MayPass = _ => throw new TimeoutException("e"),
            IsClosed = _ => throw new TimeoutException("f"),
            Audited = _ => throw new TimeoutException("g"),
        };
        (Action Ask, string Part, string Words)[] asked =
        [
            (() => rule.OfTrade(default), "CountsTrade", "a"), (() => rule.OfDay(default), "CountsDay", "b"),
            (() => rule.AllowsEntry(default), "MayEnter", "c"), (() => rule.AllowsLeaving(1), "MayLeave", "d"),
            (() => rule.AllowsPass(default), "MayPass", "e"), (() => rule.Closes(default), "IsClosed", "f"),
            (() => rule.Audit(new AuditedHistory()), "Audited", "g"),
        ];
        foreach ((Action ask, string part, string words) in asked)
            Assert.Equal(
                $"The account rule 'broken' failed in {part}: {words}. Correct its code.",
                Assert.Throws<InvalidOperationException>(ask).Message);
    }

    [Fact]
    public void A_policy_that_fails_or_names_no_side_is_named_with_the_bar()
    {
        FeatureTable table = PreparedMarket.Of(Bars, Small).Train;
        Assert.Matches(
            "^The policy 'odd' said 5 at bar [0-9]+; expected Side.Long, Side.Short or Side.Flat.$",
            Assert.Throws<InvalidOperationException>(() => Walk(table, _ => (Side)5)).Message);
        Assert.Matches(
            "^The policy 'odd' failed at bar [0-9]+: my mistake. Correct its function; at bar t it may use bars 0 to t only.$",
            Assert.Throws<InvalidOperationException>(() => Walk(table, _ => throw new TimeoutException("my mistake"))).Message);
    }

    [Fact]
    public void Two_parts_of_one_name_are_refused_and_one_part_twice_is_not()
    {
        IDefinition one = Feature.Of("x", (_, _) => 1f), other = Feature.Of("x", (_, _) => 2f),
            term = RewardTerm.Of("x", 1, _ => 0);
        string text = RunJson.Write(Small);
        Assert.Equal(
            "Two of the parts are a feature called 'x'; a name stands for one. Pass the one that the run was made with.",
            Assert.Throws<ArgumentException>(() => RunJson.Read<RunConfig>(text, "config.json", [one, term, other])).Message);
        Assert.Equal(Small, RunJson.Read<RunConfig>(text, "config.json", [one, term, one, null!]));
    }

    private static PreparedMarket Prepared(Feature feature) =>
        PreparedMarket.Of(Bars, Small with { FeatureSet = FeatureSet.PricesOnly.With(feature) });

    private static PolicyEvaluation Walk(FeatureTable table, Func<int, Side> side) =>
        Backtest.Run(BarPolicy.Of("odd", side), table, Small.Environment, Small.Rules, 1);

    private sealed class Own(Func<int> choose) : IPolicy
    {
        public string Name => "own";

        public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions) => actions.Fill(choose());
    }
}
