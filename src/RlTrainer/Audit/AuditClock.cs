using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>Flat times and daily resets, worked out by the auditor from each bar's own clock and the calendar's closes.</summary>
internal sealed class AuditClock
{
    private readonly BarSeries _bars;
    private readonly long _resetSecond;
    private readonly int[] _resets;
    private readonly bool[] _endsDay;
    private readonly long[] _flat;
    private readonly bool[] _isLast, _afterBreak;
    private readonly int[] _date, _countedDate;
    private readonly int? _limitDays;

    public AuditClock(BarSeries bars, RuleSet rules)
    {
        _bars = bars;
        _resetSecond = rules.DailyReset.Hour * 3600L + rules.DailyReset.Minute * 60L;
        _flat = new long[bars.Count];
        _isLast = new bool[bars.Count];
        _endsDay = new bool[bars.Count];
        _afterBreak = new bool[bars.Count];
        _resets = new int[bars.Count];
        _date = new int[bars.Count];
        _countedDate = new int[bars.Count];
        _limitDays = rules.TimeLimitDays;
        bool joins = false;                                           // the day before was a half day that belongs to this one
        foreach (TradingDay day in bars.Days)
        {
            CountResets(day, joins);
            MarkBreaks(day);
            joins = rules.HalfDaysMerge && day.IsEarlyClose && day.EndBar < bars.Count;
            long flat = day.Date.At(rules.FlatTime).InUtc().ToInstant().ToUnixTimeSeconds();
            if (day.CloseEasternSeconds - 60 < flat) flat = day.CloseEasternSeconds - 60;
            int last = -1;
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
            {
                _flat[bar] = flat;
                _date[bar] = (int)(day.Date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds() / 86400);
                if (bars.EasternSeconds[bar] + 60 <= flat) last = bar;
            }
            if (last < 0) continue;
            _isLast[last] = true;
            _endsDay[last] = !joins;
        }
        for (int day = bars.Days.Count - 1; day >= 0; day--)
        {
            bool joinsNext = rules.HalfDaysMerge && bars.Days[day].IsEarlyClose && bars.Days[day].EndBar < bars.Count;
            int date = joinsNext ? _countedDate[bars.Days[day].EndBar] : _date[bars.Days[day].FirstBar];
            for (int bar = bars.Days[day].FirstBar; bar < bars.Days[day].EndBar; bar++) _countedDate[bar] = date;
        }
    }

    /// <summary>New York wall-clock second at which nothing may be open on a bar's trading day.</summary>
    public long FlatSecond(int bar) => _flat[bar];

    /// <summary>The last bar that ends by flat time.</summary>
    public bool IsLast(int bar) => _isLast[bar];

    /// <summary>The last bar that ends by flat time, of a day as the rules count days.</summary>
    public bool EndsDay(int bar) => _endsDay[bar];

    /// <summary>An entry may fill at the bar's open: at least a whole bar is left before the last exit.</summary>
    public bool MayEnter(int bar) => _bars.EasternSeconds[bar] < _flat[bar] - 60;

    /// <summary>The market was closed right before the bar: a new trading
    /// day, or the halt until 16:30 of the years that had it.</summary>
    public bool FollowsBreak(int bar) => _afterBreak[bar];

    /// <summary>A daily reset lies between two bars.</summary>
    public bool ResetsBetween(int earlier, int later) => _resets[later] > _resets[earlier];

    /// <summary>Date of a bar's trading day, days since 1970-01-01; and the date by which the rules count the day.</summary>
    public int Date(int bar) => _date[bar];

    public int CountedDate(int bar) => _countedDate[bar];

    /// <summary>A bar's date lies so many calendar days after another's as the time limit has; never for bar −1.</summary>
    public bool IsTimeOver(int firstBar, int bar) => _limitDays is not null && bar >= 0
        && _date[bar] - _date[firstBar] >= _limitDays;

    private void MarkBreaks(in TradingDay day)
    {
        _afterBreak[day.FirstBar] = true;
        if (SessionCalendar.HoursOf(day.Date) is not { HasHalt: true }) return;
        long resumes = day.Date.At(new LocalTime(16, 30)).InUtc().ToInstant().ToUnixTimeSeconds();
        for (int bar = day.FirstBar + 1; bar < day.EndBar; bar++)
            if (_bars.EasternSeconds[bar - 1] < resumes && _bars.EasternSeconds[bar] >= resumes)
                _afterBreak[bar] = true;
    }

    private void CountResets(in TradingDay day, bool joins)
    {
        for (int bar = day.FirstBar; bar < day.EndBar; bar++)
        {
            if (bar == 0) continue;
            bool isNext = ResetNumber(bar) > ResetNumber(bar - 1) && !(joins && bar == day.FirstBar);
            _resets[bar] = isNext ? _resets[bar - 1] + 1 : _resets[bar - 1];
        }
    }

    private long ResetNumber(int bar)
    {
        long second = _bars.EasternSeconds[bar] - _resetSecond;
        return second >= 0 ? second / 86400 : (second - 86399) / 86400;
    }
}
