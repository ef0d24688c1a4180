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
    private readonly ExecutionModel _execution;
    private readonly TargetOutcome _afterTarget;
    private readonly TradingJournal? _journal;
    private readonly AccountRuleBook _book;

    public AccountWalk(MarketTape tape, EnvironmentConfig config, RuleSet rules, EntrySizing sizing, TradingJournal? journal,
        AccountRuleBook book)
    {
        _book = book;
        _tape = tape;
        _rules = rules;
        _sizing = sizing;
        _costs = tape.Costs;
        _execution = config.Execution;
        _fills = new FillModel(config.TargetFill);
        _afterTarget = config.AfterTarget;
        _journal = journal;
    }

    /// <summary>Processes one bar; the daily reset before it has been done.</summary>
    /// <param name="passage">The account, the bar and the order; the result is filled in.</param>
    public void Step(ref BarPassage passage)
    {
        int bar = passage.Bar;
        int seen = SeenAtOpen(passage, _tape.Open[bar], FollowsBreak(bar));
        passage.Result.HighestCents = passage.Result.LowestCents = passage.Account.EquityCents(seen, _costs.TickValueCents);
        if (!passage.Account.IsFlat && !OpensBeyondAnOrder(passage)) LeaveAtOpen(ref passage);
        if (passage.Account.IsFlat && passage.Order.Kind == OrderKind.Enter) Enter(ref passage);
        if (!passage.Account.IsFlat)
        {
            passage.Result.IsExposed = true;
            GoThroughPrices(ref passage);
        }
        if (!passage.Account.IsFlat && (_tape.Flags[bar] & BarFlags.Last) != 0) LeaveAtClose(ref passage, FillReason.FlatTime);
        Judge(ref passage);
    }

    /// <summary>A stop or target that the market opens beyond was resting:
    /// it comes before an order decided at the last close.</summary>
    private bool OpensBeyondAnOrder(in BarPassage passage)
    {
        int side = (int)passage.Account.Side, open = side * _tape.Open[passage.Bar];
        return open <= side * passage.Ticket.StopTicks || _fills.FillsTarget(open, side * passage.Ticket.TargetTicks);
    }

    private bool FollowsBreak(int bar) => (_tape.Flags[bar] & BarFlags.AfterBreak) != 0;

    /// <summary>
    /// The first price that a position lives to see: inside a session a target that the market opens beyond has been served
    /// at its own price, after a break it fills at the open.
    /// </summary>
    private static int SeenAtOpen(in BarPassage passage, int open, bool followsBreak)
    {
        int side = (int)passage.Account.Side;
        return followsBreak || side == 0 ? open : side * Math.Min(side * open, side * passage.Ticket.TargetTicks);
    }

    private void LeaveAtOpen(ref BarPassage passage)
    {
        int held = passage.Account.Contracts, bar = passage.Bar;
        int contracts = passage.Order.Kind switch { OrderKind.Close => held, OrderKind.Partial => held / 2, _ => 0 };
        if (contracts == 0) return;
        passage.Result.IsExposed = true;
        FillReason reason = passage.Order.Kind == OrderKind.Close ? FillReason.Close : FillReason.Partial;
        MarkTo(ref passage, _tape.Open[bar]);
        Exit(ref passage, new ExitLeg(_tape.Bars.UtcSeconds[bar], _tape.Open[bar],
            OpenSlippage(bar, contracts, passage.Account.IsMicro), contracts, reason));
    }

    private void Enter(ref BarPassage passage)
    {
        int bar = passage.Bar, contracts = ContractsToEnter(ref passage);
        if (contracts == 0) return;
        Order order = passage.Order;
        Costs costs = _tape.CostsOf(order.IsMicro);
        int side = (int)order.Side, slippage = OpenSlippage(bar, contracts, order.IsMicro),
            price = _tape.Open[bar] + side * slippage;
        ref Account account = ref passage.Account;
        var fill = new Fill(account.Number, bar, _tape.Bars.UtcSeconds[bar], order.Side, contracts, price, slippage,
            costs.CommissionCents(contracts), FillReason.Entry, costs.FeesCents(contracts), order.IsMicro);
        passage.Ticket = new Ticket
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
        passage.Standing = passage.Standing.AfterEntry();
        if (!_book.IsOff) _book.Entered(passage.Env, _tape.DayNumber[bar]);
        _journal?.Fills.Add(fill);
        _journal?.Protections.Add(
            new ProtectionChange(account.Number, bar, passage.Ticket.StopTicks, passage.Ticket.TargetTicks));
        passage.Result.EnteredSide = order.Side;
        passage.Result.CostCents += CostOf(fill);
    }

    /// <summary>Contracts that may fill at this open; 0 where the clock or a reset since the decision forbids all.</summary>
    private int ContractsToEnter(ref BarPassage passage)
    {
        BarFlags flags = _tape.Flags[passage.Bar];
        if ((flags & BarFlags.MayFillEntry) == 0)
        {
            passage.Result.Adjustment = EntryAdjustment.CancelledForClock;
            return 0;
        }
        int wanted = passage.Order.Contracts;
        bool isMicro = passage.Order.IsMicro;
        int stop = passage.Order.StopDistanceTicks, slippage = OpenSlippage(passage.Bar, wanted, isMicro);
        if (!EntrySizing.Clears(stop, slippage))
        {
            passage.Result.Adjustment = EntryAdjustment.MaskedForSlippage;
            return 0;
        }
        if ((flags & BarFlags.ResetBefore) == 0) return wanted;
        int contracts = Math.Min(wanted, isMicro
            ? _sizing.MostMicros(passage.Account, passage.Standing, stop, slippage, freshDay: false)
            : _sizing.Fit(passage.Account, passage.Standing, stop, slippage, freshDay: false, out _));
        if (contracts < wanted) passage.Result.Adjustment = EntryAdjustment.AdjustedForReset;
        return contracts;
    }

    private void GoThroughPrices(ref BarPassage passage)
    {
        int bar = passage.Bar;
        bool followsBreak = FollowsBreak(bar);
        if (_tape.Seconds is { } seconds)
        {
            int first = seconds.First[bar], end = seconds.End[bar];
            for (int second = first; second < end && !passage.Account.IsFlat; second++)
                GoThrough(ref passage,
                    new PriceRange(seconds.UtcSeconds[second], seconds.Open[second], seconds.High[second], seconds.Low[second],
                        followsBreak && second == first));
            if (first < end) return;
            passage.Result.LacksSeconds = true;
        }
        GoThrough(ref passage,
            new PriceRange(_tape.Bars.UtcSeconds[bar], _tape.Open[bar], _tape.High[bar], _tape.Low[bar], followsBreak));
    }

    /// <summary>Open, favourable extreme capped at the target, adverse extreme; stop before target.</summary>
    private void GoThrough(ref BarPassage passage, in PriceRange prices)
    {
        ref Ticket ticket = ref passage.Ticket;
        int side = (int)passage.Account.Side, target = side * ticket.TargetTicks;
        int openSigned = side * prices.Open, favorable = side > 0 ? prices.High : -prices.Low, adverse = side > 0 ? prices.Low
            : -prices.High;
        int seen = SeenAtOpen(passage, prices.Open, prices.FollowsBreak);
        MarkTo(ref passage, seen);
        int trigger = Trigger(passage, out FillReason reason);
        if (trigger >= openSigned)
        {
            LeaveAgainst(ref passage, prices.UtcSeconds, prices.Open, reason);
            return;
        }
        if (_fills.FillsTarget(openSigned, target))
        {
            ticket.FavorableTicks = Math.Max(ticket.FavorableTicks, side * (seen - ticket.EntryTicks));
            LeaveAtTarget(ref passage, prices.UtcSeconds, seen);
            return;
        }
        ticket.FavorableTicks = Math.Max(ticket.FavorableTicks, Math.Min(favorable, target) - side * ticket.EntryTicks);
        MarkTo(ref passage, side * Math.Min(favorable, target));
        trigger = Trigger(passage, out reason);
        if (adverse <= trigger)
        {
            LeaveAgainst(ref passage, prices.UtcSeconds, side * trigger, reason);
            return;
        }
        ticket.AdverseTicks = Math.Max(ticket.AdverseTicks, side * ticket.EntryTicks - adverse);
        MarkTo(ref passage, side * adverse);
        if (_fills.FillsTarget(favorable, target)) LeaveAtTarget(ref passage, prices.UtcSeconds, ticket.TargetTicks);
    }

    /// <summary>The side-signed price at which the position leaves against
    /// its will, nearest first: breach, daily limit, stop.</summary>
    private int Trigger(in BarPassage passage, out FillReason reason)
    {
        ref readonly Account account = ref passage.Account;
        int side = (int)account.Side, entry = side * account.EntryTicks;
        long centsPerTick = (long)account.Contracts * account.TickCents(_costs.TickValueCents);
        reason = FillReason.Stop;
        int trigger = side * passage.Ticket.StopTicks;
        if (_rules.DailyLoss is { IncludesOpen: true } daily)
        {
            int limit = FillModel.LimitSigned(
                entry, account.BalanceCents, passage.Standing.DayStartCents - daily.AmountCents, centsPerTick);
            if (limit >= trigger) (trigger, reason) = (limit, FillReason.DailyLimit);
        }
        if (_rules.Drawdown.Check == DrawdownCheck.Live)
        {
            int limit = FillModel.LimitSigned(
                entry, account.BalanceCents, passage.Standing.ThresholdCents(_rules.Drawdown), centsPerTick);
            if (limit >= trigger) (trigger, reason) = (limit, FillReason.Breach);
        }
        return trigger;
    }

    private void LeaveAgainst(ref BarPassage passage, long time, int marketTicks, FillReason reason)
    {
        ref Ticket ticket = ref passage.Ticket;
        int side = (int)passage.Account.Side;
        ticket.AdverseTicks = Math.Max(ticket.AdverseTicks, side * (ticket.EntryTicks - marketTicks));
        if (reason == FillReason.Breach) passage.Result.Verdict = Verdict.DrawdownBreach;
        Exit(ref passage, new ExitLeg(time, marketTicks, InsideSlippage(passage, reason), passage.Account.Contracts, reason));
        if (reason == FillReason.DailyLimit) Pause(ref passage);
    }

    private void LeaveAtTarget(ref BarPassage passage, long time, int priceTicks) =>
        Exit(ref passage, new ExitLeg(time, priceTicks, 0, passage.Account.Contracts, FillReason.Target));

    private void Exit(ref BarPassage passage, in ExitLeg leg)
    {
        ref Account account = ref passage.Account;
        ref Ticket ticket = ref passage.Ticket;
        Side order = account.Side == Side.Long ? Side.Short : Side.Long;
        int price = leg.MarketTicks + (int)order * leg.SlippageTicks, positionSide = (int)account.Side;
        Costs costs = _tape.CostsOf(account.IsMicro);
        var fill = new Fill(account.Number, passage.Bar, leg.UtcSeconds, order, leg.Contracts, price, leg.SlippageTicks,
            costs.CommissionCents(leg.Contracts), leg.Reason, costs.FeesCents(leg.Contracts), account.IsMicro);
        Account after = account.After(fill, _costs.TickValueCents);
        _journal?.Fills.Add(fill);
        ticket.CostCents += CostOf(fill);
        passage.Result.CostCents += CostOf(fill);
        ticket.ExitTickContracts += (long)price * leg.Contracts;
        double riskCents = costs.ValueCents(ticket.InitialStopTicks, ticket.EntryContracts);
        if (after.IsFlat)
        {
            if (!_book.IsOff) _book.Closed(passage.Env, new ClosedTrade(after.BalanceCents - ticket.BalanceBeforeCents,
                leg.UtcSeconds - _tape.Bars.UtcSeconds[ticket.EntryBar], ticket.EntryContracts));
            CloseTrade(ref passage, after, riskCents, leg.Reason);
        }
        else if (leg.Reason == FillReason.Partial)
        {
            passage.Result.IsPartial = true;
            passage.Result.PartialR =
                Math.Max(0, costs.ValueCents(positionSide * (price - account.EntryTicks), leg.Contracts) / riskCents);
        }
        account = after;
        passage.Standing = passage.Standing.MarkedTo(long.MinValue, account.BalanceCents, _rules.Drawdown);
        if (account.IsFlat) passage.Result.Saw(account.BalanceCents);
    }

    private void CloseTrade(ref BarPassage passage, in Account after, double riskCents, FillReason reason)
    {
        ref BarResult result = ref passage.Result;
        ref Ticket ticket = ref passage.Ticket;
        result.IsClosed = true;
        result.NetCents = after.BalanceCents - ticket.BalanceBeforeCents;
        result.RiskCents = (long)riskCents;
        result.CostR = ticket.CostCents / riskCents;
        result.RMultiple = result.NetCents / riskCents;
        result.ExitReason = reason;
        Record(passage, after, reason);
        ticket = default;
    }

    private void Record(in BarPassage passage, in Account after, FillReason reason)
    {
        if (_journal is null) return;
        ref readonly Ticket ticket = ref passage.Ticket;
        _journal.Trades.Add(new Trade(
            after.Number, passage.Account.Side, ticket.EntryContracts, ticket.EntryBar, passage.Bar, ticket.EntryTicks,
            (double)ticket.ExitTickContracts / ticket.EntryContracts, ticket.InitialStopTicks, ticket.InitialTargetTicks,
            after.BalanceCents - ticket.BalanceBeforeCents, ticket.CostCents, ticket.AdverseTicks, ticket.FavorableTicks,
            reason, passage.Account.IsMicro));
    }

    private void MarkTo(ref BarPassage passage, int priceTicks)
    {
        long equity = passage.Account.EquityCents(priceTicks, _costs.TickValueCents);
        passage.Standing = passage.Standing.MarkedTo(equity, passage.Account.BalanceCents, _rules.Drawdown);
        passage.Result.Saw(equity);
    }

    private void Judge(ref BarPassage passage)
    {
        ref readonly Account account = ref passage.Account;
        bool endsDay = (_tape.Flags[passage.Bar] & BarFlags.EndsDay) != 0;
        if (IsBreached(passage, endsDay)) LeaveAtClose(ref passage, FillReason.Breach);
        JudgeDailyLoss(ref passage);
        if (endsDay) EndDay(ref passage);
        if (IsBreached(passage, endsDay)) passage.Result.Verdict = Verdict.DrawdownBreach;
        if (passage.Result.Verdict == Verdict.Within && account.BalanceCents >= _rules.TargetBalanceCents)
            JudgeTarget(ref passage);
        if (endsDay && !_book.IsOff && passage.Result.Verdict == Verdict.Within
            && _book.Closing(passage.Env, passage.Standing, account.BalanceCents, _tape.DayNumber[passage.Bar]) is not null)
            passage.Result.Verdict = Verdict.Closed;
    }

    private void EndDay(ref BarPassage passage)
    {
        long balance = passage.Account.BalanceCents;
        if (!_book.IsOff) _book.EndDay(passage.Env, new EndedDay(balance - passage.Standing.DayOpenCents,
            passage.Standing.HasTradedToday));
        passage.Standing = passage.Standing.AfterDay(balance, _rules.Drawdown);
    }

    /// <summary>The account passes when every condition holds; where the target raises the floor it does so as soon as only
    /// an open position is in the way.</summary>
    private void JudgeTarget(ref BarPassage passage)
    {
        ref readonly Account account = ref passage.Account;
        if (!PassConditions.Hold(_rules, passage.Standing.PassFacts(account.BalanceCents, isFlat: true))) return;
        if (!_book.IsOff && !_book.AllowsPass(passage.Env, passage.Standing, account.BalanceCents,
            _tape.DayNumber[passage.Bar])) return;
        bool ends = _afterTarget == TargetOutcome.Ends, standsOnFloor = account.BalanceCents == _rules.TargetBalanceCents;
        if (account.IsFlat && !passage.Standing.HasPassed) passage.Standing = passage.Standing with { HasPassed = true };
        if (account.IsFlat && (ends || standsOnFloor)) passage.Result.Verdict = Verdict.Passed;
        else if (!ends && passage.Standing.FloorCents < _rules.TargetBalanceCents)
            passage.Standing = passage.Standing with { FloorCents = _rules.TargetBalanceCents };
    }

    private void JudgeDailyLoss(ref BarPassage passage)
    {
        if (_rules.DailyLoss is not { } daily) return;
        ref readonly Account account = ref passage.Account;
        long marked = daily.IncludesOpen ? account.EquityCents(_tape.Close[passage.Bar], _costs.TickValueCents)
            : account.BalanceCents;
        if (marked - passage.Standing.DayStartCents > -daily.AmountCents) return;
        Pause(ref passage);
        LeaveAtClose(ref passage, FillReason.DailyLimit);
    }

    private bool IsBreached(in BarPassage passage, bool endsDay) =>
        (_rules.Drawdown.Check == DrawdownCheck.Live || endsDay)
        && passage.Account.EquityCents(_tape.Close[passage.Bar], _costs.TickValueCents) <= passage.Standing.ThresholdCents(
            _rules.Drawdown);

    /// <summary>
    /// Leaves what the order of prices did not: flat time, a floor raised in the bar, a limit on closed trades, a close
    /// outside the seconds.
    /// </summary>
    private void LeaveAtClose(ref BarPassage passage, FillReason reason)
    {
        if (passage.Account.IsFlat) return;
        int bar = passage.Bar;
        Exit(ref passage, new ExitLeg(_tape.Bars.UtcSeconds[bar], _tape.Close[bar], InsideSlippage(passage, reason),
            passage.Account.Contracts, reason));
    }

    private void Pause(ref BarPassage passage)
    {
        passage.Standing = passage.Standing with { Day = DayStatus.Paused };
        if (_rules.DailyLoss!.EndsAccount && passage.Result.Verdict == Verdict.Within)
            passage.Result.Verdict = Verdict.DailyBreach;
    }

    private int OpenSlippage(int bar, int contracts, bool isMicro) =>
        _tape.OpenSlippage[bar] + _execution.SizeTicks(contracts, isMicro);

    private int InsideSlippage(in BarPassage passage, FillReason reason) => _tape.InsideSlippage[passage.Bar]
        + _execution.SizeTicks(passage.Account.Contracts, passage.Account.IsMicro)
            + (reason is FillReason.Breach or FillReason.DailyLimit
            ? _execution.ForcedExitTicks : 0);

    private long CostOf(in Fill fill) => fill.CommissionCents + fill.FeeCents
        + _tape.CostsOf(fill.IsMicro).ValueCents(fill.SlippageTicks, fill.Contracts);
}
