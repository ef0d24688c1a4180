using NodaTime;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>Small markets made by hand or by a seeded walk, with trading days written by hand.</summary>
internal static class TestMarket
{
    private static readonly int[] EarlyCloses = [13 * 60, 13 * 60 + 15, 9 * 60 + 15];

    /// <summary>Monday 2024-01-08; winter, so that UTC is Eastern plus five hours.</summary>
    public static LocalDate Monday { get; } = new(2024, 1, 8);

    /// <summary>Bars of one day from a first minute (minutes after
    /// midnight), one tuple (open, high, low, close) a minute.</summary>
    public static BarSeries Day(Instrument instrument, int firstMinute, params (int Open, int High, int Low, int Close)[] bars)
    {
        var builder = new MarketBuilder(instrument);
        builder.BeginDay(Monday);
        for (int bar = 0; bar < bars.Length; bar++) builder.Add(firstMinute + bar, bars[bar]);
        return builder.Build();
    }

    /// <summary>A table without signal: one feature of zeros, the ATR given for every bar.</summary>
    public static FeatureTable Table(BarSeries bars, float atrTicks = 40, int warmUpBars = 1)
    {
        float[] atr = new float[bars.Count];
        Array.Fill(atr, atrTicks);
        return new FeatureTable(
            bars, "test", ["zero"], new float[bars.Count], atr)
        { WarmUpBars = warmUpBars, IsNormalized = true };
    }

    /// <summary>
    /// Trading days of a seeded random walk, 18:00 to 16:59, some cut early, some minutes missing; weekends lie between them.
    /// From a first date of one's own, early closes are at 13:00, 13:15 and 09:15.
    /// </summary>
    public static BarSeries RandomWalk(
        ulong seed, int days, Instrument instrument, int ticksPerMinute = 8, int start = 60_000, int missingPerMille = 5,
        LocalDate? first = null)
    {
        var builder = new MarketBuilder(instrument);
        Rng rng = Rng.Stream(seed, "market");
        int price = start;
        LocalDate date = Monday;
        for (int day = 0; day < days; day++)
        {
            date = day == 0 ? first ?? Monday : date.PlusDays(date.DayOfWeek == IsoDayOfWeek.Friday ? 3 : 1);
            bool isEarly = rng.NextInt32(6) == 0;
            int closeMinute = !isEarly ? 17 * 60 : first is null ? 13 * 60 : EarlyCloses[rng.NextInt32(EarlyCloses.Length)];
            builder.BeginDay(date, closeMinute, isEarly);
            price += rng.NextInt32(20 * ticksPerMinute + 1) - 10 * ticksPerMinute;
            for (int minute = -6 * 60; minute < closeMinute; minute++)
            {
                if (rng.NextInt32(1000) < missingPerMille) continue;
                int open = price + (rng.NextInt32(40) == 0 ? rng.NextInt32(6 * ticksPerMinute + 1) - 3 * ticksPerMinute
                    : rng.NextInt32(3) - 1);
                int close = open + (int)Math.Round(rng.NextGaussian() * ticksPerMinute);
                int high = Math.Max(open, close) + rng.NextInt32(ticksPerMinute),
                    low = Math.Min(open, close) - rng.NextInt32(ticksPerMinute);
                builder.Add(minute, (open, high, low, close));
                price = close;
            }
        }
        return builder.Build();
    }

    /// <summary>A table of a walk: its ATR wanders, is invalid now and then, one feature of zeros.</summary>
    public static FeatureTable RandomTable(BarSeries bars, ulong seed, float meanAtr = 20)
    {
        Rng rng = Rng.Stream(seed, "atr");
        float[] atr = new float[bars.Count];
        for (int bar = 0; bar < atr.Length; bar++)
            atr[bar] = rng.NextInt32(500) == 0 ? float.NaN : meanAtr * (0.25f + 1.5f * rng.NextSingle());
        return new FeatureTable(bars, "test", ["zero"], new float[bars.Count], atr) { WarmUpBars = 30, IsNormalized = true };
    }

    /// <summary>Seconds that stay inside their minutes and reach both
    /// extremes in a random order; some minutes have none.</summary>
    public static BarSeries Seconds(BarSeries minutes, ulong seed)
    {
        Rng rng = Rng.Stream(seed, "seconds");
        var seconds = new List<Bar>();
        var days = new List<TradingDay>();
        foreach (TradingDay day in minutes.Days)
        {
            int first = seconds.Count;
            for (int index = day.FirstBar; index < day.EndBar; index++)
                if (index == day.FirstBar || rng.NextInt32(50) != 0)
                    AddSeconds(seconds, minutes[index], ref rng);
            days.Add(day with { FirstBar = first, EndBar = seconds.Count });
        }
        return new BarSeries(minutes.Instrument, BarInterval.Second, "test seconds", true, MarketBuilder.Columns(seconds), days);
    }

    private static void AddSeconds(List<Bar> seconds, in Bar minute, ref Rng rng)
    {
        bool highFirst = rng.NextInt32(2) == 0;
        int[] path = [minute.OpenTicks, highFirst ? minute.HighTicks : minute.LowTicks, highFirst ? minute.LowTicks
            : minute.HighTicks, minute.CloseTicks];
        for (int leg = 0; leg < 3; leg++)
        {
            int second = leg * 20 + rng.NextInt32(20), from = path[leg], to = path[leg + 1];
            seconds.Add(new Bar(minute.UtcSeconds + second, minute.EasternSeconds + second, from, Math.Max(from, to),
                Math.Min(from, to), to, 1));
        }
    }
}
