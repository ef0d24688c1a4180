using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// The reference's own stops and targets of phase 2, long and short written out in prices. It shares nothing with
/// <see cref="PositionManagement"/>; one ATR is the feature table's, rounded as every distance is.
/// </summary>
internal sealed class ScalarManagement(FeatureTable features, EnvironmentConfig config)
{
    private const int MostExtensions = 3;

    /// <summary>True if the action would change something at the close of the bar; the reference asks for Buy, Sell and Hold
    /// elsewhere.</summary>
    public bool IsLegal(TradeAction action, in Account account, in Ticket ticket, int bar)
    {
        if (account.Side == Side.Flat) return false;
        bool isLong = account.Side == Side.Long;
        int close = features.Bars.CloseTicks[bar], even = BreakEven(account), tight = isLong ? close - Atr(bar) : close
            + Atr(bar);
        return action switch
        {
            TradeAction.Close => true,
            TradeAction.TakePartial => account.Contracts > 1,
            TradeAction.MoveStopToBreakEven when isLong => ticket.StopTicks < even && even < close,
            TradeAction.MoveStopToBreakEven => ticket.StopTicks > even && even > close,
            TradeAction.TightenStop => isLong ? tight > ticket.StopTicks : tight < ticket.StopTicks,
            TradeAction.ExtendTarget => ticket.Extensions < MostExtensions,
            TradeAction.TrailStop => ticket.Trails == 0,
            TradeAction.TrailOff => ticket.Trails == 1,
            _ => false,
        };
    }

    /// <summary>Does a legal action at the close of the bar and says to the reward what was done.</summary>
    public void Apply(TradeAction action, in Account account, ref Ticket ticket, int bar, ref RewardStep step)
    {
        bool isLong = account.Side == Side.Long;
        int close = features.Bars.CloseTicks[bar];
        if (action == TradeAction.MoveStopToBreakEven)
        {
            ticket.StopTicks = BreakEven(account);
            if (Gain(isLong, ticket.StopTicks, ticket) > 0)
                ticket.RewardedStopSigned = isLong ? ticket.StopTicks : -ticket.StopTicks;
            step.MovedToBreakEven = true;
        }
        if (action == TradeAction.TightenStop)
        {
            ticket.StopTicks = isLong ? close - Atr(bar) : close + Atr(bar);
            step.MovedStop = true;
            if (Gain(isLong, ticket.StopTicks, ticket) >= 0.25f * AtrTicks(bar))
            {
                step.Tightened = true;
                ticket.RewardedStopSigned = isLong ? ticket.StopTicks : -ticket.StopTicks;
            }
        }
        if (action == TradeAction.ExtendTarget)
        {
            ticket.TargetTicks = isLong ? ticket.TargetTicks + Atr(bar) : ticket.TargetTicks - Atr(bar);
            ticket.Extensions = ticket.Extensions + 1;
            step.Extended = true;
        }
        if (action == TradeAction.TrailOff) ticket.Trails = 0;
        if (action != TradeAction.TrailStop) return;
        ticket.Trails = 1;
        ticket.BestCloseSigned = isLong ? close : -close;
        Trail(account, ref ticket, bar);
    }

    /// <summary>Draws a trailing stop one ATR behind the best close
    /// since it trails, at least one tick behind this close.</summary>
    public void Trail(in Account account, ref Ticket ticket, int bar)
    {
        int close = features.Bars.CloseTicks[bar];
        if (account.Side == Side.Long)
        {
            if (close > ticket.BestCloseSigned) ticket.BestCloseSigned = close;
            int stop = Math.Min(ticket.BestCloseSigned - Atr(bar), close - 1);
            if (stop > ticket.StopTicks) ticket.StopTicks = stop;
            return;
        }
        if (-close > ticket.BestCloseSigned) ticket.BestCloseSigned = -close;
        int above = Math.Max(-ticket.BestCloseSigned + Atr(bar), close + 1);
        if (above < ticket.StopTicks) ticket.StopTicks = above;
    }

    /// <summary>How much nearer a stop is than the one that was last rewarded, ticks.</summary>
    private static int Gain(bool isLong, int stop, in Ticket ticket) => isLong ? stop - ticket.RewardedStopSigned
        : -stop - ticket.RewardedStopSigned;

    /// <summary>The price at which the position closes without profit after commissions and slippage.</summary>
    private int BreakEven(in Account account)
    {
        Instrument traded = features.Bars.Instrument;
        int cost = (account.IsMicro ? Costs.OfMicro(traded, config.Execution) : Costs.Of(traded, config.Execution))
            .BreakEvenTicks;
        return account.Side == Side.Long ? account.EntryTicks + cost : account.EntryTicks - cost;
    }

    private int Atr(int bar) => FillModel.DistanceTicks(AtrTicks(bar));

    private float AtrTicks(int bar)
    {
        float atr = features.AtrTicks[bar];
        return atr > 0 && !float.IsInfinity(atr) ? atr
            : (float)(0.01 * Math.Abs((double)features.Bars.CloseTicks[bar]) / config.StopAtr);
    }
}
