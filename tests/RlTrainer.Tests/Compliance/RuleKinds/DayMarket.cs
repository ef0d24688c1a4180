using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Compliance;

/// <summary>Days of ten quiet NQ bars from 10:00, Monday 2024-01-08 and after, and trades on them.</summary>
internal static class DayMarket
{
    public static BarSeries Days(int days, params (int Day, int Bar, (int, int, int, int) Prices)[] others) =>
        On([.. Enumerable.Range(0, days)], others);

    /// <summary>The same on days so many calendar days after Monday.</summary>
    public static BarSeries On(int[] offsets, params (int Day, int Bar, (int, int, int, int) Prices)[] others)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < offsets.Length; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(offsets[day]));
            for (int bar = 0; bar < 10; bar++)
                builder.Add(600 + bar,
                    others.Where(other => other.Day == day && other.Bar == bar).Select(other => other.Prices)
                        .DefaultIfEmpty(HandPlayed.Quiet).First());
        }
        return builder.Build();
    }

    /// <summary>A long trade of one contract that lasts so many minutes.</summary>
    public static Trade Won(int entryBar, long netCents, int minutes = 1) =>
        new(1, Side.Long, 1, entryBar, entryBar + minutes, 10000, 10000, 60, 180, netCents, 1500, 2, 2, FillReason.Close);
}
