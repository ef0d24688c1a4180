using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Checks that need more than one row: gaps, runs without volume, flat lines, spikes, jumps between sessions, bar
/// length.</summary>
internal static class SeriesChecks
{
    public const int LongestGapMinutes = 5, ZeroVolumeBars = 30, SpikeRanges = 25, FlatBars = 60;
    private const int FewestBarsToJudge = 20, RangeMemory = 60, FewestJumps = 5;
    private const double JumpFactor = 6.0, SmallestJump = 0.004;

    /// <summary>Runs every check on a series of minute bars; second
    /// bars are legitimately sparse and are not judged here.</summary>
    /// <param name="bars">The bars kept.</param>
    /// <param name="placeOf">Where a bar came from.</param>
    public static void Run(BarSeries bars, Func<int, RowPlace> placeOf)
    {
        if (bars.Interval != BarInterval.Minute) return;
        Gaps(bars, placeOf);
        Runs(bars, placeOf);
        Spikes(bars, placeOf);
        Jumps(bars, placeOf);
    }

    /// <summary>Refuses bars that are longer or shorter than asked for, with the reason.</summary>
    /// <exception cref="BarDataException">Almost all times are multiples of a longer bar, or lie within minutes.</exception>
    public static void ThrowIfWrongInterval(ReadOnlySpan<long> utcSeconds, BarInterval interval, string file)
    {
        if (utcSeconds.Length < FewestBarsToJudge) return;
        if (interval == BarInterval.Second)
        {
            long whole = 0;
            foreach (long utc in utcSeconds) whole += utc % 60 == 0 ? 1 : 0;
            if (whole == utcSeconds.Length)
                throw new BarDataException(
                    file, 0, "every bar starts on a whole minute, as minute bars do", BarRule.WrongInterval);
            return;
        }
        foreach (int minutes in (ReadOnlySpan<int>)[1440, 240, 60, 30, 15, 10, 5, 3, 2])
        {
            long multiples = 0, close = 0;
            for (int bar = 1; bar < utcSeconds.Length; bar++)
            {
                long step = utcSeconds[bar] - utcSeconds[bar - 1];
                if (step % (minutes * 60) == 0) multiples++;
                if (step == minutes * 60) close++;
            }
            if (multiples < 0.99 * (utcSeconds.Length - 1) || close * 4 < utcSeconds.Length) continue;
            string length = minutes switch { 1440 => "daily", 60 => "hourly", 240 => "four-hour", _ => $"{minutes}-minute" };
            throw new BarDataException(file, 0, $"the file holds {length} bars", BarRule.WrongInterval);
        }
    }

    /// <summary>Minutes without a bar between two bars of a day, and whole days without one.</summary>
    private static void Gaps(BarSeries bars, Func<int, RowPlace> placeOf)
    {
        ReadOnlySpan<long> eastern = bars.EasternSeconds;
        for (int index = 0; index < bars.Days.Count; index++)
        {
            TradingDay day = bars.Days[index];
            SessionHours? hours = SessionCalendar.HoursOf(day.Date);
            for (int bar = day.FirstBar + 1; bar < day.EndBar; bar++)
                if (Missing(eastern[bar - 1] + 60, eastern[bar], hours) is var missing and >= LongestGapMinutes)
                    placeOf(bar).Keep(BarRule.GapInSession,
                        $"{missing} minutes without a bar before {TextOf(eastern[bar])} New York");
            if (index > 0 && MissingDays(bars.Days[index - 1].Date, day.Date) is var days and > 0)
                placeOf(day.FirstBar)
                    .Keep(BarRule.GapInSession, $"{days} trading days without a bar before {day.Date:uuuu-MM-dd}");
            if (hours is { } known && !bars.Instrument.IsCustom) Ends(bars, index, known, placeOf);
        }
    }

    /// <summary>
    /// A day that begins after its open or ends before its close. The first day may begin and the last one end anywhere, as
    /// downloads do; a custom instrument has other hours than the calendar.
    /// </summary>
    private static void Ends(BarSeries bars, int index, SessionHours hours, Func<int, RowPlace> placeOf)
    {
        TradingDay day = bars.Days[index];
        long late = Missing(hours.OpenEasternSeconds, bars.EasternSeconds[day.FirstBar], hours);
        if (index > 0 && late >= LongestGapMinutes)
            placeOf(day.FirstBar)
                .Keep(BarRule.GapInSession, $"{late} minutes without a bar after the open of {day.Date:uuuu-MM-dd}");
        long early = Missing(bars.EasternSeconds[day.EndBar - 1] + 60, hours.CloseEasternSeconds, hours);
        if (index < bars.Days.Count - 1 && early >= LongestGapMinutes)
            placeOf(day.EndBar - 1)
                .Keep(BarRule.GapInSession, $"{early} minutes without a bar before the close of {day.Date:uuuu-MM-dd}");
    }

    /// <summary>Trading minutes from one time to another: the afternoon halt between them does not count.</summary>
    private static long Missing(long from, long to, SessionHours? hours)
    {
        long missing = to - from;
        if (hours is { HasHalt: true } halted && from <= halted.HaltStartEasternSeconds && to >= halted.HaltEndEasternSeconds)
            missing -= halted.HaltEndEasternSeconds - halted.HaltStartEasternSeconds;
        return missing / 60;
    }

    private static void Runs(BarSeries bars, Func<int, RowPlace> placeOf)
    {
        int empty = 0, flat = 0;
        for (int bar = 0; bar < bars.Count; bar++)
        {
            empty = bars.Volumes[bar] == 0 ? empty + 1 : 0;
            bool isFlat = bars.HighTicks[bar] == bars.LowTicks[bar]
                && (bar == 0 || bars.CloseTicks[bar] == bars.CloseTicks[bar - 1]);
            flat = isFlat ? flat + 1 : 0;
            if (empty == ZeroVolumeBars)
                placeOf(bar - ZeroVolumeBars + 1)
                    .Keep(BarRule.ZeroVolumeRun,
                        $"{ZeroVolumeBars} or more bars without volume from "
                        + $"{TextOf(bars.EasternSeconds[bar - ZeroVolumeBars + 1])} New York");
            if (flat == FlatBars)
                placeOf(bar - FlatBars + 1)
                    .Keep(BarRule.FlatLine,
                        $"{FlatBars} or more bars at {bars.Instrument.PriceOf(bars.CloseTicks[bar])} from "
                        + $"{TextOf(bars.EasternSeconds[bar - FlatBars + 1])} New York");
        }
    }

    private static void Spikes(BarSeries bars, Func<int, RowPlace> placeOf)
    {
        ReadOnlySpan<int> high = bars.HighTicks, low = bars.LowTicks;
        double usual = 0;
        for (int bar = 0; bar + 1 < bars.Count; bar++)
        {
            int range = high[bar] - low[bar];
            if (bar >= RangeMemory)
            {
                int above = high[bar] - Math.Max(high[bar - 1], high[bar + 1]),
                    below = Math.Min(low[bar - 1], low[bar + 1]) - low[bar];
                if (Math.Max(above, below) > SpikeRanges * Math.Max(usual, 1.0))
                {
                    placeOf(bar).Keep(BarRule.PriceSpike,
                        $"{bars.Instrument.PriceOf(above > below ? high[bar] : low[bar])} at {TextOf(bars.EasternSeconds[bar])} "
                        + $"New York, {Math.Max(above, below) / Math.Max(usual, 1.0):F0} usual ranges from its neighbours");
                    continue;
                }
            }
            usual += (range - usual) / Math.Min(bar + 1, RangeMemory);
        }
    }

    private static void Jumps(BarSeries bars, Func<int, RowPlace> placeOf)
    {
        double usual = 0;
        for (int day = 1; day < bars.Days.Count; day++)
        {
            int bar = bars.Days[day].FirstBar, last = bars.CloseTicks[bar - 1];
            double jump = Math.Abs(bars.OpenTicks[bar] - last) / (double)last;
            if (day > FewestJumps && jump > JumpFactor * usual && jump > SmallestJump)
            {
                int missing = MissingDays(bars.Days[day - 1].Date, bars.Days[day].Date);
                placeOf(bar).Keep(BarRule.RollJump,
                    $"from {bars.Instrument.PriceOf(last)} to {bars.Instrument.PriceOf(bars.OpenTicks[bar])} at the open of "
                    + $"{bars.Days[day].Date:uuuu-MM-dd}{(missing > 0 ? $", after {missing} trading days without bars" : "")}");
                continue;
            }
            usual += (jump - usual) / Math.Min(day, 20);
        }
    }

    private static int MissingDays(NodaTime.LocalDate earlier, NodaTime.LocalDate later)
    {
        int missing = 0;
        for (NodaTime.LocalDate date = SessionCalendar.NextTradingDay(
            earlier); date < later; date = SessionCalendar.NextTradingDay(date)) missing++;
        return missing;
    }

    /// <summary>A New York time as text.</summary>
    public static string TextOf(long easternSeconds) =>
        NodaTime.LocalDateTime.FromDateTime(DateTime.UnixEpoch).PlusSeconds(easternSeconds)
            .ToString("uuuu-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
