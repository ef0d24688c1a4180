using NodaTime;
using RlTrainer.Data;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Features;

public sealed class ExtendedFeatureTests
{
    private static float[] Column(BarSeries bars, Feature feature)
    {
        float[] column = new float[bars.Count];
        feature.Fill(new FeatureInputs(bars), column);
        return column;
    }

    private static float[] Reference(Feature feature) => Column(ReferenceQuotes.Bars(39), feature);

    [Fact]
    public void Adx_and_its_directions_equal_those_of_Stock_Indicators()
    {
        float[] plus = Reference(DirectionalMovement.Plus), minus = Reference(DirectionalMovement.Minus),
            adx = Reference(DirectionalMovement.Adx);
        Assert.Equal([21.9669, 21.0361, 37.9719], new[] { 14, 19, 29 }.Select(bar => Math.Round(plus[bar], 4)));
        Assert.Equal([18.5462, 25.0124, 14.1658], new[] { 14, 19, 29 }.Select(bar => Math.Round(minus[bar], 4)));
        Assert.True(float.IsNaN(adx[26]));
        Assert.Equal([15.9459, 19.7949], new[] { 27, 29 }.Select(bar => Math.Round(adx[bar], 4)));
    }

    [Fact]
    public void Atr_equals_that_of_Stock_Indicators()
    {
        FeatureInputs inputs = new(ReferenceQuotes.Bars(39));
        Assert.Equal([1.3364, 1.3034], new[] { 14, 24 }.Select(bar => Math.Round(inputs.AtrTicks[bar] / 100, 4)));
    }

    [Fact]
    public void Rsi_efficiency_deviation_stochastic_and_average_equal_those_of_Stock_Indicators()
    {
        Assert.Equal(62.0541, Reference(RelativeStrengthIndex.Feature)[14], 5e-5);
        Assert.Equal([0.2465, 0.2136], new[] { 10, 24 }.Select(bar => Math.Round(Reference(EfficiencyRatio.Feature)[bar], 4)));
        int[] closes = ReferenceQuotes.Bars(39).CloseTicks.ToArray();
        float[] deviation = new float[39];
        Rolling.Deviation([.. closes.Select(close => (double)close)], 0, 10, deviation);
        Assert.Equal(0.5020, deviation[9] / 100, 5e-5);
        Assert.Equal(81.1253, Reference(Stochastic.D)[15], 5e-5);                // %K smoothed over three bars
        FeatureInputs inputs = new(ReferenceQuotes.Bars(39));
        float ema = closes[29] - Column(inputs.Bars, EmaRatios.Over(20))[29] * (float)inputs.AtrTicks[29];
        Assert.Equal(216.6228, ema / 100, 1e-3);
    }

    [Fact]
    public void The_percentile_rank_is_scipys_mean_rank()
    {
        // scipy.stats.percentileofscore([1, 2, 3, 3, 4], 3, kind='mean') is 60.0 in its documentation.
        var tree = new RankTree(8);
        foreach (int bucket in (int[])[1, 2, 3, 3, 4]) tree.Add(bucket);
        Assert.Equal(0.6, tree.MeanRank(3), 12);
        tree.Clear();
        tree.Add(5);
        Assert.Equal(0.5, tree.MeanRank(5), 12);
    }

    [Fact]
    public void Vwap_weighs_typical_prices_by_volume_and_starts_anew_at_18()
    {
        // Typical prices 100 and 103 with volumes 1 and 3: (100 + 309) / 4 = 102.25.
        BarSeries bars = Make.Bars([(100, 100, 100, 100), (103, 104, 101, 104)], [1, 3]);
        Assert.Equal([100.0, 102.25], SessionVwap.Compute(new FeatureInputs(bars)));
        BarSeries market = Make.Market(2);
        int evening = market.Days[1].FirstBar;
        double typical = (market.HighTicks[evening] + market.LowTicks[evening] + market.CloseTicks[evening]) / 3.0;
        Assert.Equal(typical, SessionVwap.Compute(new FeatureInputs(market))[evening], 9);
    }

    [Fact]
    public void Session_flags_are_half_open()
    {
        // 39 bars from 11:58, then from 16:57.
        (int, int, int, int)[] still = [.. Enumerable.Repeat((500, 500, 500, 500), 39)];
        BarSeries noon = Make.Bars(still, startMinute: 11 * 60 + 58), late = Make.Bars(still[..3], startMinute: 16 * 60 + 57);
        Assert.Equal([1f, 1f, 0f], Column(noon, SessionFlags.Morning)[..3]);
        Assert.Equal([0f, 0f, 1f], Column(noon, SessionFlags.Midday)[..3]);
        Assert.Equal([1f, 1f, 0f], Column(late, SessionFlags.Afternoon));
    }

    [Fact]
    public void Bollinger_stochastic_and_volume_of_still_prices_are_in_their_middle()
    {
        BarSeries still = Make.Closes([.. Enumerable.Repeat(500, 60)]);
        Assert.Equal([0.5f, 0f, 50f, 50f, 0f, 0f],
            new[] { BollingerBands.Position, BollingerBands.BandWidth, Stochastic.K, Stochastic.D, VolumeRatio.Feature,
                EfficiencyRatio.Feature }
            .Select(feature => Column(still, feature)[59]));
    }

    [Fact]
    public void A_straight_climb_is_efficient_and_trending()
    {
        BarSeries climb = Make.Closes([.. Enumerable.Range(500, 60)]);
        Assert.Equal([1f, 1f, 0f, 100f],
            new[] { EfficiencyRatio.Feature, DirectionalMovement.Trending, DirectionalMovement.Ranging, Stochastic.K }.Select(
                feature => Column(climb, feature)[59]));
    }

    [Fact]
    public void Rolling_deviation_and_extremes_equal_a_plain_computation()
    {
        BarSeries bars = Make.Market(1);
        double[] closes = [.. bars.CloseTicks.ToArray().Select(ticks => (double)ticks)];
        float[] deviation = new float[closes.Length];
        Rolling.Deviation(closes, 0, 20, deviation);
        (int[] highest, int[] lowest) = Rolling.Extremes(bars, 14);
        for (int bar = 20; bar < bars.Count; bar += 7)
        {
            double[] window = closes[(bar - 19)..(bar + 1)];
            double mean = window.Average();
            Assert.Equal(Math.Sqrt(window.Average(value => (value - mean) * (value - mean))), deviation[bar], 1e-3);
            Assert.Equal(bars.HighTicks.Slice(bar - 13, 14).ToArray().Max(), highest[bar]);
            Assert.Equal(bars.LowTicks.Slice(bar - 13, 14).ToArray().Min(), lowest[bar]);
        }
    }

    [Fact]
    public void The_extended_set_has_the_base_first_and_39_features_with_a_formula_each()
    {
        Assert.Equal(39, FeatureSet.Extended.Features.Count);
        Assert.Equal(FeatureSet.Base.Features, FeatureSet.Extended.Features.Take(11));
        Assert.All(FeatureSet.Extended.Features, feature => Assert.NotEqual("", feature.Formula));
        FeatureTable table = FeatureSet.Extended.Compute(Make.Market(2));
        foreach (float value in table.Values.Span) Assert.True(float.IsFinite(value));
    }

    [Fact]
    public void A_summary_tells_levels_from_stationary_features()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 30, FirstDay = new LocalDate(2024, 1, 2) }).Minutes;
        FeatureSummary raw = FeatureSummary.Of(FeatureSet.Raw.Compute(bars)),
            stationary = FeatureSummary.Of(FeatureSet.Base.Compute(bars));
        Assert.True(raw.Features[3].Shift > 0.8 && raw.Features[3].Persistence > 0.99, raw.Features[3].ToString());
        Assert.True(stationary.Features[3].Shift < 0.1
            && Math.Abs(stationary.Features[3].Persistence) < 0.1, stationary.Features[3].ToString());
        Assert.Equal(1.0, stationary.Correlations[4, 4], 9);
        Assert.Equal(stationary.Correlations[2, 5], stationary.Correlations[5, 2], 12);
        Assert.Equal(-1.0, stationary.Correlations[9, 10], 2);                    // minutes from the open, minutes to flat time
    }
}
