using NodaTime;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Policies;

/// <summary>
/// The market of the reward-hacking audit: seeded, with as many rising as falling stretches of one length and one drift, so that
/// following the trend pays, both sides pay alike and trading without a view does not; or, on purpose, one that mostly rises.
/// </summary>
internal static class TrendMarket
{
    private const int StretchBars = 90, FirstMinute = 8 * 60, EndMinute = 17 * 60;

    /// <summary>Days of bars with an ATR and one feature of zeros.</summary>
    /// <param name="seed">Decides the noise.</param>
    /// <param name="days">Trading days, Monday to Friday.</param>
    /// <param name="config">Instrument and moves; null: the defaults, a balanced market of NQ.</param>
    public static FeatureTable Make(ulong seed, int days, TrendMarketConfig? config = null)
    {
        config ??= new TrendMarketConfig();
        double wick = config.NoiseTicks / 2;
        Rng rng = Rng.Stream(seed, "trend market");
        var columns = new List<(long Eastern, int Open, int High, int Low, int Close)>();
        var trading = new List<TradingDay>();
        double price = 60_000;
        for (int day = 0; day < days; day++)
        {
            LocalDate date = new LocalDate(2024, 1, 8).PlusDays(day / 5 * 7 + day % 5);
            long midnight = date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
            int first = columns.Count, sign = day % 2 == 0 ? 1 : -1;
            for (int minute = FirstMinute; minute < EndMinute; minute++)
            {
                int stretch = (minute - FirstMinute) / StretchBars;
                double open = price;
                price += ((stretch % 2 == 0 ? sign : -sign) > 0 ? config.RisingTicks : -config.FallingTicks)
                    + config.NoiseTicks * rng.NextGaussian();
                double high = Math.Max(open, price) + wick * Math.Abs(rng.NextGaussian()),
                    low = Math.Min(open, price) - wick * Math.Abs(rng.NextGaussian());
                columns.Add((midnight + minute * 60L, (int)Math.Round(open), (int)Math.Ceiling(high), (int)Math.Floor(low),
                    (int)Math.Round(price)));
            }
            trading.Add(new TradingDay(date, first, columns.Count, midnight - 6 * 3600, midnight + EndMinute * 60L, false));
        }
        return Table(columns, trading, config);
    }

    private static FeatureTable Table(
        List<(long Eastern, int Open, int High, int Low, int Close)> bars, List<TradingDay> days, TrendMarketConfig config)
    {
        var columns = new BarColumns(
            [.. bars.Select(bar => bar.Eastern + 5 * 3600)], [.. bars.Select(bar => bar.Eastern)],
            [.. bars.Select(bar => bar.Open)],
            [.. bars.Select(bar => bar.High)], [.. bars.Select(bar => bar.Low)], [.. bars.Select(bar => bar.Close)],
            [.. bars.Select(_ => 1L)]);
        var series = new BarSeries(
            config.Instrument, BarInterval.Minute, "trend market of the reward-hacking audit", true, columns, days);
        float[] atr = new float[bars.Count];
        double mean = 2.5 * config.NoiseTicks;
        for (int bar = 0; bar < atr.Length; bar++) atr[bar] = (float)(mean += (bars[bar].High - bars[bar].Low - mean) / 14);
        return new FeatureTable(
            series, "trend market", ["zero"], new float[bars.Count], atr)
        { WarmUpBars = 30, IsNormalized = true };
    }
}
