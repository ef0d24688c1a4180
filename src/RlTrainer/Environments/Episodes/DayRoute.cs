using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>The way of a walk through the trading days, with one account carried through.</summary>
internal sealed class DayRoute
{
    private const string EndOfData = "end of data";
    private readonly MarketTape _tape;
    private readonly RuleSet _rules;
    private readonly (int Start, int Day)[] _days;
    private int _next, _accountFirstBar, _accountFirstDay, _lastBar = -1;
    private bool _isOver = true, _couldEnter, _wasWithoutRoom;

    public DayRoute(MarketTape tape, RuleSet rules, int warmUpBars, int windowBars)
    {
        (_tape, _rules) = (tape, rules);
        int earliest = Math.Max(warmUpBars, windowBars);
        var days = new List<(int, int)>();
        for (int day = 0; day < tape.Bars.Days.Count; day++)
        {
            int start = Math.Max(tape.Bars.Days[day].FirstBar, earliest);
            if (start < tape.Bars.Days[day].EndBar && tape.LastBar[start] > start) days.Add((start, day));
        }
        _days = [.. days];
        if (_days.Length == 0)
            throw new ArgumentException(
                $"No trading day of {tape.Bars.Origin} has two bars after the first {earliest} and before flat time; pass "
                + $"more bars.");
    }

    /// <summary>No day is left to begin.</summary>
    public bool IsDone => _next == _days.Length;

    /// <summary>Bars of the days walked so far and still ahead.</summary>
    public int DayCount => _days.Length;

    /// <summary>The day begun last continues the day before it, as the rules count days: a half day came first.</summary>
    public bool ContinuesDay { get; private set; }

    /// <summary>The day begun last went on with the account of the day before.</summary>
    public bool ContinuesAccount { get; private set; }

    /// <summary>Begins the next day, with a fresh account if the last one is over; returns the day's first valid bar.</summary>
    public int BeginDay(ref Account account, ref Standing standing)
    {
        if (IsDone)
        {
            (_next, _lastBar, _isOver) = (0, -1, true);
            account = default;
        }
        int[] counted = _tape.Clock.CountedDay;
        ContinuesDay = !_isOver && counted[_days[_next].Day] == counted[_days[_next - 1].Day];
        int start = _days[_next++].Start;
        (_couldEnter, _wasWithoutRoom) = (false, false);
        ContinuesAccount = !_isOver;
        if (_isOver)
        {
            account = Account.Fresh(account.Number + 1, _rules.StartCents);
            standing = Standing.Fresh(_rules);
            (_accountFirstBar, _accountFirstDay) = (start, _next - 1);
            _isOver = false;
        }
        else if (_tape.Clock.ResetsBefore[start] != _tape.Clock.ResetsBefore[_lastBar])
            standing = standing.AfterReset(account.BalanceCents);
        return start;
    }

    /// <summary>At a decision a contract fitted, or none did because of the drawdown threshold.</summary>
    public void Saw(bool fits, bool lacksThresholdRoom)
    {
        _couldEnter |= fits;
        _wasWithoutRoom |= lacksThresholdRoom;
    }

    /// <summary>
    /// A day is over: by flat time, or by the end of its account. An account whose room to the threshold allowed no
    /// contract all day long will trade no more; a fresh one replaces it, as after a breach or when the time limit is over.
    /// </summary>
    public void EndDay(in DayEnd day, TradingJournal journal)
    {
        _lastBar = day.Bar;
        (AccountOutcome outcome, string? reason) = EndOf(day);
        _isOver = reason is not null;
        if (!_isOver && !IsDone) return;
        Account account = day.Account;
        journal.Accounts.Add(new AccountEnd(account.Number, _accountFirstBar, day.Bar, account.BalanceCents, reason
            ?? AtEndOfData(day), outcome));
    }

    /// <summary>What ended the account; without a reason it is alive.</summary>
    private (AccountOutcome Outcome, string? Reason) EndOf(in DayEnd day)
    {
        bool hasPassed = day.Standing.HasPassed;
        if (day.Verdict == Verdict.Passed) return (AccountOutcome.Passed, "passed");
        if (day.Verdict != Verdict.Within && hasPassed) return (AccountOutcome.Passed, "passed; traded on until a limit");
        if (day.Verdict == Verdict.DrawdownBreach) return (AccountOutcome.Breached, "drawdown breach");
        if (day.Verdict == Verdict.DailyBreach) return (AccountOutcome.Breached, "daily limit breach");
        if (day.Verdict == Verdict.Closed) return (AccountOutcome.Closed, $"closed: {day.ClosingRule}");
        AccountOutcome alive = hasPassed ? AccountOutcome.Passed : AccountOutcome.Undecided;
        if (!IsDone && !hasPassed && PassConditions.IsTimeOver(_rules, DateOf(_accountFirstDay), DateOf(_next)))
            return (AccountOutcome.TimedOut, $"the time limit of {_rules.TimeLimitDays} calendar days was over");
        return (alive, _wasWithoutRoom && !_couldEnter ? "too close to the threshold: no contract fitted all day" : null);
    }

    private string AtEndOfData(in DayEnd day)
    {
        if (day.Standing.HasPassed) return "passed; end of data";
        if (_rules.Stage != AccountStage.Evaluation || day.Account.BalanceCents < _rules.TargetBalanceCents) return "end of data";
        IEnumerable<string> missing = PassConditions.Missing(
            _rules, day.Standing.PassFacts(day.Account.BalanceCents, day.Account.IsFlat));
        return $"end of data; the target was reached; missing: {string.Join("; ", [.. missing, .. day.MissingRules])}";
    }

    private NodaTime.LocalDate DateOf(int routeDay) => _tape.Bars.Days[_days[routeDay].Day].Date;
}
