using System.Diagnostics;
using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Environment steps a second on one core with every rule on, beside the scalar reference and a plain copy of the same bars
/// in the same run. The player enters on one decision in ten and manages on one in thirty.
/// </summary>
public static class EnvironmentBenchmark
{
    private const double SecondsPerCase = 1.5;

    public static void Print(TextWriter output)
    {
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = 20, DaysWithSeconds = 20 });
        FeatureTable table = Table(market.Minutes);
        double copy = BarsCopiedPerSecond(market.Minutes);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"phase 2 actions, every rule of the default preset, one thread; plain copy of the same bars: {copy / 1e6:F0} M "
            + $"bars/s"));
        output.WriteLine("bars     envs   steps M/s  with masks and observations M/s  scalar M/s  x scalar  of the copy  bytes "
            + "allocated");
        foreach (BarSeries? seconds in new[] { null, market.Seconds })
        {
            double scalar = ScalarStepsPerSecond(table, seconds);
            foreach (int count in new[] { 80, 4096 })
            {
                (double step, double observed, long bytes) =
                    Measure(table, EnvironmentConfig.Phase2 with { EnvironmentCount = count }, seconds);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{(seconds is null ? "minutes" : "seconds")}  {count,4}  {step / 1e6,9:F1}  {observed / 1e6,31:F1}  "
                    + $"{scalar / 1e6,10:F3}  {step / scalar,8:F0}  {step / copy,11:P2}  {bytes,15}"));
            }
        }
    }

    private static (double Step, double Observed, long Bytes) Measure(
        FeatureTable table, EnvironmentConfig config, BarSeries? seconds)
    {
        var environments = new TradingEnvironments(table, config, new RuleSet(), 42, seconds);
        var player = new EnvironmentPlayer(environments, 7);
        environments.Reset();
        player.Play(0.3);
        (double step, double observe) = player.Play(SecondsPerCase);
        return (config.EnvironmentCount / step, config.EnvironmentCount / (step + observe), player.BytesOf(2000));
    }

    private static double ScalarStepsPerSecond(FeatureTable table, BarSeries? seconds)
    {
        var environment = new ScalarTradingEnvironment(table, EnvironmentConfig.Phase2, new RuleSet(), seconds);
        Rng rng = Rng.Stream(1, "scalar");
        IReadOnlyList<int> starts = TradingEnvironments.ValidStarts(table, EnvironmentConfig.Phase2, new RuleSet());
        long steps = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsPerCase)
        {
            environment.Begin(starts[rng.NextInt32(starts.Count)]);
            var end = EpisodeEnd.None;
            for (; end == EpisodeEnd.None; steps++)
            {
                bool isFlat = environment.IsLegal(TradeAction.Buy);
                var action = rng.NextInt32(isFlat ? 10 : 30) == 0 ? EnvironmentConfig.Phase2.Actions.Actions[rng.NextInt32(9)]
                    : TradeAction.Hold;
                environment.Step(environment.IsLegal(action) ? action : TradeAction.Hold, out end);
            }
        }
        return steps / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double BarsCopiedPerSecond(BarSeries bars)
    {
        int[] prices = new int[bars.Count * 4], copies = new int[bars.Count * 4];
        long copied = 0, start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5)
        {
            prices.AsSpan().CopyTo(copies);
            copied += bars.Count;
        }
        return copied / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static FeatureTable Table(BarSeries bars)
    {
        float[] atr = new float[bars.Count];
        double mean = 20;
        for (int bar = 0; bar < atr.Length; bar++)
        {
            mean += (bars.HighTicks[bar] - bars.LowTicks[bar] - mean) / 14;
            atr[bar] = (float)mean;
        }
        return new FeatureTable(
            bars, "benchmark", [.. Enumerable.Range(0, 11).Select(index => $"f{index}")], new float[bars.Count * 11], atr)
        { WarmUpBars = 35, IsNormalized = true };
    }
}
