using Microsoft.Data.Analysis;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Tests.Evaluation;

namespace RlTrainer.Interop.Tests;

public sealed class MetricFrameTests
{
    // Four days of +200, −100, 0 and +300 dollars: 400 in all, and too few days for a Sharpe ratio.
    private static readonly BarSeries Bars = Journals.Bars(4);
    private static readonly EvaluationMetrics Metrics =
        MetricsFromJournal.Of(Journals.Daily(Bars, 20_000, -10_000, 0, 30_000), Bars, Journals.StartCents);

    [Fact]
    public void Figures_are_doubles_and_undefined_ones_empty_cells_with_a_reason()
    {
        DataFrame frame = MetricFrame.Of(Metrics);
        Assert.Equal(typeof(double), frame["value"].DataType);
        Assert.Equal(MetricDefinition.All.Count, frame.Rows.Count);
        int row = RowOf(frame, "net_profit"), sharpe = RowOf(frame, "sharpe");
        Assert.Equal(400.0, frame["value"][row]);
        Assert.Null(frame["reason"][row]);
        Assert.Null(frame["value"][sharpe]);
        Assert.Equal("there are 4 test days and annualised figures need at least 20", frame["reason"][sharpe]);
    }

    [Fact]
    public void Every_figure_comes_back_as_it_was()
    {
        IReadOnlyDictionary<string, Measured> back = MetricFrame.ToMeasures(MetricFrame.Of(Metrics));
        Assert.All(MetricDefinition.All, metric => Assert.Equal(metric.Of(Metrics), back[metric.Key]));
    }

    [Fact]
    public void A_row_with_neither_value_nor_reason_is_refused()
    {
        DataFrame frame = MetricFrame.Of(Metrics);
        frame["value"][RowOf(frame, "net_profit")] = null;
        var fault = Assert.Throws<ArgumentException>(() => MetricFrame.ToMeasures(frame));
        Assert.Equal("Metric 'net_profit' in row 0 has neither a value nor a reason; expected one of them.", fault.Message);
    }

    private static int RowOf(DataFrame frame, string key) =>
        Enumerable.Range(0, (int)frame.Rows.Count).First(row => (string)frame["key"][row] == key);
}
