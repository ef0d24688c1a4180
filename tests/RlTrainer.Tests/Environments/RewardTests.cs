using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>Reward terms worked by hand, and the promises that hold end to end.</summary>
public sealed class RewardTests
{
    private static readonly RewardModel Model = new(RewardConfig.Shaped, new RuleSet());

    [Fact]
    public void Every_term_of_one_step_is_the_formula_of_the_table()
    {
        // +300.00 while exposed, a trade closed at +1 R, from the start: equity 50,000 → 50,300, peak 50,000 → 50,300.
        RewardStep facts = Model.Blank with
        {
            EquityBeforeCents = 5_000_000,
            EquityCents = 5_030_000,
            PeakBeforeCents = 5_000_000,
            PeakCents = 5_030_000,
            IsExposed = true,
            IsClosed = true,
            RMultiple = 1,
        };
        double[] memory = new double[Model.MemorySize];
        float[] terms = new float[Model.TermCount];
        float sum = Model.Score(facts, memory, terms);
        // D = return / floor = 0.006 / 0.003 = 2: 0.35 × 2 / 3.
        Assert.Equal(0.35 * 2 / 3, Of("RiskAdjustedReturn", terms), 6);
        Assert.Equal(0.30 * 6 * 0.1, Of("TargetProgress", terms), 6);
        Assert.Equal(0, Of("DrawdownAvoidance", terms), 6);
        Assert.Equal(0.10, Of("TradeQuality", terms), 6);
        Assert.Equal(0.05 * 0.005 / 0.01, Of("Growth", terms), 6);       // 0.6 % capped at 0.5 %
        Assert.Equal(terms.Sum(), sum, 6);
        Assert.Equal((0.006 / 60, 0.000036 / 60), (memory[0], memory[1]));
    }

    [Fact]
    public void Falling_below_the_peak_costs_and_coming_back_pays_the_same()
    {
        double[] memory = new double[Model.MemorySize];
        float[] terms = new float[Model.TermCount];
        RewardStep down = Model.Blank with
        {
            EquityBeforeCents = 5_000_000,
            EquityCents = 4_975_000,
            PeakBeforeCents = 5_000_000,
            PeakCents = 5_000_000
        };
        Model.Score(down, memory, terms);
        Assert.Equal(-0.20 * 5 * 0.1, Of("DrawdownAvoidance", terms), 6);
        RewardStep up = down with { EquityBeforeCents = 4_975_000, EquityCents = 5_000_000 };
        Model.Score(up, memory, terms);
        Assert.Equal(0.20 * 5 * 0.1, Of("DrawdownAvoidance", terms), 6);
    }

    [Fact]
    public void Entries_beyond_80_to_20_cost_only_on_the_majority_side()
    {
        float[] terms = new float[Model.TermCount];
        double[] memory = [0, 0, 0.8];                                                // two of the Sharpe ratio, then the tilt
        Model.Score(Model.Blank with { EnteredSide = Side.Long }, memory, terms);
        Assert.Equal(-0.1 * 0.2, Of("SideBalance", terms), 6);
        Assert.Equal(0.95 * 0.8 + 0.05, memory[2], 6);
        memory = [0, 0, 0.8];
        Model.Score(Model.Blank with { EnteredSide = Side.Short }, memory, terms);
        Assert.Equal(0, Of("SideBalance", terms));
        memory = [0, 0, 0.6];
        Model.Score(Model.Blank with { EnteredSide = Side.Long }, memory, terms);
        Assert.Equal(0, Of("SideBalance", terms));
    }

    [Fact]
    public void A_position_held_beyond_390_bars_costs_linearly_more()
    {
        float[] terms = new float[Model.TermCount];
        double[] memory = new double[Model.MemorySize];
        foreach ((int bars, double expected) in new[] { (390, 0.0), (429, -0.001), (780, -0.01) })
        {
            Model.Score(Model.Blank with { BarsHeld = bars, IsExposed = true }, memory, terms);
            Assert.Equal(expected, Of("HoldingTime", terms), 6);
        }
    }

    [Fact]
    public void The_graded_drawdown_option_is_free_up_to_its_share()
    {
        var graded = new RewardModel(
            RewardConfig.Shaped.Change<DrawdownAvoidanceTerm>(term => term with { FromShare = 0.3 }), new RuleSet());
        float[] terms = new float[Model.TermCount];
        double[] memory = new double[Model.MemorySize];
        RewardStep facts = graded.Blank with
        {
            EquityBeforeCents = 5_000_000,
            EquityCents = 4_925_000,
            PeakBeforeCents = 5_000_000,
            PeakCents = 5_000_000
        };
        graded.Score(facts, memory, terms);
        Assert.Equal(0, Of("DrawdownAvoidance", terms), 6);              // 750 of 2,500 is 30 %
        graded.Score(facts with { EquityCents = 4_750_000 }, memory, terms);
        Assert.Equal(-1.0, Of("DrawdownAvoidance", terms), 6);           // the whole limit
    }

    [Theory]
    [InlineData("phase1")]
    [InlineData("phase2")]
    public void A_win_of_one_R_pays_more_than_a_loss_of_one_R_and_idle_bars_pay_nothing(string actions)
    {
        EnvironmentConfig config =
            HandPlayed.OneContract with
            {
                EnvironmentCount = 1,
                Actions = ActionSet.Parse(actions),
                MinimumBarsBeforeFlat = 5,
                TargetAtr = 1.5,
                Contracts = 2
            };
        (int, int, int, int) quiet = HandPlayed.Quiet;
        double win = Episode(
            config, [quiet, quiet, quiet, (10000, 10100, 9999, 10090),
                .. Enumerable.Repeat((10090, 10090, 10090, 10090), 20)], 1);
        double loss = Episode(
            config, [quiet, quiet, quiet, (10000, 10001, 9900, 9910), .. Enumerable.Repeat((9910, 9910, 9910, 9910), 20)], 1);
        double idle = Episode(config, [.. Enumerable.Repeat(quiet, 24)], 0);
        Assert.Equal(0, idle);
        Assert.True(win > 0.4 && loss < -0.4, $"win {win}, loss {loss}");
    }

    [Fact]
    public void Every_term_that_is_on_varies_over_a_long_random_play()
    {
        // Two contracts, so that partial exits exist; episodes longer than 390 bars, so that the time penalty does.
        TradingEnvironments environments = TradingEnvironmentsTests.Make(
            EnvironmentConfig.Phase2 with
            {
                EnvironmentCount = 16,
                EpisodeBars = 1300,
                EntryWindow = EntryWindow.Full,
                StopAtr = 8,
                TargetAtr = 30
            });
        environments.Reset();
        var player = new Player(environments, 3) { HoldShare = 0.3 };
        var patient = new Player(environments, 4) { HoldShare = 0.999 };
        for (int step = 0; step < 6000; step++) (step % 1500 < 500 ? player : patient).Step();
        byte[] masks = new byte[16 * 9];
        // a one-sided churner: more than 18 entries on one side
        for (int step = 0; step < 100; step++)
        {
            environments.Masks(masks);
            environments.Step([.. Enumerable.Range(0, 16)
                .Select(env => masks[env * 9 + 1] != 0 ? 1 : masks[env * 9 + 3] != 0 ? 3 : 0)], new float[16],
                    new EpisodeEnd[16]);
            environments.ResetEnded();
        }
        Assert.Equal(11, environments.Statistics.TermNames.Count);
        foreach (string term in environments.Statistics.TermNames)
            Assert.True(environments.Statistics.TermVariance(term) > 0,
                $"{term}: variance {environments.Statistics.TermVariance(term)}");
    }

    [Fact]
    public void A_cost_ramp_changes_the_reward_and_never_the_account()
    {
        (double reward, long equity) full = Ramped(1), none = Ramped(0);
        Assert.Equal(full.equity, none.equity);
        Assert.True(none.reward > full.reward);
    }

    private static float Of(string term, float[] terms) => terms[Model.Names.ToList().IndexOf(term)];

    private static (double, long) Ramped(double share)
    {
        TradingEnvironments environments = TradingEnvironmentsTests.Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 4 });
        environments.RewardedCostShare = share;
        double reward = TradingEnvironmentsTests.Play(environments, 3, 300).Sum(value => (double)value);
        return (reward, environments.Statistics.NetCents);
    }

    private static double Episode(EnvironmentConfig config, (int, int, int, int)[] prices, int firstAction)
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, prices);
        var environments = new TradingEnvironments(
            TestMarket.Table(bars), config, HandPlayed.NoDailyLimit, 1, null, EpisodeSchedule.Listed([1]));
        environments.Reset();
        float[] rewards = new float[1];
        var ends = new EpisodeEnd[1];
        double sum = 0;
        for (int action = firstAction; ends[0] == EpisodeEnd.None; action = 0)
        {
            environments.Step([action], rewards, ends);
            sum += rewards[0];
        }
        return sum;
    }
}
