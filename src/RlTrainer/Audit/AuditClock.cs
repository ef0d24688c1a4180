using RlTrainer.Compliance;
using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>Flat times and daily resets, worked out by the auditor from each bar's own clock and the calendar's closes.</summary>
internal sealed class AuditClock
{
    private readonly BarSeries _bars;
    private readonly long _resetSecond;
    private readonly long[] _flat;
    private readonly bool[] _isLast;

    public AuditClock(BarSeries bars, RuleSet rules)
    {
        _bars = bars;
        _resetSecond = rules.DailyReset.Hour * 3600L + rules.DailyReset.Minute * 60L;
        _flat = new long[bars.Count];
        _isLast = new bool[bars.Count];
        foreach (TradingDay day in bars.Days)
        {
            long flat = day.Date.At(rules.FlatTime).InUtc().ToInstant().ToUnixTimeSeconds();
            if (day.CloseEasternSeconds - 60 < flat) flat = day.CloseEasternSeconds - 60;
            int last = -1;
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
            {
                _flat[bar] = flat;
                if (bars.EasternSeconds[bar] + 60 <= flat) last = bar;
            }
            if (last >= 0) _isLast[last] = true;
        }
    }

    /// <summary>New York wall-clock second at which nothing may be open on a bar's trading day.</summary>
    public long FlatSecond(int bar) => _flat[bar];

    /// <summary>The last bar that ends by flat time.</summary>
    public bool IsLast(int bar) => _isLast[bar];

    /// <summary>An entry may fill at the bar's open: at least a whole bar is left before the last exit.</summary>
    public bool MayEnter(int bar) => _bars.EasternSeconds[bar] < _flat[bar] - 60;

    /// <summary>A daily reset lies between two bars.</summary>
    public bool ResetsBetween(int earlier, int later) => ResetNumber(earlier) != ResetNumber(later);

    private long ResetNumber(int bar)
    {
        long second = _bars.EasternSeconds[bar] - _resetSecond;
        return second >= 0 ? second / 86400 : (second - 86399) / 86400;
    }
}
