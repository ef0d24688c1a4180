using System.Globalization;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>Looks through the feature tables once, before a run starts.</summary>
internal static class FiniteTables
{
    /// <summary>Every feature of the training and the validation days is a finite number.</summary>
    /// <exception cref="NonFiniteException">One is not; the message names split, bar, time and feature of the first.</exception>
    public static void Require(PreparedMarket market)
    {
        Require(market.Train, "training");
        Require(market.Validation, "validation");
    }

    private static void Require(FeatureTable table, string split)
    {
        ReadOnlySpan<float> values = table.Values.Span;
        for (int index = 0; index < values.Length; index++)
        {
            if (float.IsFinite(values[index])) continue;
            int bar = index / table.FeatureCount;
            float value = values[index];
            throw new NonFiniteException(string.Create(
                CultureInfo.InvariantCulture,
                $"The feature {table.Names[index % table.FeatureCount]} of {split} bar {bar} ({BarTime.Eastern(table.Bars, bar)} "
                + $"Eastern) was {value}; expected a finite number. "
                + $"Check that bar of the data file (rltrainer data check), or the feature's formula. Nothing was started."));
        }
    }
}
