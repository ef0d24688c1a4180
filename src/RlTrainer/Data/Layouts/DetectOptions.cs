using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>What the caller said before a file is looked at.</summary>
/// <param name="Instrument">What the bars are of; null where it is not known yet.</param>
/// <param name="Columns">Columns that the caller named; null for none.</param>
/// <param name="IsAggregated">Trades and seconds are made into longer bars.</param>
internal sealed record DetectOptions(Instrument? Instrument = null, ColumnMapping? Columns = null, bool IsAggregated = false)
{
    /// <summary>The caller said which sign stands before a fraction.</summary>
    public bool IsDecimalSaid { get; init; }

    /// <summary>Nothing was said.</summary>
    public static DetectOptions None { get; } = new();
}
