using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Features;

public sealed class BaseFeatureTests
{
    private static float[] Column(BarSeries bars, Feature feature)
    {
        float[] column = new float[bars.Count];
        feature.Fill(new FeatureInputs(bars), column);
        return column;
    }

    [Fact]
    public void Rsi_equals_the_worked_example_of_StockCharts()
    {
        // ChartSchool, "Relative Strength Index (RSI)", cs-rsi.xls: closes of QQQQ and its RSI(14), two decimals.
        double[] closes =
        [
            44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.6140,
            46.2820, 46.2820,
            46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548, 44.0288, 44.1783,
            44.2181, 44.5672,
            43.4205, 42.6628, 43.1314,
        ];
        double[] expected =
        [
            70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46,
            37.30, 33.08, 37.77,
        ];
        BarSeries bars = Make.Bars(
            [.. closes.Select(c => (int)Math.Round(c * 10_000)).Select(c => (c, c, c, c))], instrument: Make.Fine);
        float[] rsi = Column(bars, RelativeStrengthIndex.Feature);
        Assert.True(float.IsNaN(rsi[13]));
        for (int index = 0; index < expected.Length; index++) Assert.Equal(expected[index], rsi[14 + index], 0.0051);
    }

    [Fact]
    public void Rsi_of_only_gains_is_100_of_only_losses_0_and_of_no_change_50()
    {
        Assert.Equal(100f, Column(Make.Closes([.. Enumerable.Range(100, 20)]), RelativeStrengthIndex.Feature)[19]);
        Assert.Equal(0f, Column(Make.Closes([.. Enumerable.Range(100, 20).Reverse()]), RelativeStrengthIndex.Feature)[19]);
        Assert.Equal(50f, Column(Make.Closes([.. Enumerable.Repeat(100, 20)]), RelativeStrengthIndex.Feature)[19]);
    }

    [Fact]
    public void Atr_starts_as_the_mean_of_14_true_ranges_and_is_smoothed_by_a_fourteenth()
    {
        // Bars 0 to 14 span 10 ticks around 1000; bar 15 closes the same but spans 24: (13·10 + 24) / 14 = 11.
        (int, int, int, int)[] prices = [.. Enumerable.Repeat((1000, 1005, 995, 1000), 15), (1000, 1012, 988, 1000)];
        FeatureTable table = FeatureSet.Base.Compute(Make.Bars(prices));
        Assert.True(float.IsNaN(table.AtrTicks[13]));
        Assert.Equal(10f, table.AtrTicks[14], 1e-5f);
        Assert.Equal(11f, table.AtrTicks[15], 1e-5f);
    }

    [Fact]
    public void The_true_range_reaches_to_the_previous_close_over_a_gap()
    {
        Assert.Equal(30, AverageTrueRange.TrueRange(1030, 1020, 1000));
        Assert.Equal(25, AverageTrueRange.TrueRange(990, 975, 1000));
        Assert.Equal(10, AverageTrueRange.TrueRange(1005, 995, 1000));
    }

    [Fact]
    public void Macd_of_a_straight_line_has_no_histogram()
    {
        // An EMA started by its mean lags a line of slope 3 by (n − 1) / 2 bars: MACD = 3·(12.5 − 5.5) = 21 = its signal.
        double[] histogram =
            MovingAverageConvergence.Compute(
                new FeatureInputs(Make.Closes([.. Enumerable.Range(0, 60).Select(bar => 1000 + 3 * bar)])));
        Assert.True(double.IsNaN(histogram[32]));
        for (int bar = 33; bar < 60; bar++) Assert.Equal(0.0, histogram[bar], 9);
    }

    [Fact]
    public void Macd_of_a_step_is_worked_by_hand()
    {
        // 1000 ticks at bar 40: EMA(12) gains 2/13 of it, EMA(26) 2/27, so MACD = 1000·(2/13 − 2/27) = 79.772; its EMA(9)
        // gains 2/10 of that, which leaves 0.8·79.772 = 63.818.
        int[] closes = [.. Enumerable.Range(0, 41).Select(bar => bar < 40 ? 5000 : 6000)];
        Assert.Equal(63.81766, MovingAverageConvergence.Compute(new FeatureInputs(Make.Closes(closes)))[40], 1e-5);
    }

    [Fact]
    public void Prices_and_momentum_are_in_ATR_of_their_own_bar()
    {
        // Twenty bars that span 8 ticks and climb by 2 a bar: TR = 8 always (|high − previous close| = 6), so ATR = 8.
        (int, int, int, int)[] prices =
            [.. Enumerable.Range(0, 20).Select(bar => (999 + 2 * bar, 1004 + 2 * bar, 996 + 2 * bar, 1000 + 2 * bar))];
        ReadOnlySpan<float> row = FeatureSet.Base.Compute(Make.Bars(prices)).Row(19);
        Assert.Equal([-1 / 8f, 4 / 8f, -4 / 8f, 2 / 8f], row[..4].ToArray());
        Assert.Equal(20 / 8f, row[6], 1e-6f);              // ten bars of 2 ticks
        Assert.Equal(0f, row[7], 1e-6f);                   // ATR equal to its mean
    }

    [Fact]
    public void The_clock_counts_from_0930_and_to_1659_and_the_evening_is_negative()
    {
        BarSeries bars = Make.Market(2);
        FeatureTable table = FeatureSet.Base.Compute(bars);
        int evening = bars.Days[1].FirstBar, open = evening + (15 * 60 + 30);   // 18:00, and 15.5 hours later 09:30
        Assert.Equal([18 / 24f, -930f, 22 * 60 + 59f], table.Row(evening)[8..].ToArray());
        Assert.Equal([9.5f / 24f, 0f, 449f], table.Row(open)[8..].ToArray());
    }

    [Fact]
    public void Minutes_to_flat_know_an_early_close()
    {
        // 2022-01-17, Martin Luther King Day, stops at 13:00: its last bar starts 12:59, the flat time.
        BarSeries bars = Make.Market(12);
        TradingDay day = bars.Days.Single(d => d.Date == new NodaTime.LocalDate(2022, 1, 17));
        Assert.Equal(0f, FeatureSet.Base.Compute(bars).Row(day.EndBar - 1)[10]);
    }

    [Fact]
    public void Raw_holds_the_levels_in_points()
    {
        (int, int, int, int)[] prices = [.. Enumerable.Repeat((1000, 1005, 995, 1001), 40)];
        ReadOnlySpan<float> row = FeatureSet.Raw.Compute(Make.Bars(prices)).Row(39);
        Assert.Equal([250f, 251.25f, 248.75f, 250.25f, 50f, 0f, 0f, 2.5f],
            row[..8].ToArray().Select(value => MathF.Round(value, 6)));
    }
}
