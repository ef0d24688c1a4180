namespace RlTrainer.Data;

/// <summary>Which edge of a bar its time marks.</summary>
public enum BarEdge
{
    /// <summary>The time is the bar's start.</summary>
    Start,

    /// <summary>The time is the bar's end; reading subtracts the bar's length.</summary>
    End,
}
