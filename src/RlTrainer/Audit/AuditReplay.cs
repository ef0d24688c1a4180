using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Audit;

/// <summary>Replays one account bar by bar and lists every difference between what happened and what should have.</summary>
internal sealed class AuditReplay(
    AuditMarket market, RuleSet rules, AuditFindings findings, AuditedAccount account, AuditOptions options)
{
    private readonly AuditSlippage _slippage = new(market.Bars, options.Execution);
    private bool _goesOnAfterItsEnd;
    private readonly AuditedRules _own = new(rules);
    private int _nextFill, _nextProtection, _firstBar, _lastBar;
    private Fill[] _fills = [];
    private ProtectionChange[] _protections = [];

    /// <summary>Replays the bars of the account's equity points, or without any those from its first to its last fill.</summary>
    public int Run(Fill[] fills, ProtectionChange[] protections, EquityPoint[] points)
    {
        (_fills, _protections) = (fills, protections);
        Dictionary<int, EquityPoint> claims = points.ToDictionary(point => point.BarIndex);
        SortedSet<int> indices = [.. points.Select(point => point.BarIndex), .. fills.Select(fill => fill.BarIndex)];
        if (points.Length == 0 && fills.Length > 0)
            indices = [.. Enumerable.Range(fills[0].BarIndex, fills[^1].BarIndex - fills[0].BarIndex + 1)];
        int previous = -1;
        foreach (int bar in indices)
        {
            if (previous < 0) _firstBar = bar;
            _lastBar = bar;
            if (previous >= 0 && market.Clock.ResetsBetween(previous, bar))
                account.ResetDay(account.EquityAt(market.Bars.CloseTicks[previous]));
            Replay(bar);
            if (claims.TryGetValue(bar, out EquityPoint claim)) Compare(bar, claim);
            previous = bar;
        }
        if (account.Position != 0)
            findings.Violation(AuditRule.FlatTime, AuditUnit.Contracts, new(account.Number, previous),
                Math.Abs(account.Position), 0,
                "A position was open at the end of the log.");
        return indices.Count;
    }

    /// <summary>Compares what the journal says of the account's end with what the auditor found; the next account's first
    /// bar shows how time went by, −1 without one.</summary>
    public void CompareEnd(in AccountEnd claim, int nextFirstBar)
    {
        AccountOutcome found = account.HasPassed ? AccountOutcome.Passed : account.IsBreached ? AccountOutcome.Breached
            : account.IsClosed ? AccountOutcome.Closed
            : market.Clock.IsTimeOver(_firstBar, nextFirstBar) ? AccountOutcome.TimedOut : AccountOutcome.Undecided;
        if (found == AccountOutcome.TimedOut)
            findings.Outcome(AuditRule.TimeLimit, AuditUnit.Time, new(account.Number, _lastBar),
                market.Bars.EasternSeconds[_lastBar],
                market.Bars.EasternSeconds[_lastBar], $"The time limit of {rules.TimeLimitDays} calendar days was over.");
        if (found != claim.Outcome)
            findings.Violation(AuditRule.Pass, AuditUnit.Money, new(account.Number, _lastBar), account.Cash, rules.StartCents
                + rules.TargetCents,
                $"The journal says {claim.Outcome} ('{claim.Reason}'); the auditor found "
                + $"{found}{(account.Missing() is { } missing ? $", missing: {missing}" : "")}.");
    }

    private void Replay(int bar)
    {
        if (account.IsOver && account.Position == 0 && !_goesOnAfterItsEnd)
        {
            _goesOnAfterItsEnd = true;
            findings.Violation(AuditRule.AccountOver, AuditUnit.Time, new(account.Number, bar), market.Bars.EasternSeconds[bar],
                market.Bars.EasternSeconds[bar], "An account that is over went on.");
        }
        _own.At(market.Clock.CountedDate(bar), market.Bars.UtcSeconds[bar]);
        for (; _nextProtection < _protections.Length && _protections[_nextProtection].BarIndex <= bar; _nextProtection++)
            Protect(bar, _protections[_nextProtection]);
        account.BeginBar(market.Prices.Open(bar), market.Clock.FollowsBreak(bar));
        bool survivesOpen = account.Position == 0 || !OpensBeyondStop(bar) && !account.OpensBeyondTarget(market.Prices.Open(bar));
        while (survivesOpen && TryNext(bar, out Fill fill)
            && fill.Reason is FillReason.Entry or FillReason.Close or FillReason.Partial) BookAtOpen(bar, fill);
        if (account.Position != 0) Exit(bar, Inside(bar));
        if (account.Position != 0 && market.Clock.IsLast(bar)) Exit(bar, AtClose(bar, FillReason.FlatTime));
        if (account.Position != 0 && Breached(bar)) Exit(bar, AtClose(bar, FillReason.Breach));
        if (account.Position != 0 && ReachesDailyLimit(bar)) Exit(bar, AtClose(bar, FillReason.DailyLimit));
        while (TryNext(bar, out Fill fill)) BookUnexpected(bar, fill);
        if (account.Position != 0 && market.Bars.EasternSeconds[bar] + 60 > market.Clock.FlatSecond(bar))
            findings.Violation(AuditRule.FlatTime, AuditUnit.Time, new(account.Number, bar), market.Bars.EasternSeconds[bar] + 60,
                market.Clock.FlatSecond(bar), "A position was open after flat time.");
        Judge(bar);
    }

    private bool TryNext(int bar, out Fill fill)
    {
        bool isHere = _nextFill < _fills.Length && _fills[_nextFill].BarIndex == bar;
        fill = isHere ? _fills[_nextFill] : default;
        return isHere;
    }

    private void Protect(int bar, in ProtectionChange change)
    {
        if (account.Position > 0 && change.StopTicks < account.StopTicks || account.Position < 0
            && change.StopTicks > account.StopTicks)
            findings.Violation(AuditRule.StopMove, AuditUnit.Price, new(account.Number, bar), change.StopTicks, account.StopTicks,
                "A stop moved away from the price.");
        account.StopTicks = change.StopTicks;
        account.TargetTicks = change.TargetTicks;
    }

    private bool OpensBeyondStop(int bar) =>
        account.Position > 0 ? market.Prices.Open(bar) <= account.StopTicks : market.Prices.Open(bar) >= account.StopTicks;

    private void BookAtOpen(int bar, in Fill fill)
    {
        int expected = market.Prices.Open(bar)
            + (fill.Side == Side.Long ? 1 : -1) * _slippage.Of(bar, fill.Contracts, fill.Reason, fill.IsMicro);
        if (fill.PriceTicks != expected)
            findings.Violation(AuditRule.OpenPrice, AuditUnit.Price, new(account.Number, bar), fill.PriceTicks, expected,
                $"A {fill.Reason} fill was not at the open with slippage.");
        if (account.Position != 0) account.Mark(market.Prices.Open(bar));
        if (fill.Reason == FillReason.Entry) CheckEntry(bar, fill);
        else
            foreach (string broken in _own.Forbidding(stand => stand.MayLeave))
                findings.Violation(AuditRule.AccountRule, AuditUnit.Contracts, new(account.Number, bar), fill.Contracts, 0,
                    $"A position was left against the rule '{broken}'.");
        Book(bar, fill);
    }

    private void CheckEntry(int bar, in Fill fill)
    {
        var place = new AuditPlace(account.Number, bar);
        if (account.IsOver)
            findings.Violation(AuditRule.AccountOver, AuditUnit.Contracts, place, fill.Contracts, 0,
                "An account that is over made an entry.");
        if (!account.HasPassed && market.Clock.IsTimeOver(_firstBar, bar))
            findings.Violation(AuditRule.TimeLimit, AuditUnit.Contracts, place, fill.Contracts, 0,
                $"An entry was made after the time limit of {rules.TimeLimitDays} calendar days.");
        if (account.IsPaused)
            findings.Violation(AuditRule.DailyLoss, AuditUnit.Contracts, place, fill.Contracts, 0,
                "An entry was made while the daily limit paused entries.");
        if (!market.Clock.MayEnter(bar))
            findings.Violation(AuditRule.FlatTime, AuditUnit.Time, place, market.Bars.EasternSeconds[bar],
                market.Clock.FlatSecond(bar) - 60, "An entry filled too late to be closed by flat time.");
        CheckSize(place, fill);
        findings.Came(AuditRule.FlatTime, AuditUnit.Time, place, market.Bars.EasternSeconds[bar], market.Clock.FlatSecond(bar),
            "Latest entry.");
        foreach (string broken in _own.BrokenBy(
            new AuditedEntry(fill.UtcSeconds, market.Bars.EasternSeconds[bar], market.Clock.Date(bar),
            fill.Contracts)))
            findings.Violation(AuditRule.EntryRule, AuditUnit.Time, place, market.Bars.EasternSeconds[bar],
                market.Bars.EasternSeconds[bar], $"An entry was made against the rule '{broken}'.");
        foreach (string broken in _own.Forbidding(stand => stand.MayEnter))
            findings.Violation(AuditRule.AccountRule, AuditUnit.Contracts, place, fill.Contracts, 0,
                $"An entry was made against the rule '{broken}'.");
        bool isBeyond = fill.Side == Side.Long ? account.StopTicks >= fill.PriceTicks : account.StopTicks <= fill.PriceTicks;
        int room = fill.Side == Side.Long ? fill.PriceTicks - account.StopTicks : account.StopTicks - fill.PriceTicks;
        int slippage = _slippage.Of(bar, fill.Contracts, fill.Reason, fill.IsMicro);
        if (!isBeyond && room <= slippage)
            findings.Violation(AuditRule.StopMove, AuditUnit.Price, place, room, slippage,
                "An entry's stop lay within its own slippage.");
        if (isBeyond)
            findings.Violation(AuditRule.StopMove, AuditUnit.Price, place, account.StopTicks, fill.PriceTicks,
                "An entry's stop lies on the wrong side of its price.");
    }

    private void CheckSize(AuditPlace place, in Fill fill)
    {
        int most = account.ContractLimit(fill.IsMicro);
        if (fill.Contracts > most)
            findings.Violation(AuditRule.ContractLimit, AuditUnit.Contracts, place, fill.Contracts, most,
                "An entry had more contracts than the rules allow.");
        if (fill.IsMicro && !options.MicrosNearThreshold)
            findings.Violation(AuditRule.ContractLimit, AuditUnit.Contracts, place, fill.Contracts, 0,
                "An entry was made in micros, and sizing does not switch to them.");
        findings.Came(AuditRule.ContractLimit, AuditUnit.Contracts, place, fill.Contracts, most, "Largest entry.");
    }

    private ExpectedExit? Inside(int bar)
    {
        bool followsBreak = market.Clock.FollowsBreak(bar);
        foreach (Bar part in market.Prices.Parts(bar))
        {
            if (account.GoThrough(part, followsBreak) is { } exit) return exit;
            followsBreak = false;
        }
        return null;
    }

    private ExpectedExit AtClose(int bar, FillReason reason) =>
        new(reason, market.Bars.CloseTicks[bar], market.Bars.UtcSeconds[bar]);

    private bool Breached(int bar) =>
        (rules.Drawdown.Check == DrawdownCheck.Live || market.Clock.EndsDay(bar))
            && account.EquityAt(market.Bars.CloseTicks[bar]) <= account.Threshold;

    private bool ReachesDailyLimit(int bar) =>
        rules.DailyLoss is { } daily
        && (daily.IncludesOpen ? account.EquityAt(market.Bars.CloseTicks[bar])
            : account.Cash) - account.DayStart <= -daily.AmountCents;

    /// <summary>Compares the exit that had to happen with the next fill, then books the fill.</summary>
    private void Exit(int bar, ExpectedExit? expected)
    {
        if (expected is null) return;
        int slippage = _slippage.Of(bar, Math.Abs(account.Position), expected.Reason, account.IsMicro);
        int price = expected.MarketTicks + (account.Position > 0 ? -slippage : slippage);
        if (!TryNext(bar, out Fill fill))
        {
            findings.Violation(RuleOf(expected.Reason), AuditUnit.Price, new(account.Number, bar), 0, price,
                $"A {expected.Reason} exit at {price} ticks had to happen and did not.");
            return;
        }
        if (fill.Reason != expected.Reason || fill.PriceTicks != price || fill.Contracts != Math.Abs(account.Position)
            || fill.UtcSeconds != expected.UtcSeconds)
            findings.Violation(
                fill.Reason == expected.Reason ? AuditRule.Exit : RuleOf(expected.Reason), AuditUnit.Price,
                new(account.Number, bar),
                fill.PriceTicks, price,
                $"The exit was {fill.Contracts} contracts, {fill.Reason} at {fill.PriceTicks} ticks ({fill.UtcSeconds} s); it "
                + $"had to be {Math.Abs(account.Position)}, {expected.Reason} at {price} ({expected.UtcSeconds} s).");
        Book(bar, fill);
        if (expected.Reason == FillReason.DailyLimit) Pause(bar);
    }

    private void BookUnexpected(int bar, in Fill fill)
    {
        findings.Violation(AuditRule.Exit, AuditUnit.Price, new(account.Number, bar), fill.PriceTicks,
            market.Bars.CloseTicks[bar],
            $"A {fill.Reason} fill had no cause in the prices or the rules.");
        if (fill.Reason == FillReason.Entry) CheckEntry(bar, fill);
        Book(bar, fill);
    }

    private void Book(int bar, in Fill fill)
    {
        _nextFill++;
        long commission = (long)fill.Contracts * account.Traded(fill.IsMicro).CommissionPerSideCents;
        if (fill.CommissionCents != commission)
            findings.Violation(AuditRule.Commission, AuditUnit.Money, new(account.Number, bar), fill.CommissionCents, commission,
                $"The commission of a {fill.Reason} fill of {fill.Contracts} contracts is wrong.");
        int slippage = _slippage.Of(bar, fill.Contracts, fill.Reason, fill.IsMicro);
        long fees = _slippage.Fees(fill.Contracts, fill.IsMicro);
        if (fill.FeeCents != fees)
            findings.Violation(AuditRule.Commission, AuditUnit.Money, new(account.Number, bar), fill.FeeCents, fees,
                $"The fees of a {fill.Reason} fill of {fill.Contracts} contracts are wrong.");
        if (fill.SlippageTicks != slippage)
            findings.Violation(AuditRule.Slippage, AuditUnit.Price, new(account.Number, bar), fill.SlippageTicks, slippage,
                $"The slippage of a {fill.Reason} fill is wrong.");
        bool wasFlat = account.Position == 0;
        long cashBefore = account.Cash;
        bool isSane = account.Book(fill);
        _own.Booked(fill.UtcSeconds, wasFlat, account.Position == 0, account.Cash - cashBefore);
        if (!isSane)
            findings.Violation(AuditRule.Position, AuditUnit.Contracts, new(account.Number, bar), fill.Contracts,
                Math.Abs(account.Position), "A fill added to a position, closed more than there was or was in another contract.");
    }

    private void Pause(int bar)
    {
        if (!account.IsPaused)
            findings.Outcome(AuditRule.DailyLoss, AuditUnit.Money, new(account.Number, bar),
                account.EquityAt(market.Bars.CloseTicks[bar]) - account.DayStart, -rules.DailyLoss!.AmountCents,
                "The daily loss limit was reached.");
        account.IsPaused = true;
        if (rules.DailyLoss!.EndsAccount) account.IsOver = account.IsBreached = true;
    }

    private void Judge(int bar)
    {
        if (ReachesDailyLimit(bar)) Pause(bar);
        if (market.Clock.EndsDay(bar)) _own.EndDay(account.EndDay(), account.HadEntryOnEndedDay);
        long equity = account.EquityAt(market.Bars.CloseTicks[bar]);
        findings.Came(AuditRule.Drawdown, AuditUnit.Money, new(account.Number, bar), account.Nearest.Equity,
            account.Nearest.Threshold, "Equity nearest to the threshold.");
        if (rules.DailyLoss is { } daily)
            findings.Came(AuditRule.DailyLoss, AuditUnit.Money, new(account.Number, bar), equity - account.DayStart,
                -daily.AmountCents, "Day profit nearest to the daily limit.");
        bool wasOver = account.IsOver;
        if (Breached(bar) && !wasOver)
        {
            findings.Outcome(AuditRule.Drawdown, AuditUnit.Money, new(account.Number, bar), equity, account.Threshold,
                "The drawdown threshold was breached.");
            account.IsOver = account.IsBreached = true;
        }
        JudgeTarget(bar);
        if (account.IsOver || !market.Clock.EndsDay(bar)) return;
        foreach (string closing in _own.Forbidding(stand => !stand.IsClosed))
        {
            findings.Outcome(AuditRule.AccountRule, AuditUnit.Money, new(account.Number, bar), account.Cash, rules.StartCents,
                $"The account was closed by the rule '{closing}'.");
            account.IsOver = account.IsClosed = true;
        }
    }

    /// <summary>Whether the account has passed, by the auditor's own conditions; without one of them it trades on.</summary>
    private void JudgeTarget(int bar)
    {
        long goal = rules.StartCents + rules.TargetCents;
        if (account.IsOver || account.Cash < goal) return;
        string? missing = account.Missing() ?? _own.Forbidding(stand => stand.MayPass).FirstOrDefault();
        if (missing is not null)
        {
            if (account.Position == 0 && !account.HasReachedTarget && rules.Stage == AccountStage.Evaluation)
                findings.Outcome(AuditRule.Target, AuditUnit.Money, new(account.Number, bar), account.Cash, goal,
                    $"The target was reached, but not every condition: {missing}; the account trades on.");
            account.HasReachedTarget |= account.Position == 0;
            return;
        }
        if (account.Position == 0 && !account.HasPassed)
        {
            findings.Outcome(AuditRule.Pass, AuditUnit.Money, new(account.Number, bar), account.Cash, goal,
                "The account passed: the target while flat, and every other condition.");
            account.HasPassed = true;
        }
        if (account.Position == 0 && (!options.FloorAfterTarget || account.Cash == goal)) account.IsOver = true;
        else if (options.FloorAfterTarget && account.Floor < goal)
        {
            findings.Outcome(AuditRule.Target, AuditUnit.Money, new(account.Number, bar), account.Cash, goal,
                "The threshold rose to the target.");
            account.RaiseFloor();
        }
    }

    private void Compare(int bar, in EquityPoint claim)
    {
        Check(bar, claim.BalanceCents, account.Cash, "balance");
        Check(bar, claim.EquityCents, account.EquityAt(market.Bars.CloseTicks[bar]), "equity");
        Check(bar, claim.ThresholdCents, account.Threshold, "threshold");
        Check(bar, claim.DayPnlCents, account.EquityAt(market.Bars.CloseTicks[bar]) - account.DayStart, "day profit");
        Check(bar, claim.LowestEquityCents, Math.Min(account.Lowest, account.EquityAt(market.Bars.CloseTicks[bar])),
            "lowest equity");
        Check(bar, claim.HighestEquityCents, Math.Max(account.Highest, account.EquityAt(market.Bars.CloseTicks[bar])),
            "highest equity");
        Check(bar, (int)claim.Side * claim.Contracts, account.Position, "position", AuditUnit.Contracts);
    }

    private void Check(int bar, long claimed, long computed, string what, AuditUnit unit = AuditUnit.Money)
    {
        if (claimed != computed)
            findings.Violation(AuditRule.Books, unit, new(account.Number, bar), claimed, computed,
                $"The {what} in the journal differs from the auditor's.");
    }

    private static AuditRule RuleOf(FillReason reason) => reason switch
    {
        FillReason.Breach => AuditRule.Drawdown,
        FillReason.DailyLimit => AuditRule.DailyLoss,
        FillReason.FlatTime => AuditRule.FlatTime,
        _ => AuditRule.Exit,
    };
}
