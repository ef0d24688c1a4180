using System.Text;
using RlTrainer.Features;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Features;

/// <summary>Values that others have published, and the page that lists all of them.</summary>
public sealed class ReferenceValueTests
{
    private const string Quotes = "Stock.Indicators (DaveSkender, Apache-2.0), its tests' SPY quotes of 2017 and results";

    /// <summary>Every reference value that the project did not make: indicator,
    /// source, convention, tolerance, the test that compares.</summary>
    private static readonly (
        string Indicator, string Source, string Convention, string Tolerance, Type Tests, string Test)[] All =
    [
        ("RSI(14)", "StockCharts ChartSchool, cs-rsi.xls, 19 values",
            "Wilder: first averages are the means of 14 changes, then (13·old + new) / 14",
            "0.0051 (printed with two decimals)", typeof(BaseFeatureTests),
            nameof(BaseFeatureTests.Rsi_equals_the_worked_example_of_StockCharts)),
        ("RSI(14)", Quotes, "the same", "0.00005", typeof(ExtendedFeatureTests),
            nameof(ExtendedFeatureTests.Rsi_efficiency_deviation_stochastic_and_average_equal_those_of_Stock_Indicators)),
        ("MACD(12, 26, 9) histogram", Quotes,
            "each EMA starts as the plain mean of its first values, the signal line too; TA-Lib aligns the short EMA with the "
            + "long one instead",
            "0.000001", typeof(ReferenceValueTests), nameof(Macd_histogram_equals_that_of_Stock_Indicators)),
        ("ATR(14)", Quotes, "Wilder: the first bar has no true range; the first value, at bar 14, is the mean of bars 1 to 14",
            "0.00005",
            typeof(ExtendedFeatureTests), nameof(ExtendedFeatureTests.Atr_equals_that_of_Stock_Indicators)),
        ("ADX(14), +DI, −DI", Quotes,
            "Wilder: sums of bars 1 to 14, then less a fourteenth; ADX starts at bar 27 as the mean of 14 DX", "0.00005",
            typeof(ExtendedFeatureTests), nameof(ExtendedFeatureTests.Adx_and_its_directions_equal_those_of_Stock_Indicators)),
        ("VWAP", Quotes, "typical price (high + low + close) / 3, cumulative since the day's start", "0.000001",
            typeof(ReferenceValueTests), nameof(Vwap_equals_that_of_Stock_Indicators)),
        ("efficiency ratio (10)", Quotes + " (the ER of its KAMA)", "Kaufman: |net change| / sum of |changes|", "0.00005",
            typeof(ExtendedFeatureTests),
            nameof(ExtendedFeatureTests.Rsi_efficiency_deviation_stochastic_and_average_equal_those_of_Stock_Indicators)),
        ("standard deviation", Quotes, "of the population (divided by n)", "0.00005",
            typeof(ExtendedFeatureTests),
            nameof(ExtendedFeatureTests.Rsi_efficiency_deviation_stochastic_and_average_equal_those_of_Stock_Indicators)),
        ("percentile rank", "SciPy, documentation of scipy.stats.percentileofscore",
            "kind='mean': below + half of the equal (strict counts only below, weak all up to it)", "10⁻¹²",
            typeof(ExtendedFeatureTests), nameof(ExtendedFeatureTests.The_percentile_rank_is_scipys_mean_rank)),
        ("Bollinger %b (20, 2)", Quotes, "deviation of the population", "0.000001", typeof(ReferenceValueTests),
            nameof(Bollinger_position_equals_that_of_Stock_Indicators)),
        ("stochastic %D (14, 3)", Quotes, "%K smoothed over three bars", "0.00005",
            typeof(ExtendedFeatureTests),
            nameof(ExtendedFeatureTests.Rsi_efficiency_deviation_stochastic_and_average_equal_those_of_Stock_Indicators)),
        ("EMA(20)", Quotes, "starts as the plain mean of 20 closes", "0.001 (through a float32 distance in ATR)",
            typeof(ExtendedFeatureTests),
            nameof(ExtendedFeatureTests.Rsi_efficiency_deviation_stochastic_and_average_equal_those_of_Stock_Indicators)),
    ];

    [Fact]
    public void Macd_histogram_equals_that_of_Stock_Indicators()
    {
        double[] histogram = MovingAverageConvergence.Compute(new FeatureInputs(ReferenceQuotes.Bars(50)));
        (int Bar, double Value)[] expected =
            [(33, 0.6808008578850289), (34, 0.6241314853905098), (40, 0.3045747198764128), (45, -0.2578980197835987),
                (49, -0.2472469700402289)];
        foreach ((int bar, double value) in expected) Assert.Equal(value, histogram[bar] / 100, 1e-6);
        Assert.True(double.IsNaN(histogram[32]));
    }

    [Fact]
    public void Vwap_equals_that_of_Stock_Indicators()
    {
        double[] vwap = SessionVwap.Compute(new FeatureInputs(ReferenceQuotes.Bars(21)));
        (int Bar, double Value)[] expected =
        [
            (0, 212.5566666666667), (1, 213.13683518278566), (5, 213.69780842839845), (10, 213.81810943131728),
            (15, 214.09444731028552),
            (19, 214.3591814495742), (20, 214.39857419187464),
        ];
        foreach ((int bar, double value) in expected) Assert.Equal(value, vwap[bar] / 100, 1e-6);
    }

    [Fact]
    public void Bollinger_position_equals_that_of_Stock_Indicators()
    {
        float[] position = new float[39];
        BollingerBands.Position.Fill(new FeatureInputs(ReferenceQuotes.Bars(39)), position);
        foreach ((int bar, double value) in new[] { (19, 0.6053907225832011), (29, 1.099487014988734), (38, 0.7782115399348137) })
            Assert.Equal(value, position[bar], 1e-6);
    }

    [Fact]
    public void The_page_lists_every_reference_value_and_the_test_that_compares_it()
    {
        var table = new StringBuilder("| indicator | source | convention | tolerance | test |\n|---|---|---|---|---|\n");
        foreach (var (indicator, source, convention, tolerance, tests, test) in All)
        {
            Assert.NotNull(tests.GetMethod(test)!.GetCustomAttributes(typeof(FactAttribute), inherit: false).SingleOrDefault());
            table.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"| {indicator} | {source} | {convention} | {tolerance} | `{tests.Name}` |\n");
        }
        Assert.Contains(table.ToString(), Repository.Read("tests/README.md"), StringComparison.Ordinal);
    }
}
