namespace RlTrainer.Runs;

/// <summary>What a configuration key holds.</summary>
internal enum ConfigKind
{
    /// <summary>Keys of its own.</summary>
    Object,

    /// <summary>Several values of one kind.</summary>
    List,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Switch,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A time of day, 16:59:00.</summary>
    Time,

    /// <summary>A date, 2026-11-01.</summary>
    Date,
}
