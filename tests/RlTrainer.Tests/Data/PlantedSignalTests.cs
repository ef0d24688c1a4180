using RlTrainer.Data;
using RlTrainer.Features;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Data;

/// <summary>The stated strength of the planted signals, measured with a trader that knows nothing of the environment.</summary>
public sealed class PlantedSignalTests(ITestOutputHelper output)
{
    private const int Days = 300;
    private static readonly double[] Tails = [0.01, 0.05, 0.2, 0.35, 0.5];

    private static SimpleTrader.Result Oracle(SyntheticMarket market, FeatureTable table)
    {
        ReadOnlyMemory<float> drift = market.LatentDrift;
        return SimpleTrader.Run(table, bar => Math.Sign(drift.Span[bar]));
    }

    private static SimpleTrader.Result Observable(FeatureTable table) =>
        SimpleTrader.Run(table, bar => PlantedRule.Side(table.Values.Span.Slice((bar - 19) * 11, 220)));

    /// <summary>Buy above a quantile of one feature and sell below its mirror, or the reverse; chosen on training days.</summary>
    private SimpleTrader.Result BestSingle(FeatureTable train, FeatureTable test)
    {
        var best = (Profit: double.MinValue, Result: new SimpleTrader.Result(0, 0, 0, 0, 0), Name: "");
        for (int feature = 0; feature < train.FeatureCount; feature++)
        {
            float[] sorted = [.. Enumerable.Range(0, train.BarCount / 17).Select(i => train.Row(i * 17)[feature])];
            Array.Sort(sorted);
            foreach (double tail in Tails)
                foreach (int sign in (int[])[-1, 1])
                {
                    float low = sorted[(int)(tail * (sorted.Length - 1))], high = sorted[(int)((1 - tail) * (sorted.Length - 1))];
                    int column = feature;
                    Func<int, int> Rule(FeatureTable table) => bar => table.Row(bar)[column] > high ? sign
                        : table.Row(bar)[column] < low ? -sign : 0;
                    double profit = SimpleTrader.Run(train, Rule(train)).Profit;
                    if (profit > best.Profit)
                        best = (profit, SimpleTrader.Run(test, Rule(test)), $"{train.Names[feature]} {sign} {tail}");
                }
        }
        output.WriteLine($"best single feature: {best.Name} {best.Result}");
        return best.Result;
    }

    private static (SyntheticMarket Market, FeatureTable Table) Make(PlantedSignal signal, ulong seed)
    {
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = Days, Signal = signal, Seed = seed });
        return (market, FeatureSet.Base.Compute(market.Minutes));
    }

    [Fact]
    public void Fast_pays_an_oracle_about_twice_its_losses_and_no_single_feature_half_of_what_the_best_rule_finds()
    {
        (_, FeatureTable train) = Make(PlantedSignal.Fast, 1);
        (SyntheticMarket market, FeatureTable test) = Make(PlantedSignal.Fast, 2);
        SimpleTrader.Result oracle = Oracle(market, test), observable = Observable(test), single = BestSingle(train, test);
        output.WriteLine($"oracle {oracle}\nobservable {observable}");
        Assert.InRange(oracle.ProfitFactor, 1.8, 2.3);
        Assert.InRange(observable.Profit / oracle.Profit, 0.6, 1.0);
        Assert.InRange(single.Profit / observable.Profit, 0.0, 0.5);
    }

    [Fact]
    public void Realistic_stays_at_the_strength_markets_sometimes_show()
    {
        (SyntheticMarket market, FeatureTable test) = Make(PlantedSignal.Realistic, 2);
        SimpleTrader.Result oracle = Oracle(market, test);
        output.WriteLine($"oracle {oracle}\nobservable {Observable(test)}");
        Assert.InRange(oracle.ProfitFactor, 1.02, 1.4);
        Assert.InRange(oracle.Sharpe, 0.5, 4.0);
    }

    [Fact]
    public void Without_a_planted_signal_no_rule_earns_its_costs()
    {
        (SyntheticMarket market, FeatureTable test) = Make(PlantedSignal.None, 2);
        Assert.Equal(0, Oracle(market, test).Trades);
        Assert.True(Observable(test).Profit < 0);
    }
}
