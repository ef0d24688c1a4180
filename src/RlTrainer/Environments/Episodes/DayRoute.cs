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
            throw new ArgumentException($"No trading day of {tape.Bars.Origin} has two bars after the first {earliest} and before flat time; pass more bars.");
    }

    /// <summary>No day is left to begin.</summary>
    public bool IsDone => _next == _days.Length;

    /// <summary>Bars of the days walked so far and still ahead.</summary>
    public int DayCount => _days.Length;

    /// <summary>The day begun last continues the day before it, as the rules count days: a half day came first.</summary>
    public bool ContinuesDay { get; private set; }

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
    public void EndDay(in Account account, in Standing standing, int bar, Verdict verdict, TradingJournal journal)
    {
        _lastBar = bar;
        (AccountOutcome outcome, string? reason) = EndOf(standing, verdict);
        _isOver = reason is not null;
        if (!_isOver && !IsDone) return;
        journal.Accounts.Add(new AccountEnd(account.Number, _accountFirstBar, bar, account.BalanceCents, reason ?? AtEndOfData(account, standing), outcome));
    }

    /// <summary>What ended the account; without a reason it is alive.</summary>
    private (AccountOutcome Outcome, string? Reason) EndOf(in Standing standing, Verdict verdict)
    {
        if (verdict == Verdict.Passed) return (AccountOutcome.Passed, "passed");
        if (verdict != Verdict.Within && standing.HasPassed) return (AccountOutcome.Passed, "passed; traded on until a limit");
        if (verdict == Verdict.DrawdownBreach) return (AccountOutcome.Breached, "drawdown breach");
        if (verdict == Verdict.DailyBreach) return (AccountOutcome.Breached, "daily limit breach");
        AccountOutcome alive = standing.HasPassed ? AccountOutcome.Passed : AccountOutcome.Undecided;
        if (!IsDone && !standing.HasPassed && PassConditions.IsTimeOver(_rules, DateOf(_accountFirstDay), DateOf(_next)))
            return (AccountOutcome.TimedOut, $"the time limit of {_rules.TimeLimitDays} calendar days was over");
        return (alive, _wasWithoutRoom && !_couldEnter ? "too close to the threshold: no contract fitted all day" : null);
    }

    private string AtEndOfData(in Account account, in Standing standing)
    {
        if (standing.HasPassed) return "passed; end of data";
        if (_rules.Stage != AccountStage.Evaluation || account.BalanceCents < _rules.TargetBalanceCents) return "end of data";
        return $"end of data; the target was reached; missing: {string.Join("; ", PassConditions.Missing(_rules, standing.PassFacts(account.BalanceCents, account.IsFlat)))}";
    }

    private NodaTime.LocalDate DateOf(int routeDay) => _tape.Bars.Days[_days[routeDay].Day].Date;
}
