using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Features;

/// <summary>Small series for hand-worked tests.</summary>
internal static class Make
{
    /// <summary>A custom instrument whose tick is 0.0001, so that printed prices of references are whole ticks.</summary>
    internal static Instrument Fine { get; } = new("REF", "reference prices", "none", 0.0001m, 1, 1, 0, false);

    /// <summary>Minute bars from 09:30 of a usual Tuesday, or from another minute of the clock.</summary>
    internal static BarSeries Bars(
        (int Open, int High, int Low, int Close)[] prices, long[]? volumes = null, Instrument? instrument = null,
        int startMinute = 570)
    {
        var date = new LocalDate(2024, 1, 9);
        long first = SessionCalendar.EasternSecondsOf(date) + startMinute * 60L;
        int count = prices.Length;
        long[] eastern = [.. Enumerable.Range(0, count).Select(bar => first + bar * 60L)];
        var columns = new BarColumns(
            [.. eastern.Select(time => time + 5 * 3600)], eastern, [.. prices.Select(p => p.Open)],
            [.. prices.Select(p => p.High)],
            [.. prices.Select(p => p.Low)], [.. prices.Select(p => p.Close)], volumes ?? [.. Enumerable.Repeat(100L, count)]);
        return new BarSeries(
            instrument ?? Instrument.NQ, BarInterval.Minute, "by hand", true, columns, SessionCalendar.Cut(eastern).Days);
    }

    /// <summary>Bars that open, close and stay at each price.</summary>
    internal static BarSeries Closes(params int[] closes) => Bars([.. closes.Select(close => (close, close, close, close))]);

    internal static BarSeries Market(int days, ulong seed = 7) =>
        SyntheticBars.Generate(new SyntheticConfig { Days = days, Seed = seed }).Minutes;
}
