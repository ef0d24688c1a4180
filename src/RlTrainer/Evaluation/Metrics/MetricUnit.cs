namespace RlTrainer.Evaluation;

/// <summary>What a metric is counted in, which decides how it is written.</summary>
public enum MetricUnit
{
    /// <summary>A plain ratio.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>US dollars.</summary>
    Dollars,

    /// <summary>Already in percent.</summary>
    Percent,

    /// <summary>A share from 0 to 1, written in percent.</summary>
    Share,

    /// <summary>Multiples of the initial risk.</summary>
    RMultiple,

    /// <summary>Trading days.</summary>
    Days,
}
