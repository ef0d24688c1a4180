using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>The money of one account and its one position, in whole cents: a small fact, changed by new value.</summary>
/// <param name="Number">Which account, from 1; a fresh account after a breach has the next number.</param>
/// <param name="BalanceCents">Start + realised − costs: what is left when flat.</param>
/// <param name="Side">The position; Flat without one.</param>
/// <param name="Contracts">Its size; 0 while flat.</param>
/// <param name="EntryTicks">Its entry price, slippage included; 0 while flat.</param>
/// <param name="IsMicro">The position is in the micro contract of the traded mini: a tick is worth a tenth.</param>
public readonly record struct Account(
    int Number, long BalanceCents, Side Side, int Contracts, int EntryTicks, bool IsMicro = false)
{
    /// <summary>A fresh, flat account.</summary>
    /// <param name="number">Counts the accounts of a walk.</param>
    /// <param name="startCents">The starting balance, US cents.</param>
    /// <returns>The account before its first fill.</returns>
    public static Account Fresh(int number, long startCents) => new(number, startCents, Side.Flat, 0, 0);

    /// <summary>No position.</summary>
    public bool IsFlat => Side == Side.Flat;

    /// <summary>What the open position has won or lost at a price, before the costs of leaving it, US cents.</summary>
    /// <param name="priceTicks">A price, ticks.</param>
    /// <param name="tickValueCents">What one tick of one contract of the traded instrument is worth, US cents.</param>
    /// <returns>US cents; 0 while flat.</returns>
    public long UnrealizedCents(int priceTicks, int tickValueCents) =>
        (long)(int)Side * (priceTicks - EntryTicks) * Contracts * TickCents(tickValueCents);

    /// <summary>Balance + unrealised at a price, US cents.</summary>
    /// <param name="priceTicks">A price, ticks.</param>
    /// <param name="tickValueCents">What one tick of one contract is worth, US cents.</param>
    /// <returns>US cents.</returns>
    public long EquityCents(int priceTicks, int tickValueCents) => BalanceCents + UnrealizedCents(priceTicks, tickValueCents);

    /// <summary>The account after an execution: its commission is paid, what it closes is realised.</summary>
    /// <param name="fill">An entry while flat, else an exit of some or all contracts.</param>
    /// <param name="tickValueCents">What one tick of one contract is worth, US cents.</param>
    /// <returns>A new account; this one stays as it is.</returns>
    /// <exception cref="InvalidOperationException">The fill adds to a position, closes more than there is or is in another
    /// contract.</exception>
    public Account After(in Fill fill, int tickValueCents)
    {
        long balance = BalanceCents - fill.CommissionCents - fill.FeeCents;
        if (IsFlat)
            return this with
            {
                BalanceCents = balance,
                Side = fill.Side,
                Contracts = fill.Contracts,
                EntryTicks = fill.PriceTicks,
                IsMicro = fill.IsMicro
            };
        if (fill.Side == Side || fill.Contracts > Contracts || fill.IsMicro != IsMicro)
            throw new InvalidOperationException(
                $"A fill of {fill.Contracts} contracts {fill.Side} met a position of {Contracts} {Side}; expected a fill that "
                + $"closes at most the position, in the same contract.");
        balance += (long)(int)Side * (fill.PriceTicks - EntryTicks) * fill.Contracts * TickCents(tickValueCents);
        return fill.Contracts == Contracts
            ? new Account(Number, balance, Side.Flat, 0, 0)
            : this with { BalanceCents = balance, Contracts = Contracts - fill.Contracts };
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);

    /// <summary>What one tick of one contract of the position is worth, US cents.</summary>
    internal int TickCents(int tickValueCents) => IsMicro ? tickValueCents / Instrument.MicrosOfAMini : tickValueCents;
}
