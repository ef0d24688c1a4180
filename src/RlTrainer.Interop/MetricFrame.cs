using Microsoft.Data.Analysis;
using RlTrainer.Evaluation;

namespace RlTrainer.Interop;

/// <summary>An evaluation's metrics as a frame and back: a figure is a Double, and an undefined one an empty cell with its
/// reason.</summary>
public static class MetricFrame
{
    /// <summary>Metrics → a frame [metrics, 6], in the order of <see cref="MetricDefinition.All"/>.</summary>
    /// <param name="metrics">What an evaluation measured.</param>
    /// <returns>The frame, a row a metric: key, title, unit, value, reason, formula; where a value is undefined its
    /// cell is empty and the reason says why.</returns>
    public static DataFrame Of(EvaluationMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        IReadOnlyList<MetricDefinition> all = MetricDefinition.All;
        return new DataFrame(
            new StringDataFrameColumn("key", all.Select(metric => metric.Key)),
            new StringDataFrameColumn("title", all.Select(metric => metric.Title)),
            new StringDataFrameColumn("unit", all.Select(metric => metric.Unit.ToString())),
            new DoubleDataFrameColumn("value", all.Select(metric => metric.Of(metrics).Value)),
            new StringDataFrameColumn("reason", all.Select(metric => metric.Of(metrics).Reason)),
            new StringDataFrameColumn("formula", all.Select(metric => metric.Formula)));
    }

    /// <summary>A frame with the columns key, value and reason → the figures by key.</summary>
    /// <param name="frame">[metrics, …] a row a metric; columns beside key, value and reason are not read.</param>
    /// <returns>The figures by their keys; a row without a value becomes an undefined figure with its reason.</returns>
    /// <exception cref="ArgumentException">A column is missing or has
    /// another type, or a row has neither a value nor a reason.</exception>
    public static IReadOnlyDictionary<string, Measured> ToMeasures(DataFrame frame)
    {
        string[] keys = frame.Texts("key");
        var values = FrameColumns.Named(frame, "value") as PrimitiveDataFrameColumn<double>
            ?? throw new ArgumentException(
                $"Column 'value' holds {FrameColumns.Named(frame, "value").DataType.Name}; expected Double.");
        DataFrameColumn reasons = FrameColumns.Named(frame, "reason");
        var measures = new Dictionary<string, Measured>(StringComparer.Ordinal);
        for (int row = 0; row < keys.Length; row++)
        {
            measures[keys[row]] = values[row] is { } value
                ? Measured.Of(value)
                : Measured.Undefined(reasons[row] as string
                    ?? throw new ArgumentException(
                        $"Metric '{keys[row]}' in row {row} has neither a value nor a reason; expected one of them."));
        }
        return measures;
    }
}
