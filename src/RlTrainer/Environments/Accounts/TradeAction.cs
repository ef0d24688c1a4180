namespace RlTrainer.Environments;

/// <summary>What a policy can ask for at the close of a bar.</summary>
public enum TradeAction
{
    /// <summary>Change nothing. Always legal.</summary>
    Hold,

    /// <summary>Open a long position at the next open; legal while flat.</summary>
    Buy,

    /// <summary>Open a short position at the next open; legal while flat.</summary>
    Sell,

    /// <summary>Close the position at the next open.</summary>
    Close,

    /// <summary>Move the stop to the entry plus round-trip costs; legal with a profit beyond them.</summary>
    MoveStopToBreakEven,

    /// <summary>Move the stop to one ATR from the close; legal if that is nearer.</summary>
    TightenStop,

    /// <summary>Move the target one ATR further away, at most three times a trade.</summary>
    ExtendTarget,

    /// <summary>From now on the stop follows the best close at one ATR; it only tightens.</summary>
    TrailStop,

    /// <summary>Close half the position, rounded down, at the next open; needs two contracts.</summary>
    TakePartial,

    /// <summary>The stop stays where it is from now on; legal while it trails.</summary>
    TrailOff,
}
