using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>A market and its negative, played with sides swapped: the same account and reward.</summary>
internal static class MirrorComparison
{
    /// <summary>Plays a market and its negative side by side; returns the environment steps compared.</summary>
    public static int Of(Scenario scenario, int steps)
    {
        TradingEnvironments up = Make(scenario, scenario.Table), down = Make(scenario, Negated(scenario.Table));
        Compare(up, down, scenario, steps);
        return up.Count * steps;
    }

    private static TradingEnvironments Make(Scenario scenario, FeatureTable table)
    {
        var environments = new TradingEnvironments(table, scenario.Config, scenario.Rules, scenario.Seed);
        environments.Reset();
        return environments;
    }

    private static void Compare(TradingEnvironments up, TradingEnvironments down, Scenario scenario, int steps)
    {
        int count = up.Count, width = up.ActionCount;
        Rng rng = Rng.Stream(scenario.Seed, "mirror");
        byte[] masks = new byte[count * width], mirrored = new byte[count * width];
        int[] actions = new int[count], swapped = new int[count];
        float[] rewards = new float[count], others = new float[count];
        var ends = new EpisodeEnd[count];
        for (int step = 0; step < steps; step++)
        {
            up.Masks(masks);
            down.Masks(mirrored);
            Assert.Equal(masks, mirrored);
            for (int env = 0; env < count; env++)
            {
                int action = rng.NextInt32(3) == 0 ? rng.NextInt32(width) : 0;
                actions[env] = masks[env * width + action] != 0 ? action : 0;
                swapped[env] = actions[env] switch { 1 => 2, 2 => 1, _ => actions[env] };
            }
            up.Step(actions, rewards, ends);
            down.Step(swapped, others, ends);
            Assert.Equal(rewards, others);
            for (int env = 0; env < count; env++)
            {
                AccountSnapshot one = up.Snapshot(env), other = down.Snapshot(env);
                Assert.Equal((one.EquityCents, one.ThresholdCents, one.DayPnlCents, one.Bar, one.End),
                    (other.EquityCents, other.ThresholdCents, other.DayPnlCents, other.Bar, other.End));
                Assert.Equal((int)one.Account.Side, -(int)other.Account.Side);
                Assert.Equal(one.StopTicks, -other.StopTicks);
            }
            up.ResetEnded();
            down.ResetEnded();
        }
    }

    private static FeatureTable Negated(FeatureTable table)
    {
        BarSeries bars = table.Bars;
        Bar[] negated = [.. Enumerable.Range(0, bars.Count).Select(index => bars[index]).Select(bar => bar with
        {
            OpenTicks = -bar.OpenTicks, HighTicks = -bar.LowTicks, LowTicks = -bar.HighTicks, CloseTicks = -bar.CloseTicks,
        })];
        var series = new BarSeries(bars.Instrument, bars.Interval, bars.Origin, true, MarketBuilder.Columns(negated), bars.Days);
        return new FeatureTable(
            series, table.SetName, table.Names, table.Values.ToArray(), table.AtrTicks.ToArray())
        { WarmUpBars = table.WarmUpBars, IsNormalized = table.IsNormalized };
    }
}
