using System.Globalization;
using RlTrainer.Market;

namespace RlTrainer.Reporting;

/// <summary>Marks round clock times along an axis of bars.</summary>
internal static class BarClock
{
    /// <summary>One mark every 5 minutes to 3 hours, as the bars leave room for; New York wall clock.</summary>
    public static void Draw(ChartPanel panel, BarSeries bars, int first, int end, AxisScale across)
    {
        int minutes = (end - first) switch { <= 60 => 5, <= 150 => 15, <= 300 => 30, <= 600 => 60, _ => 180 };
        long previous = bars.EasternSeconds[first] / 60 / minutes;
        for (int bar = first + 1; bar < end; bar++)
        {
            long minute = bars.EasternSeconds[bar] / 60;
            if (minute / minutes == previous) continue;
            previous = minute / minutes;
            int clock = (int)(previous * minutes % 1440);
            panel.Mark(across.Pixel(bar), $"{Two(clock / 60)}:{Two(clock % 60)}");
        }
    }

    private static string Two(int value) => value.ToString("00", CultureInfo.InvariantCulture);
}
