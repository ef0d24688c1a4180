using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Compliance;

/// <summary>Days and daily resets of a series as one programme counts them.</summary>
internal sealed class RuleClock
{
    /// <summary>Works out both for every bar and day.</summary>
    public RuleClock(BarSeries bars, RuleSet rules)
    {
        CountedDay = new int[bars.Days.Count];
        for (int day = CountedDay.Length - 1; day >= 0; day--)
            CountedDay[day] = rules.HalfDaysMerge && bars.Days[day].IsEarlyClose && day + 1 < CountedDay.Length
                ? CountedDay[day + 1] : day;
        ResetsBefore = new int[bars.Count];
        for (int day = 0; day < CountedDay.Length; day++)
        {
            TradingDay on = bars.Days[day];
            for (int bar = Math.Max(1, on.FirstBar); bar < on.EndBar; bar++)
            {
                bool isMerged = bar == on.FirstBar && day > 0 && CountedDay[day - 1] == CountedDay[day];
                bool resets = !isMerged
                    && ResetNumber(bars.EasternSeconds[bar], rules) != ResetNumber(bars.EasternSeconds[bar - 1], rules);
                ResetsBefore[bar] = ResetsBefore[bar - 1] + (resets ? 1 : 0);
            }
        }
    }

    /// <summary>[days] the last of the trading days that count as one day with it: itself, or for a half day that merges a
    /// later one.</summary>
    public int[] CountedDay { get; }

    /// <summary>[bars] how many daily resets lie before a bar, counted from the first bar.</summary>
    public int[] ResetsBefore { get; }

    /// <summary>True if the rules' day ends with this trading day.</summary>
    public bool Ends(int day) => CountedDay[day] == day;

    /// <summary>Days from 1970-01-01 to a date.</summary>
    public static int DayNumber(LocalDate date) => Period.DaysBetween(new LocalDate(1970, 1, 1), date);

    /// <summary>Number of the daily reset's day at a New York wall-clock second: equal on one side of every reset.</summary>
    public static long ResetNumber(long easternSeconds, RuleSet rules)
    {
        long clock = rules.DailyReset.TickOfDay / NodaConstants.TicksPerSecond;
        return Math.DivRem(easternSeconds - clock + 86400L * 4000, 86400).Quotient;
    }
}
