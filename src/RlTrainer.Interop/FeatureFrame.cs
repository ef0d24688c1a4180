using System.Globalization;
using Microsoft.Data.Analysis;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Interop;

/// <summary>Feature tables as a frame and back, without loss: features are float32 in the library and Single in the frame,
/// times Int64.</summary>
public static class FeatureFrame
{
    private const string Time = "utc_seconds", Range = "atr_ticks";

    /// <summary>A table → a frame [bars, features + 2]: the bar's start,
    /// the features in order, the average true range in ticks.</summary>
    /// <param name="table">[bars, features] raw or normalised.</param>
    /// <returns>The frame; its columns are copies.</returns>
    public static DataFrame Of(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var columns = new List<DataFrameColumn> { new Int64DataFrameColumn(Time, table.Bars.UtcSeconds.ToArray()) };
        for (int feature = 0; feature < table.FeatureCount; feature++)
        {
            var values = new float[table.BarCount];
            for (int bar = 0; bar < values.Length; bar++) values[bar] = table.Row(bar)[feature];
            columns.Add(new SingleDataFrameColumn(table.Names[feature], values));
        }
        columns.Add(new SingleDataFrameColumn(Range, table.AtrTicks.ToArray()));
        return new DataFrame(columns);
    }

    /// <summary>A frame with one Single column a feature → a table of the same bars.</summary>
    /// <param name="frame">[bars, …] further columns are not read.</param>
    /// <param name="bars">The bars the features were computed from; their times must be the frame's.</param>
    /// <param name="setName">The feature set's name: a changed feature makes another set, so give it another name.</param>
    /// <param name="names">The feature columns, in order.</param>
    /// <param name="warmUpBars">So many bars at the start are never traded.</param>
    /// <param name="isNormalized">The values have been through a normaliser.</param>
    /// <returns>The table [bars, features].</returns>
    /// <exception cref="ArgumentException">A column is missing or has another type, or a row is of another bar.</exception>
    public static FeatureTable ToTable(
        DataFrame frame, BarSeries bars, string setName, IReadOnlyList<string> names, int warmUpBars, bool isNormalized)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(names);
        CheckTimes(frame.Numbers<long>(Time), bars);
        var values = new float[bars.Count * names.Count];
        for (int feature = 0; feature < names.Count; feature++)
        {
            float[] column = frame.Numbers<float>(names[feature]);
            for (int bar = 0; bar < column.Length; bar++) values[bar * names.Count + feature] = column[bar];
        }
        return new FeatureTable(bars, setName, names, values, frame.Numbers<float>(Range))
        {
            WarmUpBars = warmUpBars,
            IsNormalized = isNormalized,
        };
    }

    private static void CheckTimes(long[] times, BarSeries bars)
    {
        if (times.Length != bars.Count)
            throw new ArgumentException(
                $"The frame has {times.Length} rows and the series {bars.Count} bars; expected one row a bar.");
        for (int bar = 0; bar < times.Length; bar++)
            if (times[bar] != bars.UtcSeconds[bar])
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {bar} of the frame is of {times[bar]} s and bar {bar} starts at {bars.UtcSeconds[bar]} s; keep the "
                    + $"rows in the bars' order."));
    }
}
