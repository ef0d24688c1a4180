using System.Globalization;
using System.Xml.Linq;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Evaluation;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Reporting;

public sealed class FigureTests
{
    private static readonly BarSeries Bars = Journals.Bars(3);
    private static readonly TradingJournal Journal = Journals.Daily(Bars, 20_000, -10_000, 30_000);

    private static readonly BarCoverage Gappy =
        BarCoverage.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 300 })
            .Minutes.SelectDays(day => day.Date.Day is not (13 or 14)));

    private static readonly PolicyEvaluation Evaluated = PolicyEvaluation.Of("p", Journal, Bars, new RuleSet(), 1);

    private static readonly HandPlay Played =
        new HandPlay(TestMarket.Table(Bars), HandPlayed.OneContract with { Contracts = 2 }, new RuleSet())
        .Do(TradeAction.Buy).Do(TradeAction.ExtendTarget).Do(TradeAction.TakePartial).Do(TradeAction.Close).Hold(3);

    public static TheoryData<string> Figures { get; } = [.. All.Keys];

    private static Dictionary<string, Func<SvgFigure>> All => new()
    {
        ["equity"] = () => EquityChart.Of("Equity", [Line("A & <B>"), Line("C")], Bars),
        ["day"] = () => DayChart.Of(Bars, Journal, 1),
        ["day without trades"] = () => DayChart.Of(Bars, new TradingJournal(), 0),
        ["lines"] = () => LineChart.Of(
            "Reward", "Steps", "Reward", [new Curve("Training", [0, 1, 2], [1, 3, 2]), new Curve("Validation", [], [])]),
        ["one point"] = () => LineChart.Of("Reward", "Steps", "Reward", [new Curve("Training", [5], [1])]),
        ["no points"] = () => LineChart.Of("Reward", "Steps", "Reward", [new Curve("Training", [], [])]),
        ["bars"] = () => BarChart.Of("By hour", "Profit, $", [("09:00", 100), ("10:00", -50)], NumberText.Dollars),
        ["no bars"] = () => BarChart.Of("By hour", "Profit, $", [], NumberText.Dollars),
        ["histogram"] = () => Histogram.Of("R", "R", [-1, 0.1, 2, 9], 0.5, (-2, 5)),
        ["heat map"] = () =>
            HeatMap.Of("Profit", ["Monday", "Friday"], ["09:00", "10:00"], [1, null, -2, 0], value => NumberText.Number(value)),
        ["intervals"] = () =>
            IntervalChart.Of("Seeds", "Share",
                [("Transfer", [0.1, 0.5, 0.4], SeedSummary.Of([0.1, 0.5, 0.4], 1)),
                    ("Scratch", [0.2], SeedSummary.Of([0.2], 1))], 0.45),
        ["no intervals"] = () => IntervalChart.Of("Seeds", "Share", []),
        ["by hour"] = () => EvaluationFigures.ByHour(Evaluated),
        ["by month"] = () => EvaluationFigures.ByMonth(Evaluated),
        ["equity of one"] = () => EvaluationFigures.Equity(Evaluated),
        ["hour by weekday"] = () => EvaluationFigures.HourByWeekday(Evaluated),
        ["multiples"] = () => EvaluationFigures.MultiplesOfRisk(Evaluated),
        ["coverage"] = () => CoverageChart.Calendar("Coverage", BarCoverage.Of(Bars)),
        ["coverage of years"] = () => CoverageChart.Calendar("Coverage", Gappy),
        ["missing by hour"] = () => CoverageChart.MissingByHour("Missing, %", Gappy),
        ["correlations"] = () =>
            CorrelationChart.Of("Correlations",
                FeatureSummary.Of(FeatureSet.Base.Compute(SyntheticBars.Generate(new SyntheticConfig { Days = 1 }).Minutes))),
        ["many correlations"] = () =>
            CorrelationChart.Of("Correlations",
                FeatureSummary.Of(FeatureSet.Extended.Compute(SyntheticBars.Generate(new SyntheticConfig { Days = 1 }).Minutes))),
        ["small multiples"] = () =>
            SmallMultiples.Of("Day", "hour",
                [new Curve("a <b>", [0, 1, 2], [1, double.NaN, 2]), new Curve("still", [0, 1], [3, 3]),
                    new Curve("none", [0], [double.NaN])]),
        ["no small multiples"] = () => SmallMultiples.Of("Day", "hour", []),
        ["walk-forward"] = () => SplitChart.Of(SplitPlan.WalkForward(40, 10, 5)),
        ["combinatorial"] = () => SplitChart.Of(SplitPlan.Combinatorial(60, 10, 3)),
        ["chronological"] = () =>
            SplitChart.Of(DaySplit.Chronological(SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes)),
        ["70/30"] = () => SplitChart.Of(
            DaySplit.SeventyThirty(SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes)),
        ["account"] = () => AccountChart.Of("Account", Bars, Journal, new RuleSet()),
        ["account without bars"] = () => AccountChart.Of("Account", Bars, new TradingJournal(), new RuleSet()),
        ["masks"] = () => MaskChart.Of("Masks", ActionSet.Phase2, Played.Steps),
        ["rewards"] = () => RewardChart.Of("Reward", Played.Steps),
        ["no rewards"] = () => RewardChart.Of("Reward", []),
        ["empty heat map"] = () => HeatMap.Of("Profit", [], [], [], value => NumberText.Number(value)),
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public void Every_figure_is_well_formed_and_holds_no_undefined_number(string name)
    {
        SvgFigure figure = All[name]();
        var svg = XDocument.Parse(figure.Svg);
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.False(string.IsNullOrWhiteSpace(figure.Title));
        Assert.Contains("prefers-color-scheme:light", figure.Svg, StringComparison.Ordinal);
        Assert.DoesNotContain("<style>", figure.Inline, StringComparison.Ordinal);
        foreach (string bad in new[] { "NaN", "Infinity", "∞", "E+", "E-" })
            Assert.DoesNotContain(bad, figure.Inline, StringComparison.Ordinal);
        foreach (XAttribute number in svg.Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is "x" or "y" or "width" or "height" or "cx" or "cy"))
            Assert.InRange(double.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture), 0, 2000);
    }

    [Fact]
    public void A_coverage_calendar_tells_whole_days_from_missing_ones_and_names_early_closes_and_holidays()
    {
        string svg = CoverageChart.Calendar("Coverage", Gappy).Inline;
        Assert.Contains("<title>Thu 2022-01-13: 0 of 1380 minutes</title>", svg, StringComparison.Ordinal);
        Assert.Contains("<title>Wed 2022-01-12: 1380 of 1380 minutes</title>", svg, StringComparison.Ordinal);
        Assert.Contains("<title>Mon 2022-01-17: 1140 of 1140 minutes, early close: Martin Luther King Day</title>", svg,
            StringComparison.Ordinal);
        Assert.Contains("<title>Fri 2022-04-15: no trading, Good Friday</title>", svg, StringComparison.Ordinal);
        // January 2022 has 21 trading days; two are missing: 2 / 21 = 9.5 %.
        Assert.Contains("<title>2022-01, 10: 9.5</title>", CoverageChart.MissingByHour("Missing, %", Gappy).Inline,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_is_drawn_with_its_dates_and_a_long_plan_says_what_it_leaves_out()
    {
        DaySplit split = DaySplit.Chronological(SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes);
        string svg = SplitChart.Of(split).Inline;
        foreach ((string name, BarSeries part) in new[] { ("train", split.Train), ("validation", split.Validation),
            ("test", split.Test) })
            Assert.Contains(string.Create(CultureInfo.InvariantCulture,
                $"<title>{name}, {part.Days.Count} days: {part.Days[0].Date:uuuu-MM-dd} to "
                + $"{part.Days[^1].Date:uuuu-MM-dd}</title>"), svg, StringComparison.Ordinal);
        Assert.Contains("<title>fold 2 tests: day 8 to day 9</title>", SplitChart.Of(SplitPlan.WalkForward(10, 4, 2)).Inline,
            StringComparison.Ordinal);
        Assert.EndsWith("(the first 40 of 120 folds)", SplitChart.Of(SplitPlan.Combinatorial(60, 10, 3)).Title,
            StringComparison.Ordinal);
    }

    // 2 bars in a panel from x 84 to 780: 348 each, middles 258 and 606, bars at most 56 wide; values −50 to 100 on y 240 to 50:
    // 0 lies at 240 − 190/3 = 176.7, 100 at 50, −50 at 240.
    [Fact]
    public void A_bar_chart_draws_what_it_was_given() => Assert.Equal(
        """
        <svg xmlns="http://www.w3.org/2000/svg" class="rl-figure" role="img" viewBox="0 0 800 280" width="800" height="280"><title>By hour</title><desc>Profit, $ by category.</desc>
        <rect x="0" y="0" width="800" height="280" class="rl-ground" rx="8"/>
        <text x="16" y="24" class="rl-title">By hour</text>
        <line x1="84" y1="240" x2="780" y2="240" class="rl-grid"/>
        <text x="76" y="244" class="rl-label" text-anchor="end">−$50</text>
        <line x1="84" y1="176.7" x2="780" y2="176.7" class="rl-grid"/>
        <text x="76" y="180.7" class="rl-label" text-anchor="end">$0</text>
        <line x1="84" y1="113.3" x2="780" y2="113.3" class="rl-grid"/>
        <text x="76" y="117.3" class="rl-label" text-anchor="end">$50</text>
        <line x1="84" y1="50" x2="780" y2="50" class="rl-grid"/>
        <text x="76" y="54" class="rl-label" text-anchor="end">$100</text>
        <text x="16" y="145" class="rl-label" text-anchor="middle" transform="rotate(-90 16 145)">Profit, $</text>
        <rect x="230" y="50" width="56" height="126.7" class="rl-gain"><title>09:00: $100</title></rect>
        <text x="258" y="260" class="rl-label rl-small" text-anchor="middle">09:00</text>
        <rect x="578" y="176.7" width="56" height="63.3" class="rl-loss"><title>10:00: −$50</title></rect>
        <text x="606" y="260" class="rl-label rl-small" text-anchor="middle">10:00</text>
        <line x1="84" y1="176.7" x2="780" y2="176.7" class="rl-axis"/>
        </svg>
        """, BarChart.Of("By hour", "Profit, $", [("09:00", 100), ("10:00", -50)], value => NumberText.Number(value, 0).Insert(value < 0 ? 1 : 0, "$")).Inline);

    [Fact]
    public void A_day_chart_marks_a_gain_with_a_disc_and_a_loss_with_a_cross()
    {
        Assert.Contains("class=\"rl-gain rl-mark\"><title>Target at", DayChart.Of(Bars, Journal, 0).Inline,
            StringComparison.Ordinal);
        Assert.Contains("class=\"rl-cross\"><title>Stop at", DayChart.Of(Bars, Journal, 1).Inline, StringComparison.Ordinal);
        Assert.Contains("<title>Long 1 at 5,000.00</title>", DayChart.Of(Bars, Journal, 0).Inline, StringComparison.Ordinal);
    }

    [Fact]
    public void Thinning_keeps_ends_and_extremes_and_stays_within_its_points()
    {
        double[] x = [.. Enumerable.Range(0, 10_000).Select(index => (double)index)],
            y = [.. x.Select(value => Math.Sin(value / 300))];
        (y[4321], y[8765]) = (50, -50);
        Curve thin = new Curve("A", x, y).Thinned(200);
        Assert.InRange(thin.X.Count, 100, 200);
        Assert.Equal((0, 9_999), (thin.X[0], thin.X[^1]));
        Assert.Equal((50, -50), (thin.Y.Max(), thin.Y.Min()));
    }

    [Fact]
    public void An_equity_chart_of_many_policies_stays_under_5000_points()
    {
        BarSeries bars = Journals.Bars(20, barsPerDay: 500);
        TradingJournal journal = Journals.Daily(bars, [.. Enumerable.Range(0, 20).Select(day => (long)(day % 3 - 1) * 10_000)]);
        SvgFigure figure = EquityChart.Of(
            "Equity", [.. Enumerable.Range(0, 6)
                .Select(index => new EquityLine($"P{index}", EquityCurve.Of(journal, Journals.StartCents), []))], bars);
        int points = XDocument.Parse(figure.Svg).Descendants().Where(element => element.Name.LocalName == "path")
            .Sum(path => path.Attribute("d")!.Value.Count(letter => letter is 'M' or 'L'));
        Assert.InRange(points, 1, EquityChart.MostPoints + 500);      // the area under the drawdown repeats its line
        Assert.NotNull(figure.PlotlyJson);
    }

    [Theory]
    [InlineData(0, 100, "0 20 40 60 80 100")]
    [InlineData(-1, 1, "-1 -0.5 0 0.5 1")]
    [InlineData(49_900, 50_310, "49900 50000 50100 50200 50300 50400")]
    public void Axes_are_labelled_at_round_values(double low, double high, string expected)
    {
        AxisScale scale = AxisScale.Around(low, high, 0, 100);
        Assert.Equal(expected, string.Join(' ', scale.Ticks().Select(tick => NumberText.Plain(tick))));
    }

    private static EquityLine Line(string name) => new(name, EquityCurve.Of(Journal, Journals.StartCents), [12]);
}
