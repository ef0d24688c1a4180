using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Market;

namespace RlTrainer.Environments;

/// <summary>Days, flat times, daily resets and entry times of the scalar reference: worked out anew at every question.</summary>
internal sealed class ScalarClock(BarSeries bars, RuleSet rules, EnvironmentConfig config)
{
    /// <summary>The trading day of a bar, found by looking.</summary>
    public TradingDay DayOf(int bar) => bars.Days.First(day => bar >= day.FirstBar && bar < day.EndBar);

    /// <summary>The bar is the first of its trading day, or the calendar's
    /// afternoon halt lies between it and the bar before.</summary>
    public bool FollowsBreak(int bar)
    {
        TradingDay day = DayOf(bar);
        if (bar == day.FirstBar) return true;
        return SessionCalendar.HoursOf(day.Date) is { HasHalt: true } hours
            && bars.EasternSeconds[bar] >= hours.HaltEndEasternSeconds
            && bars.EasternSeconds[bar - 1] < hours.HaltEndEasternSeconds;
    }

    /// <summary>The bar's half day counts as part of the next day.</summary>
    public bool BelongsToNextDay(int bar) => rules.HalfDaysMerge && DayOf(bar).IsEarlyClose && DayOf(bar).EndBar < bars.Count;

    /// <summary>Date by which the rules count a bar's day: a half day may belong to the next.</summary>
    public int CountedDate(int bar)
    {
        TradingDay day = DayOf(bar);
        while (rules.HalfDaysMerge && day.IsEarlyClose && day.EndBar < bars.Count) day = DayOf(day.EndBar);
        return RuleClock.DayNumber(day.Date);
    }

    /// <summary>The rules' flat time of the day by the New York clock, or one minute before an earlier close.</summary>
    private long FlatSecond(int bar)
    {
        TradingDay day = DayOf(bar);
        long rule = day.Date.At(rules.FlatTime).InUtc().ToInstant().ToUnixTimeSeconds(),
            beforeClose = day.CloseEasternSeconds - 60;
        return rule < beforeClose ? rule : beforeClose;
    }

    /// <summary>The last bar that ends by flat time.</summary>
    public bool IsLast(int bar)
    {
        bool endsByFlat = bars.EasternSeconds[bar] + 60 <= FlatSecond(bar);
        return endsByFlat && (bar + 1 == DayOf(bar).EndBar || bars.EasternSeconds[bar + 1] + 60 > FlatSecond(bar));
    }

    /// <summary>An entry may be decided at the bar's close.</summary>
    public bool MayDecide(int bar) => !IsLast(bar) && bars.EasternSeconds[bar] + 60 <= FlatSecond(bar)
        && MayFillOn(bar, bars.EasternSeconds[bar] + 60);

    /// <summary>An entry may fill at a second of the bar's day.</summary>
    public bool MayFillOn(int bar, long easternSeconds)
    {
        if (easternSeconds >= FlatSecond(bar) - 60) return false;
        TradingDay day = DayOf(bar);
        var moment = new EntryMoment(bars.UtcSeconds[bar] + easternSeconds - bars.EasternSeconds[bar], easternSeconds, day.Date);
        if (rules.AllEntryRules().Any(rule => !rule.Allows(moment))) return false;
        if (config.EntryWindow == EntryWindow.Full) return easternSeconds >= day.OpenEasternSeconds
            && easternSeconds < day.CloseEasternSeconds;
        long midnight = day.Date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
        return easternSeconds >= midnight + 34200 && easternSeconds < midnight + 57600;
    }

    /// <summary>Number of the bar's reset day.</summary>
    public long ResetNumber(int bar) => ResetNumberAt(bars.EasternSeconds[bar]);

    /// <summary>Number of the reset day of a New York second.</summary>
    public long ResetNumberAt(long easternSeconds) =>
        (long)Math.Floor((easternSeconds - rules.DailyReset.TickOfDay / NodaConstants.TicksPerSecond) / 86400.0);
}
