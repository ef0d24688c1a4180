using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Interop.Tests;

/// <summary>Two trading days of two and one minute bars, worked by hand.</summary>
internal static class SmallMarket
{
    /// <summary>
    /// 2024-01-02 14:30:00 UTC is 1,704,205,800 s and 09:30 in New York, five hours earlier. A Single near 1.7e9 has steps of
    /// 128 s, so that both of the first bars would fall onto one number.
    /// </summary>
    public const long FirstUtcSeconds = 1_704_205_800, EasternOffset = -5 * 3600;

    public static BarSeries Bars()
    {
        long[] utc = [FirstUtcSeconds, FirstUtcSeconds + 60, FirstUtcSeconds + 86_400];
        TradingDay[] days =
        [
            new(new LocalDate(2024, 1, 2), 0, 2, utc[0] + EasternOffset - 55_800, utc[0] + EasternOffset + 27_000, false),
            new(new LocalDate(2024, 1, 3), 2, 3, utc[2] + EasternOffset - 55_800, utc[2] + EasternOffset + 13_500, true),
        ];
        var columns = new BarColumns(
            utc, [.. utc.Select(second => second + EasternOffset)], [67_401, 67_405, 67_999], [67_410, 67_406, 68_000],
            [67_400, 67_390, 67_990],
            [67_405, 67_391, 67_993], [1_234, 16_777_217, 7]);
        return new BarSeries(Instrument.NQ, BarInterval.Minute, "worked by hand", true, columns, days);
    }
}
