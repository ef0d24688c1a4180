using RlTrainer.Compliance;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// One account under a rule set that lives through held-out days drawn at random. Assumptions: 1. The policy does on a drawn
/// day what it did when the day was walked, whatever the account's state. 2. Inside a bar the highest equity comes first,
/// then the lowest. 3. The day's profit counts from the trading day's open, whatever clock the rule set resets at.
/// 4. Calendar days, of a time limit or of inactivity, are counted in trading days, 252 of 365. 5. Account rules count the day's
/// trades and judge passing and closing; rules about when to enter or leave were
/// kept, or not, when the day was walked. 6. A soft day limit ends the day at the limit, or at that bar's close where it is
/// lower.
/// </summary>
internal ref struct ResampledAccount(RuleSet rules, IReadOnlyList<DayPath> days)
{
    private long _equity, _peak, _bestDay, _floor;
    private int _traded;
    private bool _isBreached, _isPassed, _isClosed;
    private int _day, _nextTrade;
    private readonly AccountRuleBook _book = new(rules, 1);

    /// <summary>Lives through at most so many days; returns the outcome and how many days it took.</summary>
    public (AccountOutcome Outcome, int Days) Run(ReadOnlySpan<int> pool, int horizon, ref Rng random)
    {
        Begin();
        for (int day = 1; day <= horizon; day++)
        {
            Live(days[pool[random.NextInt32(pool.Length)]]);
            if (_isBreached) return (AccountOutcome.Breached, day);
            if (_isPassed) return (AccountOutcome.Passed, day);
            if (_isClosed) return (AccountOutcome.Closed, day);
        }
        return (rules.TimeLimitDays is null ? AccountOutcome.Undecided : AccountOutcome.TimedOut, horizon);
    }

    /// <summary>Equity at the end of the last day, US cents; nothing is open then.</summary>
    public readonly long EquityCents => _equity;

    /// <summary>Equity at or below this breaches the account, US cents.</summary>
    public readonly long ThresholdCents => Math.Max(rules.Drawdown.ThresholdCents(_peak), _floor);

    /// <summary>A limit was reached, or a rule has closed the account.</summary>
    public readonly bool IsLost => _isBreached || _isClosed;

    /// <summary>Days lived, calendar days.</summary>
    public readonly int CalendarDay => (int)Math.Round(_day * 365.0 / SharpeStatistics.DaysPerYear);

    /// <summary>A fresh account before its first day.</summary>
    public void Begin()
    {
        (_equity, _peak, _bestDay, _floor, _traded, _day) = (rules.StartCents, rules.StartCents, 0, 0, 0, 0);
        (_isBreached, _isPassed, _isClosed) = (false, false, false);
        _book.Begin(0, 0);
    }

    /// <summary>Takes money out at the end of a day: the peak stays where it was.</summary>
    /// <param name="payoutCents">How much, US cents.</param>
    /// <param name="floorCents">Where the threshold stands at least from now on; null: where it was.</param>
    public void PayOut(long payoutCents, long? floorCents)
    {
        _equity -= payoutCents;
        _floor = Math.Max(_floor, floorCents ?? 0);
    }

    /// <summary>Lives through one day, bar by bar where one of its bars may decide something.</summary>
    public void Live(DayPath path)
    {
        _day++;
        long start = _equity;
        if (path.HasTrades) _traded++;
        if (path.HasTrades) _book.Entered(0, CalendarDay);
        _nextTrade = 0;
        if (IsEventless(path))
        {
            if (rules.Drawdown.Basis == DrawdownBasis.LiveEquity) _peak = Math.Max(_peak, start + path.HighestCents);
            else if (rules.Drawdown.Basis == DrawdownBasis.ClosedBalance)
                _peak = Math.Max(_peak, start + path.HighestBalanceCents);
            _equity = start + path.PnlCents;
            Count(path, int.MaxValue);
        }
        else WalkBars(path, start);
        if (_isBreached || _isPassed) return;
        if (rules.Drawdown.Basis == DrawdownBasis.EndOfDay) _peak = Math.Max(_peak, _equity);
        if (_equity <= ThresholdCents) _isBreached = true;
        _bestDay = Math.Max(_bestDay, _equity - start);
        if (_book.IsOff || _isBreached) return;
        _book.EndDay(0, new EndedDay(_equity - start, path.HasTrades));
        _isClosed = _book.Closing(0, StandingAt(_equity), _equity, CalendarDay) is not null;
    }

    /// <summary>Counts the day's trades up to an entry of its path.</summary>
    private void Count(DayPath path, int bar)
    {
        for (; !_book.IsOff && _nextTrade < path.Trades.Count
            && path.Trades[_nextTrade].Bar <= bar; _nextTrade++) _book.Closed(0, path.Trades[_nextTrade].Trade);
    }

    private readonly Standing StandingAt(long dayOpenCents) =>
        Standing.Fresh(rules) with { TradedDays = _traded, DayOpenCents = dayOpenCents };

    /// <summary>True when no bar of the day can breach, reach the day limit or pass: even its extremes do not.</summary>
    private readonly bool IsEventless(DayPath path)
    {
        long highest = rules.Drawdown.Basis == DrawdownBasis.EndOfDay ? _peak : Math.Max(_peak, _equity + path.HighestCents);
        return _equity + path.LowestCents > Math.Max(rules.Drawdown.ThresholdCents(highest), _floor)
            && (rules.Stage == AccountStage.Funded || _equity + path.HighestBalanceCents < rules.TargetBalanceCents)
            && (rules.DailyLoss is not { } limit || path.LowestCents > -limit.AmountCents);
    }

    private void WalkBars(DayPath path, long start)
    {
        for (int bar = 0; bar < path.CloseCents.Length; bar++)
        {
            if (rules.Drawdown.Basis == DrawdownBasis.LiveEquity) _peak = Math.Max(_peak, start + path.HighCents[bar]);
            else if (rules.Drawdown.Basis == DrawdownBasis.ClosedBalance) _peak = Math.Max(_peak, start + path.BalanceCents[bar]);
            long lowest = start + Math.Min(path.LowCents[bar], path.CloseCents[bar]);
            if (rules.Drawdown.Check == DrawdownCheck.Live && lowest <= ThresholdCents)
            {
                (_isBreached, _equity) = (true, ThresholdCents);
                return;
            }
            long counted = rules.DailyLoss is { IncludesOpen: true } ? lowest - start : path.BalanceCents[bar];
            if (rules.DailyLoss is { } limit && counted <= -limit.AmountCents)
            {
                _equity = start + Math.Min(-limit.AmountCents, path.CloseCents[bar]);
                _isBreached = limit.EndsAccount;
                return;
            }
            _equity = start + path.CloseCents[bar];
            Count(path, bar);
            if (PassConditions.Hold(rules, new PassFacts(start + path.BalanceCents[bar], path.IsFlat[bar], _traded,
                Math.Max(_bestDay, path.BalanceCents[bar])))
                && (_book.IsOff || _book.AllowsPass(0, StandingAt(start), start + path.BalanceCents[bar], CalendarDay)))
            {
                _isPassed = true;
                return;
            }
        }
    }
}
