using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>A mirrored environment is what the same environment on mirrored bars would be, played with sides swapped.</summary>
public sealed class MirroredEnvironmentsTests
{
    private const double Discount = 0.99;
    private static readonly BarSeries s_bars = SyntheticBars.Generate(new SyntheticConfig { Days = 6, Seed = 3 }).Minutes;
    private static readonly int s_sum = s_bars.LowTicks.ToArray().Min() + s_bars.HighTicks.ToArray().Max();

    [Fact]
    public void Mirrored_bars_fall_where_the_bars_rise_and_mirrored_twice_are_themselves()
    {
        BarSeries mirrored = s_bars.Mirrored(s_sum);
        Bar bar = s_bars[500], seen = mirrored[500];
        Assert.Equal((s_sum - bar.OpenTicks, s_sum - bar.LowTicks, s_sum - bar.HighTicks, s_sum - bar.CloseTicks),
            (seen.OpenTicks, seen.HighTicks, seen.LowTicks, seen.CloseTicks));
        Assert.Equal((bar.UtcSeconds, bar.Volume), (seen.UtcSeconds, seen.Volume));
        Assert.True(mirrored.Mirrored(s_sum).HasSameBarsAs(s_bars));
    }

    /// <summary>
    /// The signs by hand: open − close, momentum and MACD change their sign, high and low change places as well, the RSI becomes
    /// 100 − RSI, ATR and clock stay.
    /// </summary>
    [Fact]
    public void The_mirrored_features_of_the_base_set_have_the_signs_worked_out_by_hand()
    {
        FeatureTable table = FeatureSet.Base.Compute(s_bars), mirrored = FeatureMirror.Of(FeatureSet.Base, s_bars);
        string[] names = [.. table.Names];
        int rsi = Array.FindIndex(names, name => name.Contains("rsi", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(4, rsi);
        for (int bar = table.WarmUpBars; bar < table.BarCount; bar++)
        {
            float[] row = table.Row(bar).ToArray();
            float[] expected = [-row[0], -row[2], -row[1], -row[3], 100 - row[4], -row[5], -row[6], row[7], row[8], row[9],
                row[10]];
            ReadOnlySpan<float> seen = mirrored.Row(bar);
            for (int feature = 0; feature < expected.Length; feature++)
                Assert.True(Math.Abs(expected[feature] - seen[feature]) <= 2e-3f,
                    $"bar {bar}, {names[feature]}: {seen[feature]}, expected {expected[feature]}");
        }
    }

    [Fact]
    public void A_set_of_price_levels_has_no_mirror_image_and_the_refusal_names_them()
    {
        string message = Assert.Throws<ArgumentException>(() => FeatureMirror.Of(FeatureSet.Raw, s_bars)).Message;
        Assert.StartsWith("The feature set 'Raw' has no mirror image: ", message, StringComparison.Ordinal);
        Assert.Contains("close", message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hour", message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("Measure prices from the close or in ATR, as the set Base does, or set Mirror to false.", message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_second_environment_gives_what_environments_on_the_mirrored_bars_give(int phase)
    {
        (MirroredEnvironments mirrored, TradingEnvironments up, TradingEnvironments down) = Made(phase);
        int width = up.ActionCount, dense = up.Layout.DenseCount;
        Rng draws = Rng.Stream(5, "mirrored");
        int swaps = 0;
        for (int step = 0; step < 300; step++)
        {
            Seen seen = new(mirrored), real = new(up), other = new(down);
            AssertSame(real, 0, seen, 0, width, dense, rows: 0);
            AssertSame(other, 1, seen, 1, width, dense, rows: up.Table.Length / up.Layout.TableFeatures);
            int[] actions = [Legal(seen.Masks, 0, width, ref draws), Legal(seen.Masks, 1, width, ref draws)];
            if (actions[1] is 1 or 2) swaps++;
            foreach (IVectorEnvironment environment in new IVectorEnvironment[] { mirrored, up, down })
            {
                int[] own = environment == up ? [actions[0], actions[1] switch { 1 => 2, 2 => 1, int action => action }]
                    : environment == down ? [actions[0] switch { 1 => 2, 2 => 1, int action => action }, actions[1]] : actions;
                (environment == mirrored ? seen : environment == up ? real : other).Step(environment, own);
            }
            Assert.Equal((real.Rewards[0], other.Rewards[1]), (seen.Rewards[0], seen.Rewards[1]));
            Assert.Equal((real.Ends[0], other.Ends[1]), (seen.Ends[0], seen.Ends[1]));
        }
        Assert.True(swaps > 3, $"only {swaps} entries in the mirror");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    public void Branches_in_the_mirror_are_those_of_the_mirrored_bars(int phase, int leastBars)
    {
        (MirroredEnvironments mirrored, _, TradingEnvironments down) = Made(phase);
        int width = down.ActionCount, dense = down.Layout.DenseCount, rows = down.Table.Length / down.Layout.TableFeatures;
        mirrored.SeekDecisions();
        down.SeekDecisions();
        var seen = new Seen(mirrored);
        var other = new Seen(down);
        var reach = new BranchReach(0, leastBars);
        Branches left = new(mirrored, seen.Masks, null, reach), right = new(down, other.Masks, null, reach);
        Branches managed = new(mirrored, seen.Masks, FirstLegal, reach), expected = new(down, other.Masks, FirstLegal, reach);
        int compared = 0;
        for (int slot = width; slot < 2 * width; slot++)
        {
            if (seen.Masks[slot] == 0) continue;
            Assert.Equal((right.Rewards[slot], right.Discounts[slot], right.Ends[slot], right.Bars[slot] + rows),
                (left.Rewards[slot], left.Discounts[slot], left.Ends[slot], left.Bars[slot]));
            Assert.Equal(right.Dense[(slot * dense)..((slot + 1) * dense)], left.Dense[(slot * dense)..((slot + 1) * dense)]);
            Assert.Equal((expected.Rewards[slot], expected.Discounts[slot]), (managed.Rewards[slot], managed.Discounts[slot]));
            compared++;
        }
        Assert.True(compared >= 3);
    }

    private static void FirstLegal(ReadOnlySpan<int> environments, Observations observations, ReadOnlySpan<byte> masks,
        Span<int> actions)
    {
        int width = masks.Length / Math.Max(1, actions.Length);
        for (int row = 0; row < actions.Length; row++)
        {
            int extra = width > 3 && observations.Dense[row * 8] > 0 ? masks.Slice(row * width + 3, width - 3).IndexOf((byte)1)
                : -1;
            // closes longs at once and leaves shorts alone; sells where it is flat
            bool isFlat = observations.Dense[row * 8] == 0 && masks[row * width + 2] != 0;
            actions[row] = isFlat ? 2 : extra < 0 ? 0 : 3 + extra;
        }
    }

    private static (MirroredEnvironments Mirrored, TradingEnvironments Up, TradingEnvironments Down) Made(int phase)
    {
        EnvironmentConfig config = (phase == 1 ? EnvironmentConfig.Phase1
            : EnvironmentConfig.Phase2) with
        { EnvironmentCount = 2 };
        FeatureTable raw = FeatureSet.Base.Compute(s_bars), image = FeatureMirror.Of(FeatureSet.Base, s_bars);
        FeatureNormalizer normalizer = FeatureNormalizer.Fit(raw);
        FeatureTable table = normalizer.Apply(raw), reflected = normalizer.Apply(image);
        var mirrored = new MirroredEnvironments(new TradingEnvironments(table, config, new RuleSet(), 9), table, reflected);
        TradingEnvironments up = new(table, config, new RuleSet(), 9), down = new(reflected, config, new RuleSet(), 9);
        foreach (IVectorEnvironment environment in new IVectorEnvironment[] { mirrored, up, down }) environment.Reset();
        return (mirrored, up, down);
    }

    private static void AssertSame(Seen expected, int row, Seen seen, int own, int width, int dense, int rows)
    {
        Assert.Equal(expected.Bars[row] + rows, seen.Bars[own]);
        Assert.Equal(expected.Dense[(row * dense)..((row + 1) * dense)], seen.Dense[(own * dense)..((own + 1) * dense)]);
        Assert.Equal(expected.Masks[(row * width)..((row + 1) * width)], seen.Masks[(own * width)..((own + 1) * width)]);
    }

    private static int Legal(byte[] masks, int env, int width, ref Rng draws)
    {
        int action = draws.NextInt32(3) == 0 ? draws.NextInt32(width) : 0;
        return masks[env * width + action] != 0 ? action : 0;
    }

    /// <summary>What two environments show, and what a step gives.</summary>
    private sealed class Seen
    {
        public Seen(IVectorEnvironment environment)
        {
            (Bars, Dense, Masks) = (new int[2], new float[2 * environment.Layout.DenseCount],
                new byte[2 * environment.ActionCount]);
            environment.Observe(new Observations(Bars, Dense));
            environment.Masks(Masks);
        }

        public int[] Bars { get; }

        public float[] Dense { get; }

        public byte[] Masks { get; }

        public float[] Rewards { get; } = new float[2];

        public EpisodeEnd[] Ends { get; } = new EpisodeEnd[2];

        public void Step(IVectorEnvironment environment, int[] actions)
        {
            environment.Step(actions, Rewards, Ends);
            environment.ResetEnded();
        }
    }

    private sealed class Branches
    {
        public Branches(IBranchingEnvironment environment, byte[] masks, BranchChoice? choose, BranchReach reach)
        {
            int slots = masks.Length;
            (Rewards, Discounts, Ends, Bars) = (new double[slots], new double[slots], new EpisodeEnd[slots], new int[slots]);
            Dense = new float[slots * environment.Layout.DenseCount];
            var outcomes = new BranchOutcomes(Rewards, Discounts, Ends, new Observations(Bars, Dense));
            if (choose is null) environment.Branch(masks, Discount, outcomes);
            else environment.Branch(masks, Discount, choose, reach, outcomes);
        }

        public double[] Rewards { get; }

        public double[] Discounts { get; }

        public EpisodeEnd[] Ends { get; }

        public int[] Bars { get; }

        public float[] Dense { get; }
    }
}
