namespace RlTrainer.Trading;

/// <summary>When a resting limit order counts as filled; the value is the number of ticks the market must pass it by.</summary>
public enum TargetFill
{
    /// <summary>As soon as the market trades at its price.</summary>
    Touched = 0,

    /// <summary>Only when the market trades one tick beyond its price: the whole queue at the price was served.</summary>
    TradedThrough = 1,
}
