using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>A branch is what the environment itself would have done, and leaves no trace.</summary>
public sealed class BranchTests
{
    private const double Discount = 0.99;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 24).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_branch_ends_where_playing_the_action_and_holding_ends(ulong seed)
    {
        Scenario scenario = Scenario.Of(seed);
        var environment = new OneEnvironment(scenario);
        Rng draws = Rng.Stream(seed, "branch test");
        int compared = 0;
        for (int decision = 0; decision < 40; decision++)
        {
            environment.All.SeekDecisions();
            byte[] state = environment.All.SaveState();
            byte[] masks = environment.Masks();
            Branched branched = environment.Branch(masks);
            Assert.Equal(state, environment.All.SaveState());                     // a branch leaves no trace
            for (int action = 0; action < masks.Length; action++)
            {
                if (masks[action] == 0) continue;
                environment.All.RestoreState(state);
                (double reward, double discount, EpisodeEnd end) = environment.PlayThenHold(action);
                string where = $"seed {seed}, decision {decision}, {scenario.Config.Actions.Actions[action]}";
                Assert.Equal((where, reward, discount, end),
                    (where, branched.Rewards[action], branched.Discounts[action], branched.Ends[action]));
                (int bar, float[] dense) = environment.Observed();
                Assert.Equal((where, bar), (where, branched.Bars[action]));
                Assert.Equal(dense, branched.DenseOf(action));
                compared++;
            }
            environment.All.RestoreState(state);
            environment.Decide(Legal(masks, ref draws));
        }
        Assert.True(compared >= 80, $"only {compared} branches were compared");
    }

    /// <summary>A rule that enters, closes, tightens or trails by the bar's number, so that branches of different lengths and
    /// actions meet; once to the exit, once for a few bars alone, once beyond the exit.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_managed_branch_ends_where_playing_the_action_and_then_the_rule_ends(ulong seed)
    {
        BranchReach[] reaches = [BranchReach.ToTheExit, new(3, 0), new(0, 40), new(12, 25)];
        BranchReach reach = reaches[seed % 4];
        Scenario scenario = Scenario.Of(seed);
        var environment = new OneEnvironment(scenario);
        Rng draws = Rng.Stream(seed, "managed branch test");
        int compared = 0, managed = 0;
        for (int decision = 0; decision < 25; decision++)
        {
            environment.All.SeekDecisions();
            byte[] state = environment.All.SaveState(), masks = environment.Masks();
            Branched branched = environment.Branch(masks, ByBar, reach);
            Assert.Equal(state, environment.All.SaveState());
            for (int action = 0; action < masks.Length; action++)
            {
                if (masks[action] == 0) continue;
                environment.All.RestoreState(state);
                (double reward, double discount, EpisodeEnd end, int choices) = environment.PlayThenRule(action, reach);
                string where = $"seed {seed}, decision {decision}, {scenario.Config.Actions.Actions[action]}";
                Assert.Equal((where, reward, discount, end),
                    (where, branched.Rewards[action], branched.Discounts[action], branched.Ends[action]));
                (int bar, float[] dense) = environment.Observed();
                Assert.Equal((where, bar), (where, branched.Bars[action]));
                Assert.Equal(dense, branched.DenseOf(action));
                (compared, managed) = (compared + 1, managed + choices);
            }
            environment.All.RestoreState(state);
            environment.Decide(Legal(masks, ref draws));
        }
        Assert.True(compared >= 50, $"only {compared} branches were compared");
        if (scenario.Config.Actions.Count > 3 || reach.LeastBars > 0) Assert.True(managed > 0, "no branch had a choice");
    }

    [Fact]
    public void Managed_branching_allocates_nothing()
    {
        var environment = new OneEnvironment(Scenario.Of(5));
        environment.All.SeekDecisions();
        byte[] masks = environment.Masks();
        var branched = new Branched(environment.All);
        BranchChoice choose = ByBar;
        environment.All.Branch(masks, Discount, choose, BranchReach.ToTheExit, branched.Outcomes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 20; repeat++)
            environment.All.Branch(masks, Discount, choose, BranchReach.ToTheExit, branched.Outcomes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Closing at once and holding last as long where a branch lasts at least 30 bars, so that nothing but what happened
    /// in them tells the two apart.</summary>
    [Fact]
    public void Branches_of_at_least_thirty_bars_are_discounted_for_thirty_bars_or_more()
    {
        var environment = new OneEnvironment(Scenario.Of(5));
        environment.All.SeekDecisions();
        byte[] masks = environment.Masks();
        Branched branched = environment.Branch(masks, ByBar, new BranchReach(0, 30));
        double thirty = Math.Pow(Discount, 30);
        int reached = 0;
        for (int action = 0; action < masks.Length; action++)
        {
            if (masks[action] == 0 || branched.Ends[action] != EpisodeEnd.None) continue;
            Assert.True(branched.Discounts[action] <= thirty + 1e-12,
                $"action {action} ended early: {branched.Discounts[action]}");
            reached++;
        }
        Assert.True(reached > 0, "every branch ended with its episode");
    }

    [Fact]
    public void A_branch_leaves_illegal_actions_alone()
    {
        var environment = new OneEnvironment(Scenario.Of(3) with { });
        environment.All.SeekDecisions();
        byte[] masks = environment.Masks();
        Branched all = environment.Branch(masks);
        masks[1] = 0;
        Branched fewer = environment.Branch(masks);
        Assert.Equal((0.0, 0.0, 0), (fewer.Rewards[1], fewer.Discounts[1], fewer.Bars[1]));
        Assert.Equal((all.Rewards[2], all.Discounts[2], all.Bars[2]), (fewer.Rewards[2], fewer.Discounts[2], fewer.Bars[2]));
    }

    [Fact]
    public void Branching_allocates_nothing()
    {
        var environment = new OneEnvironment(Scenario.Of(5));
        environment.All.SeekDecisions();
        byte[] masks = environment.Masks();
        var branched = new Branched(environment.All);
        environment.All.Branch(masks, Discount, branched.Outcomes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 50; repeat++) environment.All.Branch(masks, Discount, branched.Outcomes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_walk_with_a_journal_is_not_branched()
    {
        Scenario scenario = Scenario.Of(2, withSeconds: false);
        var walk = TradingEnvironments.Walk(
            scenario.Table, scenario.Config, scenario.Rules, new RlTrainer.Trading.TradingJournal());
        walk.Reset();
        var error = Assert.Throws<InvalidOperationException>(
            () => walk.Branch(new byte[walk.ActionCount], Discount, new Branched(walk).Outcomes));
        Assert.Equal("A walk writes a journal and is not branched; make environments for training.", error.Message);
    }

    /// <summary>Every seventh bar the last legal action, every fifth the first one after Sell, else Hold.</summary>
    private static void ByBar(ReadOnlySpan<int> environments, Observations observations, ReadOnlySpan<byte> masks,
        Span<int> actions)
    {
        int width = masks.Length / Math.Max(1, actions.Length);
        for (int row = 0; row < actions.Length; row++) actions[row] =
            RuleAt(observations.Bars[row], masks.Slice(row * width, width));
    }

    private static int RuleAt(int bar, ReadOnlySpan<byte> mask)
    {
        if (bar % 7 == 0) return mask.LastIndexOf((byte)1);
        int after = mask.Length > 3 && bar % 5 == 0 ? mask[3..].IndexOf((byte)1) : -1;
        return after < 0 ? 0 : 3 + after;
    }

    private static int Legal(byte[] masks, ref Rng draws)
    {
        int action;
        do action = draws.NextInt32(masks.Length);
        while (masks[action] == 0);
        return action;
    }

    /// <summary>Memory for the branches of one environment.</summary>
    internal sealed class Branched(IVectorEnvironment environment)
    {
        private readonly float[] _dense = new float[environment.ActionCount * environment.Layout.DenseCount];

        public double[] Rewards { get; } = new double[environment.ActionCount];

        public double[] Discounts { get; } = new double[environment.ActionCount];

        public EpisodeEnd[] Ends { get; } = new EpisodeEnd[environment.ActionCount];

        public int[] Bars { get; } = new int[environment.ActionCount];

        public BranchOutcomes Outcomes => new(Rewards, Discounts, Ends, new Observations(Bars, _dense));

        public float[] DenseOf(int action) =>
            _dense[(action * environment.Layout.DenseCount)..((action + 1) * environment.Layout.DenseCount)];
    }

    /// <summary>One environment of a scenario, played by hand.</summary>
    private sealed class OneEnvironment
    {
        private readonly float[] _reward = new float[1];
        private readonly EpisodeEnd[] _end = new EpisodeEnd[1];

        public OneEnvironment(Scenario scenario)
        {
            All = new TradingEnvironments(
                scenario.Table, scenario.Config with { EnvironmentCount = 1 }, scenario.Rules, scenario.Seed, scenario.Seconds);
            All.Reset();
        }

        public TradingEnvironments All { get; }

        public byte[] Masks()
        {
            byte[] masks = new byte[All.ActionCount];
            All.Masks(masks);
            return masks;
        }

        public Branched Branch(byte[] masks)
        {
            var branched = new Branched(All);
            All.Branch(masks, Discount, branched.Outcomes);
            return branched;
        }

        public Branched Branch(byte[] masks, BranchChoice choose, BranchReach reach)
        {
            var branched = new Branched(All);
            All.Branch(masks, Discount, choose, reach, branched.Outcomes);
            return branched;
        }

        /// <summary>Plays by the environment's own steps alone, the rule at every choice within its reach.</summary>
        public (double Reward, double Discount, EpisodeEnd End, int Choices) PlayThenRule(int action, BranchReach reach)
        {
            All.Step([action], _reward, _end);
            double reward = _reward[0], discount = Discount;
            int choices = 0;
            for (int bars = 1; _end[0] == EpisodeEnd.None; bars++)
            {
                byte[] masks = Masks();
                bool hasChoice = masks.Count(bit => bit != 0) > 1;
                if (hasChoice && bars >= reach.LeastBars && All.Snapshot(0).Account.IsFlat) break;
                bool isAsked = hasChoice && (reach.ManagedBars == 0 || bars <= reach.ManagedBars);
                if (isAsked) choices++;
                All.Step([isAsked ? RuleAt(Observed().Bar, masks) : 0], _reward, _end);
                reward += discount * _reward[0];
                discount *= Discount;
            }
            return (reward, discount, _end[0], choices);
        }

        /// <summary>Plays by the environment's own steps alone.</summary>
        public (double Reward, double Discount, EpisodeEnd End) PlayThenHold(int action)
        {
            All.Step([action], _reward, _end);
            double reward = _reward[0], reach = Discount;
            while (_end[0] == EpisodeEnd.None && !(All.Snapshot(0).Account.IsFlat && Masks().Count(bit => bit != 0) > 1))
            {
                All.Step([0], _reward, _end);
                reward += reach * _reward[0];
                reach *= Discount;
            }
            return (reward, reach, _end[0]);
        }

        public (int Bar, float[] Dense) Observed()
        {
            int[] bars = new int[1];
            float[] dense = new float[All.Layout.DenseCount];
            All.Observe(new Observations(bars, dense));
            return (bars[0], dense);
        }

        public void Decide(int action) =>
            All.Decide([action], Discount, new DecisionOutcomes(_reward, new float[1], new float[1], new int[1], _end));
    }
}
