using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Analysis;
using NodaTime;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Interop.Tests;

/// <summary>Whatever the numbers, a frame and its way back lose nothing; extreme values are drawn on purpose.</summary>
public sealed class FramePropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 7);

    [Fact]
    public void Any_bars_come_back_as_they_were_and_no_column_is_single() => Prop.ForAll(Seeds(), seed =>
    {
        Rng draws = Rng.Stream((ulong)seed, "frame property");
        BarSeries bars = Bars(ref draws);
        DataFrame frame = BarFrame.Of(bars);
        Assert.DoesNotContain(frame.Columns, column => column.DataType == typeof(float) || column.DataType == typeof(double));
        Assert.All(["open", "high", "low", "close"], name => Assert.Equal(typeof(decimal), frame[name].DataType));
        Assert.All(["utc_seconds", "eastern_seconds", "volume"], name => Assert.Equal(typeof(long), frame[name].DataType));
        Same(bars, BarFrame.ToBars(frame, bars.Instrument, bars.Interval, bars.Origin, bars.IsSynthetic));
        Same(bars, BarFrame.ToBars(frame.Clone(), bars.Instrument, bars.Interval, bars.Origin, bars.IsSynthetic));
        DataFrame sorted = frame.OrderByDescending("utc_seconds").OrderBy("utc_seconds");
        Same(bars, BarFrame.ToBars(sorted, bars.Instrument, bars.Interval, bars.Origin, bars.IsSynthetic));
    }).Check(Runs);

    [Fact]
    public void Any_feature_table_comes_back_bit_for_bit() => Prop.ForAll(Seeds(), seed =>
    {
        Rng draws = Rng.Stream((ulong)seed, "frame property");
        BarSeries bars = Bars(ref draws);
        string[] names = [.. Enumerable.Range(0, 1 + draws.NextInt32(5)).Select(index => $"feature {index}")];
        float[] values = new float[bars.Count * names.Length], ranges = new float[bars.Count];
        for (int index = 0; index < values.Length; index++) values[index] = AnySingle(ref draws);
        for (int index = 0; index < ranges.Length; index++) ranges[index] = AnySingle(ref draws);
        var table = new FeatureTable(bars, "any", names, values, ranges);
        FeatureTable back = FeatureFrame.ToTable(FeatureFrame.Of(table), bars, "any", names, 0, isNormalized: false);
        Assert.Equal(table.Values.ToArray().Select(BitConverter.SingleToInt32Bits),
            back.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(table.AtrTicks.ToArray().Select(BitConverter.SingleToInt32Bits),
            back.AtrTicks.ToArray().Select(BitConverter.SingleToInt32Bits));
    }).Check(Runs);

    [Fact]
    public void Any_trades_come_back_as_they_were() => Prop.ForAll(Seeds(), seed =>
    {
        Rng draws = Rng.Stream((ulong)seed, "frame property");
        var trades = new Trade[draws.NextInt32(20)];
        for (int index = 0; index < trades.Length; index++) trades[index] = AnyTrade(ref draws);
        Assert.Equal(trades, TradeFrame.ToTrades(TradeFrame.Of(trades)));
    }).Check(Runs);

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    private static void Same(BarSeries expected, BarSeries actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int bar = 0; bar < expected.Count; bar++) Assert.Equal(expected[bar], actual[bar]);
        Assert.Equal(expected.Days, actual.Days);
        Assert.Equal(expected.ToString(), actual.ToString());
    }

    /// <summary>One to five days of one to eight bars, in any instrument, year and price.</summary>
    private static BarSeries Bars(ref Rng draws)
    {
        Instrument instrument = Instrument.All[draws.NextInt32(Instrument.All.Count)];
        long utc = 1_000_000_000L + draws.NextInt32(int.MaxValue), offset = -3600L * (4 + draws.NextInt32(2));
        var (utcs, days, volumes) = (new List<long>(), new List<TradingDay>(), new List<long>());
        List<int>[] ticks = [[], [], [], []];
        var date = new LocalDate(2001 + draws.NextInt32(60), 1, 2);
        for (int day = 1 + draws.NextInt32(5); day > 0; day--, date = date.PlusDays(1 + draws.NextInt32(3)), utc += 40_000)
        {
            int first = utcs.Count;
            for (int bar = 1 + draws.NextInt32(8); bar > 0; bar--, utc += 60 * (1 + draws.NextInt32(3)))
            {
                utcs.Add(utc);
                volumes.Add(draws.NextInt32(4) == 0 ? long.MaxValue - draws.NextInt32(1000) : draws.NextInt32(100_000));
                foreach (List<int> column in ticks) column.Add(AnyTicks(ref draws));
            }
            days.Add(new TradingDay(date, first, utcs.Count, utcs[first] + offset, utc + offset, draws.NextInt32(2) == 0));
        }
        var columns = new BarColumns(
            [.. utcs], [.. utcs.Select(second => second + offset)], [.. ticks[0]], [.. ticks[1]], [.. ticks[2]], [.. ticks[3]],
            [.. volumes]);
        return new BarSeries(instrument, BarInterval.Minute, "drawn", true, columns, days);
    }

    /// <summary>Prices near today's, of one tick, and the largest an Int32 holds.</summary>
    private static int AnyTicks(ref Rng draws) => draws.NextInt32(4) switch
    {
        0 => 1 + draws.NextInt32(3),
        1 => int.MaxValue - draws.NextInt32(100),
        _ => 10_000 + draws.NextInt32(200_000),
    };

    private static float AnySingle(ref Rng draws) => draws.NextInt32(6) switch
    {
        0 => float.NaN,
        1 => float.Epsilon,
        2 => -0f,
        3 => float.MinValue,
        _ => (float)draws.NextGaussian(),
    };

    private static Trade AnyTrade(ref Rng draws) => new(
        draws.NextInt32(9), draws.NextInt32(2) == 0 ? Side.Long : Side.Short, 1 + draws.NextInt32(10), draws.NextInt32(1000),
        draws.NextInt32(int.MaxValue),
        AnyTicks(ref draws), AnyTicks(ref draws) + 0.1 * draws.NextDouble(), draws.NextInt32(500), draws.NextInt32(500),
        (draws.NextInt32(2) == 0 ? 1 : -1) * (long)draws.NextInt32(int.MaxValue) * draws.NextInt32(1_000_000),
        draws.NextInt32(int.MaxValue),
        draws.NextInt32(500), draws.NextInt32(500), (FillReason)draws.NextInt32(Enum.GetValues<FillReason>().Length));
}
