namespace RlTrainer.Benchmarks;

/// <summary>A rule that manages a position.</summary>
internal enum ManagedExit
{
    /// <summary>Stop, target and the rules' limits alone, as in phase 1.</summary>
    Never,

    /// <summary>Closes when the side has turned against it.</summary>
    WhenTurned,

    /// <summary>Closes when the side is no longer with it.</summary>
    WhenNotWith,

    /// <summary>Moves the stop to break-even as soon as it may.</summary>
    BreakEven,

    /// <summary>Trails the stop by one ATR from the first bar on.</summary>
    Trail,

    /// <summary>Closes half at a profit of the initial risk.</summary>
    PartialAtOneR,

    /// <summary>Extends the target as often as it may.</summary>
    Extend,
}
