using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// What phase 2's actions do to stop and target at the close of a bar. A stop only tightens, never passes the initial risk
/// and never lies on the wrong side of the close. Prices are side-signed.
/// </summary>
internal sealed class PositionManagement(MarketTape tape)
{
    /// <summary>A target can be extended so often in one trade.</summary>
    public const int MaximumExtensions = 3;

    private readonly int _breakEvenTicks = tape.Costs.BreakEvenTicks, _microBreakEvenTicks = tape.MicroCosts.BreakEvenTicks;

    /// <summary>True if the action would change something now. Buy, Sell and Hold are not asked here.</summary>
    public bool IsLegal(TradeAction action, in Account account, in Ticket ticket, int bar)
    {
        if (account.IsFlat) return false;
        int side = (int)account.Side, close = side * tape.Close[bar], stop = side * ticket.StopTicks;
        return action switch
        {
            TradeAction.Close => true,
            TradeAction.MoveStopToBreakEven => BreakEvenSigned(account) > stop && BreakEvenSigned(account) < close,
            TradeAction.TightenStop => close - OneAtr(bar) > stop,
            TradeAction.ExtendTarget => ticket.Extensions < MaximumExtensions,
            TradeAction.TrailStop => ticket.Trails == 0,
            TradeAction.TrailOff => ticket.Trails != 0,
            TradeAction.TakePartial => account.Contracts >= 2,
            _ => false,
        };
    }

    /// <summary>Applies a legal change of stop or target, effective
    /// from the next open; other actions change nothing here.</summary>
    public void Apply(TradeAction action, in Account account, ref Ticket ticket, int bar, ref RewardStep step)
    {
        int side = (int)account.Side, close = side * tape.Close[bar];
        switch (action)
        {
            case TradeAction.MoveStopToBreakEven:
                ticket.StopTicks = side * BreakEvenSigned(account);
                ticket.RewardedStopSigned = Math.Max(ticket.RewardedStopSigned, BreakEvenSigned(account));
                step.MovedToBreakEven = true;
                break;
            case TradeAction.TightenStop:
                int stop = close - OneAtr(bar);
                ticket.StopTicks = side * stop;
                step.MovedStop = true;
                if (stop - ticket.RewardedStopSigned >= 0.25f * tape.Atr[bar])
                {
                    step.Tightened = true;
                    ticket.RewardedStopSigned = stop;
                }
                break;
            case TradeAction.ExtendTarget:
                ticket.TargetTicks += side * OneAtr(bar);
                ticket.Extensions++;
                step.Extended = true;
                break;
            case TradeAction.TrailStop:
                ticket.Trails = 1;
                ticket.BestCloseSigned = close;
                Trail(account, ref ticket, bar);
                break;
            case TradeAction.TrailOff:
                ticket.Trails = 0;
                break;
        }
    }

    /// <summary>At a close: a trailing stop follows the best close at one ATR; it only tightens.</summary>
    public void Trail(in Account account, ref Ticket ticket, int bar)
    {
        int side = (int)account.Side, close = side * tape.Close[bar];
        ticket.BestCloseSigned = Math.Max(ticket.BestCloseSigned, close);
        int stop = Math.Min(ticket.BestCloseSigned - OneAtr(bar), close - 1);
        if (stop > side * ticket.StopTicks) ticket.StopTicks = side * stop;
    }

    private int BreakEvenSigned(in Account account) => (int)account.Side * account.EntryTicks
        + (account.IsMicro ? _microBreakEvenTicks : _breakEvenTicks);

    private int OneAtr(int bar) => FillModel.DistanceTicks(tape.Atr[bar]);
}
