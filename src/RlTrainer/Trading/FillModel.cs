namespace RlTrainer.Trading;

/// <summary>
/// At what price orders fill. The assumptions, each with a test of its number:
/// <list type="number">
/// <item>An order decided at the close of one bar is a market order at the open of the next, slippage against it.</item>
/// <item>Commission is paid for every contract on every leg, forced exits and partial exits included.</item>
/// <item>A stop is a market order once its price is touched: it fills
/// at its price, slippage against it, not at the bar's extreme.</item>
/// <item>A bar that opens at or beyond the stop fills it at the open, slippage against it.</item>
/// <item>A target is a limit order: it fills at its price without slippage,
/// once traded through by one tick (or touched, by choice).</item>
/// <item>A bar that opens beyond the target fills it at the target's price inside a session, and at the open after a halt or a
/// session break: a limit that rests while the market trades is served before the market passes it.</item>
/// <item>Without seconds the order inside a bar is open, favourable extreme capped at the target, adverse extreme.</item>
/// <item>Without seconds a bar that reaches stop and target fills the stop.</item>
/// <item>With seconds every second is such a bar, in order; a minute
/// without seconds falls back to the minute and is counted.</item>
/// <item>On the entry bar only prices after the fill count; the entry is the bar's open, so the whole bar does.</item>
/// <item>A liquidation fills at the price at which its limit is reached, rounded to a tick against the account, or at the open
/// if the bar opens beyond it; slippage against it.</item>
/// <item>The adverse extreme never lies beyond the exit: what the market did after the stop is not the account's loss.</item>
/// <item>At one price a breach comes before the daily limit, the daily limit before the stop.</item>
/// <item>At flat time a position leaves at the close of the last bar before it, slippage against it; limits on that close
/// are judged after it.</item>
/// <item>Distances round to the nearest tick (half away from zero), at least one tick.</item>
/// <item>A stop lies beyond the slippage of its entry: an entry whose stop distance is not larger is masked and counted, because
/// the market would stand at or past its stop in the moment of the fill.</item>
/// </list>
/// Side-signed prices (price × side: larger is better for the position) make long and short the same arithmetic.
/// </summary>
/// <param name="TargetFill">When a target counts as filled.</param>
internal readonly record struct FillModel(TargetFill TargetFill)
{
    /// <summary>True if a side-signed favourable extreme fills a side-signed target.</summary>
    /// <param name="favorableSigned">The bar's best price for the position, ticks times the side's sign.</param>
    /// <param name="targetSigned">The target, ticks times the side's sign.</param>
    /// <returns>True when it reaches the target, or passes it by the tick that <see cref="TargetFill"/> may ask for.</returns>
    public bool FillsTarget(int favorableSigned, int targetSigned) => favorableSigned >= targetSigned + (int)TargetFill;

    /// <summary>
    /// The side-signed price at which a position's equity is at or below a limit, rounded against the account:
    /// the largest p with balance + contracts × tick value × (p − entry) ≤ limit.
    /// </summary>
    /// <param name="entrySigned">The entry price, ticks times the side's sign.</param>
    /// <param name="balanceCents">The closed balance, US cents.</param>
    /// <param name="limitCents">The equity looked for, US cents.</param>
    /// <param name="centsPerTick">Contracts times tick value, US cents, above 0.</param>
    /// <returns>Ticks times the side's sign.</returns>
    public static int LimitSigned(int entrySigned, long balanceCents, long limitCents, long centsPerTick)
    {
        long numerator = limitCents - balanceCents;
        long quotient = numerator / centsPerTick;
        if (numerator % centsPerTick < 0) quotient--;
        return (int)Math.Clamp(entrySigned + quotient, int.MinValue / 2, int.MaxValue / 2);
    }

    /// <summary>A distance in whole ticks: nearest, half away from zero, at least 1.</summary>
    /// <param name="ticks">A distance, e.g. a multiple of the ATR.</param>
    /// <returns>At least 1.</returns>
    public static int DistanceTicks(double ticks) => Math.Max(1, (int)Math.Round(ticks, MidpointRounding.AwayFromZero));
}
