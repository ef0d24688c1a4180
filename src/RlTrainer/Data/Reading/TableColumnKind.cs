namespace RlTrainer.Data;

/// <summary>What the values of a table's column are.</summary>
public enum TableColumnKind
{
    /// <summary>Something that no bar needs.</summary>
    Other,

    /// <summary>Whole numbers, as <see cref="long"/>; <see cref="long.MinValue"/> where the value is absent.</summary>
    Whole,

    /// <summary>Numbers, as <see cref="double"/>; NaN where the value is absent.</summary>
    Number,

    /// <summary>Points in time, as whole units since 1970; <see cref="long.MinValue"/> where the value is absent.</summary>
    Time,

    /// <summary>Texts; null where the value is absent.</summary>
    Text,
}
