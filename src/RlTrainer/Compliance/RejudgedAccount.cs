using NodaTime;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Compliance;

/// <summary>One account under one rule set, fed with finished trades.</summary>
internal sealed class RejudgedAccount
{
    private readonly BarSeries _bars;
    private readonly RuleSet _rules;
    private readonly Costs _costs, _microCosts;
    private readonly int[] _dayOfBar;
    private readonly RuleClock _clock;
    private readonly Dictionary<int, long> _dayProfits = [];
    private readonly AccountRuleBook _book;
    private readonly IEntryRule[] _entryRules;
    private Standing _standing;
    private long _balance;
    private int _day = -1, _resets, _firstDay = -1, _pausedDays, _counted, _refused, _endBar = -1;
    private AccountOutcome _outcome;
    private string _reason = "neither target nor limit was reached";

    public RejudgedAccount(BarSeries bars, RuleSet rules)
    {
        (_bars, _rules, _costs) = (bars, rules, Costs.Of(bars.Instrument));
        _microCosts = Costs.OfMicro(bars.Instrument, ExecutionModel.Standard);
        _standing = Standing.Fresh(rules);
        _balance = rules.StartCents;
        _clock = new RuleClock(bars, rules);
        _book = new AccountRuleBook(rules, 1);
        _entryRules = [.. rules.AllEntryRules()];
        _dayOfBar = new int[bars.Count];
        for (int day = 0; day < bars.Days.Count; day++)
            _dayOfBar.AsSpan(bars.Days[day].FirstBar, bars.Days[day].BarCount).Fill(day);
    }

    public bool IsOver => _outcome != AccountOutcome.Undecided;

    public void Make(in Trade trade)
    {
        MoveTo(trade.EntryBar);
        if (IsOver) return;
        Instrument traded = trade.IsMicro ? _bars.Instrument.Micro! : _bars.Instrument;
        bool isTooLarge = trade.Contracts > _rules.Contracts.Limit(traded, _standing);
        bool isTooLate = _bars.EasternSeconds[trade.ExitBar] + 60 > FlatSecond(_dayOfBar[trade.ExitBar]);
        if (isTooLarge || isTooLate || _standing.Day == DayStatus.Paused || IsForbidden(trade.EntryBar))
        {
            _refused++;
            return;
        }
        _counted++;
        _standing = _standing.AfterEntry();
        _book.Entered(0, DateOf(_day));
        long before = _balance, entry = _balance - CostsOf(trade).CommissionCents(trade.Contracts);
        long after = Hold(trade, entry) ?? before + trade.NetCents;
        _balance = after;
        _dayProfits[_day] = _dayProfits.GetValueOrDefault(_day) + after - before;
        _standing = _standing.MarkedTo(after, after, _rules.Drawdown);
        _book.Closed(0, new ClosedTrade(after - before, _bars.UtcSeconds[trade.ExitBar] - _bars.UtcSeconds[trade.EntryBar],
            trade.Contracts));
        Judge(trade.ExitBar);
    }

    private bool IsForbidden(int bar)
    {
        var moment = new EntryMoment(_bars.UtcSeconds[bar], _bars.EasternSeconds[bar], _bars.Days[_dayOfBar[bar]].Date);
        return Array.Exists(_entryRules, rule => !rule.Allows(moment))
            || !_book.AllowsEntry(0, _standing, _balance, DateOf(_day));
    }

    private int DateOf(int countedDay) => RuleClock.DayNumber(_bars.Days[countedDay].Date);

    public Rejudgement Finish()
    {
        if (!IsOver && _day >= 0) EndDay(_bars.Days[_day].EndBar - 1);
        if (_day >= 0) PassIdleDays(_bars.Days.Count);
        if (!IsOver && _day >= 0) EndByTime(_bars.Days[^1].Date, _bars.Count - 1);
        if (!IsOver && _rules.Stage == AccountStage.Funded) _reason = "funded: no target; no limit was reached";
        if (!IsOver && _rules.Stage == AccountStage.Evaluation && _balance >= _rules.TargetBalanceCents)
            _reason = "the target was reached; missing: " + string.Join("; ",
                [.. PassConditions.Missing(_rules, Facts), .. _book.Missing(0, _standing, _balance, DateOf(_day))]);
        return new Rejudgement(
            _rules.Name, _outcome, _reason, _endBar, _balance, _standing.ThresholdCents(_rules.Drawdown), _standing.TradedDays,
                _pausedDays, _counted, _refused, BestDayShare())
        {
            FeesCents = _rules.Fees?.AfterCents(CalendarDays()),
        };
    }

    /// <summary>Marks the open trade bar by bar; the balance at which a limit cuts it, or null if none does.</summary>
    private long? Hold(in Trade trade, long entryBalance)
    {
        int side = (int)trade.Side;
        for (int bar = trade.EntryBar; bar <= trade.ExitBar; bar++)
        {
            if (bar > trade.EntryBar) ResetAt(bar, EquityAt(trade, entryBalance, side * _bars.CloseTicks[bar - 1]));
            int favorable = side > 0 ? _bars.HighTicks[bar] : -_bars.LowTicks[bar], adverse = side > 0 ? _bars.LowTicks[bar]
                : -_bars.HighTicks[bar];
            int entry = side * trade.EntryPriceTicks;
            _standing = _standing.MarkedTo(
                EquityAt(trade, entryBalance, Math.Min(favorable, entry + trade.FavorableTicks)), entryBalance, _rules.Drawdown);
            long lowest = EquityAt(trade, entryBalance, Math.Max(adverse, entry - trade.AdverseTicks));
            long threshold = _standing.ThresholdCents(_rules.Drawdown);
            long daily = _rules.DailyLoss is { IncludesOpen: true } rule ? _standing.DayStartCents - rule.AmountCents
                : long.MinValue;
            bool breaches = _rules.Drawdown.Check == DrawdownCheck.Live && lowest <= threshold;
            if (lowest <= daily && daily > threshold || lowest <= daily && !breaches) return daily;
            if (breaches) return threshold;
        }
        return null;
    }

    private long EquityAt(in Trade trade, long entryBalance, int priceSigned) =>
        entryBalance + CostsOf(trade).ValueCents(priceSigned - (int)trade.Side * trade.EntryPriceTicks, trade.Contracts);

    private Costs CostsOf(in Trade trade) => trade.IsMicro ? _microCosts : _costs;

    private void Judge(int bar)
    {
        if (_rules.DailyLoss is { } daily && _balance - _standing.DayStartCents <= -daily.AmountCents)
        {
            if (daily.EndsAccount) End(AccountOutcome.Breached, "the hard daily loss limit was reached", bar);
            if (_standing.Day == DayStatus.Open) _pausedDays++;
            _standing = _standing with { Day = DayStatus.Paused };
        }
        if (_rules.Drawdown.Check == DrawdownCheck.Live && _balance <= _standing.ThresholdCents(_rules.Drawdown))
            End(AccountOutcome.Breached, "equity reached the drawdown threshold", bar);
        if (!IsOver && PassConditions.Hold(_rules, Facts) && _book.AllowsPass(0, _standing, _balance,
            DateOf(_day))) End(AccountOutcome.Passed, "the target was reached and every condition met", bar);
    }

    private PassFacts Facts => new(_balance, IsFlat: true, _standing.TradedDays, BestDay());

    private void MoveTo(int bar)
    {
        int day = _clock.CountedDay[_dayOfBar[bar]];
        if (day != _day && _day >= 0)
        {
            EndDay(_bars.Days[_day].EndBar - 1);
            PassIdleDays(day);
        }
        if (_firstDay < 0)
        {
            _book.Begin(0, DateOf(day));
            _firstDay = _dayOfBar[bar];
            _resets = _clock.ResetsBefore[bar];
        }
        _day = day;
        EndByTime(_bars.Days[_dayOfBar[bar]].Date, bar);
        ResetAt(bar, _balance);
    }

    private void EndByTime(LocalDate date, int bar)
    {
        if (PassConditions.IsTimeOver(_rules, _bars.Days[_firstDay].Date, date))
            End(AccountOutcome.TimedOut, $"the time limit of {_rules.TimeLimitDays} calendar days was over", bar);
    }

    private void ResetAt(int bar, long equityCents)
    {
        if (_clock.ResetsBefore[bar] == _resets) return;
        _resets = _clock.ResetsBefore[bar];
        _standing = _standing.AfterReset(equityCents);
    }

    private void EndDay(int lastBar)
    {
        _book.EndDay(0, new EndedDay(_balance - _standing.DayOpenCents, _standing.HasTradedToday));
        _standing = _standing.AfterDay(_balance, _rules.Drawdown);
        if (!IsOver && _balance <= _standing.ThresholdCents(_rules.Drawdown))
            End(AccountOutcome.Breached, "the balance stood at the drawdown threshold at the day's close", lastBar);
    }

    /// <summary>Days without a trade after the current one, up to another: an account may be closed on one of them.</summary>
    private void PassIdleDays(int end)
    {
        if (_book.IsOff) return;
        for (int day = _day; day < end && !IsOver; day++)
        {
            if (!_clock.Ends(day)) continue;
            if (day > _day) _book.EndDay(0, new EndedDay(0, HasEntry: false));
            if (!PassConditions.IsTimeOver(_rules, _bars.Days[_firstDay].Date, _bars.Days[day].Date)
                && _book.Closing(0, _standing, _balance, DateOf(day)) is { } rule)
                End(AccountOutcome.Closed, $"closed: {rule}", _bars.Days[day].EndBar - 1);
        }
    }

    private void End(AccountOutcome outcome, string reason, int bar)
    {
        if (IsOver) return;
        (_outcome, _reason, _endBar) = (outcome, reason, bar);
    }

    /// <summary>From the first trade's day to the end, both counted; 0 without a trade.</summary>
    private int CalendarDays()
    {
        if (_firstDay < 0) return 0;
        LocalDate last = _bars.Days[_endBar < 0 ? _bars.Days.Count - 1 : _dayOfBar[_endBar]].Date;
        return Period.DaysBetween(_bars.Days[_firstDay].Date, last) + 1;
    }

    private long BestDay() => _dayProfits.Count == 0 ? 0 : Math.Max(0, _dayProfits.Values.Max());

    private double BestDayShare() =>
        (_rules.Consistency ?? new ConsistencyRule(1)).ShareOf(BestDay(), _balance - _rules.StartCents, _rules.TargetCents);

    private long FlatSecond(int day)
    {
        TradingDay trading = _bars.Days[day];
        long midnight = (long)Period.DaysBetween(new LocalDate(1970, 1, 1), trading.Date) * 86400;
        return Math.Min(midnight + _rules.FlatTime.TickOfDay / NodaConstants.TicksPerSecond, trading.CloseEasternSeconds - 60);
    }
}
