using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// Takes one account through one bar: orders at the open, the fill model's order of prices inside the bar, flat time, the
/// rules' verdict. Prices are side-signed (price × side), so that long and short are the same arithmetic.
/// </summary>
internal sealed class AccountWalk
{
    private readonly MarketTape _tape;
    private readonly RuleSet _rules;
    private readonly EntrySizing _sizing;
    private readonly FillModel _fills;
    private readonly Costs _costs;
    private readonly TargetOutcome _afterTarget;
    private readonly TradingJournal? _journal;

    public AccountWalk(MarketTape tape, EnvironmentConfig config, RuleSet rules, EntrySizing sizing, TradingJournal? journal)
    {
        _tape = tape;
        _rules = rules;
        _sizing = sizing;
        _costs = Costs.Of(tape.Bars.Instrument);
        _fills = new FillModel(_costs.SlippageTicks, config.TargetFill);
        _afterTarget = config.AfterTarget;
        _journal = journal;
    }

    /// <summary>Processes one bar; the daily reset before it has been done.</summary>
    public void Step(ref Account account, ref Standing standing, ref Ticket ticket, in Order order, int bar, ref BarResult result)
    {
        result.HighestCents = result.LowestCents = account.EquityCents(_tape.Open[bar], _costs.TickValueCents);
        if (!account.IsFlat && !OpensBeyondStop(account, ticket, bar)) LeaveAtOpen(ref account, ref standing, ref ticket, order, bar, ref result);
        if (account.IsFlat && order.Kind == OrderKind.Enter) Enter(ref account, ref standing, ref ticket, order, bar, ref result);
        if (!account.IsFlat)
        {
            result.IsExposed = true;
            GoThroughPrices(ref account, ref standing, ref ticket, bar, ref result);
        }
        if (!account.IsFlat && (_tape.Flags[bar] & BarFlags.Last) != 0)
            Exit(ref account, ref standing, ref ticket, bar, _tape.Bars.UtcSeconds[bar], _tape.Close[bar], _fills.SlippageTicks, account.Contracts, FillReason.FlatTime, ref result);
        Judge(ref account, ref standing, ref ticket, bar, ref result);
    }

    /// <summary>An order to close and a stop that the market opens beyond would fill at one price; the resting stop comes first.</summary>
    private bool OpensBeyondStop(in Account account, in Ticket ticket, int bar)
    {
        int side = (int)account.Side;
        return side * _tape.Open[bar] <= side * ticket.StopTicks;
    }

    private void LeaveAtOpen(ref Account account, ref Standing standing, ref Ticket ticket, in Order order, int bar, ref BarResult result)
    {
        int contracts = order.Kind switch { OrderKind.Close => account.Contracts, OrderKind.Partial => account.Contracts / 2, _ => 0 };
        if (contracts == 0) return;
        result.IsExposed = true;
        FillReason reason = order.Kind == OrderKind.Close ? FillReason.Close : FillReason.Partial;
        MarkTo(account, ref standing, _tape.Open[bar], ref result);
        Exit(ref account, ref standing, ref ticket, bar, _tape.Bars.UtcSeconds[bar], _tape.Open[bar], _fills.SlippageTicks, contracts, reason, ref result);
    }

    private void Enter(ref Account account, ref Standing standing, ref Ticket ticket, in Order order, int bar, ref BarResult result)
    {
        BarFlags flags = _tape.Flags[bar];
        if ((flags & BarFlags.MayFillEntry) == 0)
        {
            result.Adjustment = EntryAdjustment.CancelledForClock;
            return;
        }
        int contracts = order.Contracts;
        if ((flags & BarFlags.ResetBefore) != 0)
        {
            contracts = Math.Min(contracts, _sizing.Fit(account, standing, order.StopDistanceTicks, freshDay: false, out _));
            if (contracts < order.Contracts) result.Adjustment = EntryAdjustment.AdjustedForReset;
            if (contracts == 0) return;
        }
        int side = (int)order.Side, price = _fills.MarketTicks(order.Side, _tape.Open[bar]);
        var fill = new Fill(account.Number, bar, _tape.Bars.UtcSeconds[bar], order.Side, contracts, price, _fills.SlippageTicks, _costs.CommissionCents(contracts), FillReason.Entry);
        ticket = new Ticket
        {
            BalanceBeforeCents = account.BalanceCents,
            CostCents = CostOf(fill),
            StopTicks = price - side * order.StopDistanceTicks,
            TargetTicks = price + side * order.TargetDistanceTicks,
            InitialStopTicks = order.StopDistanceTicks,
            InitialTargetTicks = order.TargetDistanceTicks,
            EntryContracts = contracts,
            EntryBar = bar,
            EntryTicks = price,
            RewardedStopSigned = side * price - order.StopDistanceTicks,
        };
        account = account.After(fill, _costs.TickValueCents);
        standing = standing.AfterEntry();
        _journal?.Fills.Add(fill);
        _journal?.Protections.Add(new ProtectionChange(account.Number, bar, ticket.StopTicks, ticket.TargetTicks));
        result.EnteredSide = order.Side;
        result.CostCents += CostOf(fill);
    }

    private void GoThroughPrices(ref Account account, ref Standing standing, ref Ticket ticket, int bar, ref BarResult result)
    {
        if (_tape.Seconds is { } seconds)
        {
            int first = seconds.First[bar], end = seconds.End[bar];
            for (int second = first; second < end && !account.IsFlat; second++)
                GoThrough(ref account, ref standing, ref ticket, bar, seconds.UtcSeconds[second], seconds.Open[second], seconds.High[second], seconds.Low[second], ref result);
            if (first < end) return;
            result.LacksSeconds = true;
        }
        GoThrough(ref account, ref standing, ref ticket, bar, _tape.Bars.UtcSeconds[bar], _tape.Open[bar], _tape.High[bar], _tape.Low[bar], ref result);
    }

    /// <summary>Open, favourable extreme capped at the target, adverse extreme; stop before target.</summary>
    private void GoThrough(
        ref Account account, ref Standing standing, ref Ticket ticket, int bar, long time, int open, int high, int low, ref BarResult result)
    {
        int side = (int)account.Side;
        int openSigned = side * open, favorable = side > 0 ? high : -low, adverse = side > 0 ? low : -high;
        int target = side * ticket.TargetTicks;
        MarkTo(account, ref standing, open, ref result);
        int trigger = Trigger(account, standing, ticket, out FillReason reason);
        if (trigger >= openSigned)
        {
            LeaveAgainst(ref account, ref standing, ref ticket, bar, time, open, reason, ref result);
            return;
        }
        if (_fills.FillsTarget(openSigned, target))
        {
            ticket.FavorableTicks = Math.Max(ticket.FavorableTicks, openSigned - side * ticket.EntryTicks);
            Exit(ref account, ref standing, ref ticket, bar, time, open, 0, account.Contracts, FillReason.Target, ref result);
            return;
        }
        ticket.FavorableTicks = Math.Max(ticket.FavorableTicks, Math.Min(favorable, target) - side * ticket.EntryTicks);
        MarkTo(account, ref standing, side * Math.Min(favorable, target), ref result);
        trigger = Trigger(account, standing, ticket, out reason);
        if (adverse <= trigger)
        {
            LeaveAgainst(ref account, ref standing, ref ticket, bar, time, side * trigger, reason, ref result);
            return;
        }
        ticket.AdverseTicks = Math.Max(ticket.AdverseTicks, side * ticket.EntryTicks - adverse);
        MarkTo(account, ref standing, side * adverse, ref result);
        if (_fills.FillsTarget(favorable, target))
            Exit(ref account, ref standing, ref ticket, bar, time, ticket.TargetTicks, 0, account.Contracts, FillReason.Target, ref result);
    }

    /// <summary>The side-signed price at which the position leaves against its will, nearest first: breach, daily limit, stop.</summary>
    private int Trigger(in Account account, in Standing standing, in Ticket ticket, out FillReason reason)
    {
        int side = (int)account.Side, entry = side * account.EntryTicks;
        long centsPerTick = _costs.ValueCents(1, account.Contracts);
        reason = FillReason.Stop;
        int trigger = side * ticket.StopTicks;
        if (_rules.DailyLoss is { IncludesOpen: true } daily)
        {
            int limit = FillModel.LimitSigned(entry, account.BalanceCents, standing.DayStartCents - daily.AmountCents, centsPerTick);
            if (limit >= trigger) (trigger, reason) = (limit, FillReason.DailyLimit);
        }
        if (_rules.Drawdown.Check == DrawdownCheck.Live)
        {
            int limit = FillModel.LimitSigned(entry, account.BalanceCents, standing.ThresholdCents(_rules.Drawdown), centsPerTick);
            if (limit >= trigger) (trigger, reason) = (limit, FillReason.Breach);
        }
        return trigger;
    }

    private void LeaveAgainst(
        ref Account account, ref Standing standing, ref Ticket ticket, int bar, long time, int marketTicks, FillReason reason, ref BarResult result)
    {
        int side = (int)account.Side;
        ticket.AdverseTicks = Math.Max(ticket.AdverseTicks, side * (ticket.EntryTicks - marketTicks));
        if (reason == FillReason.Breach) result.Verdict = Verdict.DrawdownBreach;
        Exit(ref account, ref standing, ref ticket, bar, time, marketTicks, _fills.SlippageTicks, account.Contracts, reason, ref result);
        if (reason == FillReason.DailyLimit) Pause(ref standing, ref result);
    }

    private void Exit(
        ref Account account, ref Standing standing, ref Ticket ticket, int bar, long time, int marketTicks, int slippageTicks, int contracts,
        FillReason reason, ref BarResult result)
    {
        Side order = account.Side == Side.Long ? Side.Short : Side.Long;
        int price = marketTicks + (int)order * slippageTicks, positionSide = (int)account.Side;
        var fill = new Fill(account.Number, bar, time, order, contracts, price, slippageTicks, _costs.CommissionCents(contracts), reason);
        Account after = account.After(fill, _costs.TickValueCents);
        _journal?.Fills.Add(fill);
        ticket.CostCents += CostOf(fill);
        result.CostCents += CostOf(fill);
        ticket.ExitTickContracts += (long)price * contracts;
        double riskCents = _costs.ValueCents(ticket.InitialStopTicks, ticket.EntryContracts);
        if (after.IsFlat)
        {
            result.IsClosed = true;
            result.NetCents = after.BalanceCents - ticket.BalanceBeforeCents;
            result.CostR = ticket.CostCents / riskCents;
            result.RMultiple = result.NetCents / riskCents;
            result.ExitReason = reason;
            Record(account, after, ticket, bar, reason);
            ticket = default;
        }
        else if (reason == FillReason.Partial)
        {
            result.IsPartial = true;
            result.PartialR = Math.Max(0, _costs.ValueCents(positionSide * (price - account.EntryTicks), contracts) / riskCents);
        }
        account = after;
        standing = standing.MarkedTo(long.MinValue, account.BalanceCents, _rules.Drawdown);
        if (account.IsFlat) Note(account.BalanceCents, ref result);
    }

    private void Record(in Account before, in Account after, in Ticket ticket, int bar, FillReason reason)
    {
        if (_journal is null) return;
        _journal.Trades.Add(new Trade(
            before.Number, before.Side, ticket.EntryContracts, ticket.EntryBar, bar, ticket.EntryTicks,
            (double)ticket.ExitTickContracts / ticket.EntryContracts, ticket.InitialStopTicks, ticket.InitialTargetTicks,
            after.BalanceCents - ticket.BalanceBeforeCents, ticket.CostCents, ticket.AdverseTicks, ticket.FavorableTicks, reason));
    }

    private void MarkTo(in Account account, ref Standing standing, int priceTicks, ref BarResult result)
    {
        long equity = account.EquityCents(priceTicks, _costs.TickValueCents);
        standing = standing.MarkedTo(equity, account.BalanceCents, _rules.Drawdown);
        Note(equity, ref result);
    }

    private static void Note(long equityCents, ref BarResult result)
    {
        result.HighestCents = Math.Max(result.HighestCents, equityCents);
        result.LowestCents = Math.Min(result.LowestCents, equityCents);
    }

    private void Judge(ref Account account, ref Standing standing, ref Ticket ticket, int bar, ref BarResult result)
    {
        bool endsDay = (_tape.Flags[bar] & BarFlags.EndsDay) != 0;
        if (IsBreached(account, standing, bar, endsDay)) LeaveAtClose(ref account, ref standing, ref ticket, bar, FillReason.Breach, ref result);
        if (_rules.DailyLoss is { } daily)
        {
            long marked = daily.IncludesOpen ? account.EquityCents(_tape.Close[bar], _costs.TickValueCents) : account.BalanceCents;
            if (marked - standing.DayStartCents <= -daily.AmountCents)
            {
                Pause(ref standing, ref result);
                LeaveAtClose(ref account, ref standing, ref ticket, bar, FillReason.DailyLimit, ref result);
            }
        }
        if (endsDay) standing = standing.AfterDay(account.BalanceCents, _rules.Drawdown);
        if (IsBreached(account, standing, bar, endsDay)) result.Verdict = Verdict.DrawdownBreach;
        if (result.Verdict == Verdict.Within && account.BalanceCents >= _rules.TargetBalanceCents) JudgeTarget(account, ref standing, ref result);
    }

    /// <summary>The account passes when every condition holds; where the target raises the floor it does so as soon as only an open position is in the way.</summary>
    private void JudgeTarget(in Account account, ref Standing standing, ref BarResult result)
    {
        if (!PassConditions.Hold(_rules, standing.PassFacts(account.BalanceCents, isFlat: true))) return;
        bool ends = _afterTarget == TargetOutcome.Ends, standsOnFloor = account.BalanceCents == _rules.TargetBalanceCents;
        if (account.IsFlat && !standing.HasPassed) standing = standing with { HasPassed = true };
        if (account.IsFlat && (ends || standsOnFloor)) result.Verdict = Verdict.Passed;
        else if (!ends && standing.FloorCents < _rules.TargetBalanceCents) standing = standing with { FloorCents = _rules.TargetBalanceCents };
    }

    private bool IsBreached(in Account account, in Standing standing, int bar, bool endsDay) =>
        (_rules.Drawdown.Check == DrawdownCheck.Live || endsDay)
        && account.EquityCents(_tape.Close[bar], _costs.TickValueCents) <= standing.ThresholdCents(_rules.Drawdown);

    /// <summary>Leaves what the order of prices did not: a floor raised in the bar, a limit on closed trades, a close outside the seconds.</summary>
    private void LeaveAtClose(ref Account account, ref Standing standing, ref Ticket ticket, int bar, FillReason reason, ref BarResult result)
    {
        if (account.IsFlat) return;
        Exit(ref account, ref standing, ref ticket, bar, _tape.Bars.UtcSeconds[bar], _tape.Close[bar], _fills.SlippageTicks, account.Contracts, reason, ref result);
    }

    private void Pause(ref Standing standing, ref BarResult result)
    {
        standing = standing with { Day = DayStatus.Paused };
        if (_rules.DailyLoss!.EndsAccount && result.Verdict == Verdict.Within) result.Verdict = Verdict.DailyBreach;
    }

    private long CostOf(in Fill fill) => fill.CommissionCents + _costs.ValueCents(fill.SlippageTicks, fill.Contracts);
}
