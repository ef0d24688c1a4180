using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>What trading one instrument costs: the one contract table every part of the simulation reads.</summary>
/// <param name="TickValueCents">What one tick of one contract is worth, US cents.</param>
/// <param name="SlippageTicks">Ticks lost on each market order.</param>
/// <param name="CommissionPerSideCents">Commission for one contract and one side, US cents.</param>
/// <param name="FeePerSideCents">Exchange and platform fees for one contract and one side, US cents.</param>
public readonly record struct Costs(int TickValueCents, int SlippageTicks, int CommissionPerSideCents, int FeePerSideCents = 0)
{
    /// <summary>The costs of an instrument.</summary>
    /// <param name="instrument">Tick value, slippage and commission.</param>
    /// <param name="execution">Fees; null: none.</param>
    /// <returns>The costs of every fill of it.</returns>
    public static Costs Of(Instrument instrument, ExecutionModel? execution = null)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return new Costs(instrument.TickValueCents, instrument.SlippageTicks, instrument.CommissionPerSideCents,
            execution?.FeeCents ?? 0);
    }

    /// <summary>The costs of the micro contract that an entry near a limit switches to.</summary>
    /// <param name="mini">What is traded.</param>
    /// <param name="execution">The micro's fees.</param>
    /// <returns>The costs of every fill in the micro; the mini's own where it has no micro.</returns>
    internal static Costs OfMicro(Instrument mini, ExecutionModel execution) => mini.Micro is { } micro
        ? new Costs(micro.TickValueCents, micro.SlippageTicks, micro.CommissionPerSideCents, execution.MicroFeeCents)
        : Of(mini, execution);

    /// <summary>Commission of one leg, US cents.</summary>
    /// <param name="contracts">Contracts of the leg, at least 0.</param>
    /// <returns>US cents.</returns>
    public long CommissionCents(int contracts) => (long)contracts * CommissionPerSideCents;

    /// <summary>Fees of one leg, US cents.</summary>
    /// <param name="contracts">Contracts of the leg, at least 0.</param>
    /// <returns>US cents.</returns>
    public long FeesCents(int contracts) => (long)contracts * FeePerSideCents;

    /// <summary>What a price change is worth, US cents.</summary>
    /// <param name="ticks">The change, ticks; negative for a fall.</param>
    /// <param name="contracts">Contracts held.</param>
    /// <returns>US cents, with the sign of the change.</returns>
    public long ValueCents(long ticks, int contracts) => ticks * contracts * TickValueCents;

    /// <summary>
    /// Everything one contract loses when its stop is reached without a gap: the distance, the slippage of the exit and both
    /// commissions, US cents. The entry's slippage is part of the entry price, from which the stop is measured.
    /// </summary>
    /// <param name="stopDistanceTicks">From the entry price to the stop, ticks.</param>
    /// <param name="slippageTicks">Slippage of the exit, ticks.</param>
    /// <returns>US cents a contract.</returns>
    public long RiskCents(int stopDistanceTicks, int slippageTicks) =>
        ((long)stopDistanceTicks + slippageTicks) * TickValueCents + 2L * (CommissionPerSideCents + FeePerSideCents);

    /// <summary>Ticks a stop must lie beyond the entry for its exit to lose nothing: both commissions and fees, and the slippage
    /// of the exit.</summary>
    public int BreakEvenTicks =>
        (2 * (CommissionPerSideCents + FeePerSideCents) + TickValueCents - 1) / TickValueCents + SlippageTicks;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
