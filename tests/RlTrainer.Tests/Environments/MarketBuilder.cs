using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Tests.Environments;

/// <summary>Collects bars day by day. Minutes count from midnight Eastern of the day's date; evening bars are negative.</summary>
internal sealed class MarketBuilder(Instrument instrument)
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    private readonly List<Bar> _bars = [];
    private readonly List<TradingDay> _days = [];
    private long _midnight, _behindUtc;

    /// <summary>Begins a trading day that opened at 18:00 of the evening before.</summary>
    public void BeginDay(LocalDate date, int closeMinute = 17 * 60, bool isEarly = false)
    {
        _behindUtc = -NewYork.GetUtcOffset(NewYork.AtLeniently(date.At(new LocalTime(12, 0))).ToInstant()).Seconds;
        _midnight = (long)Period.DaysBetween(new LocalDate(1970, 1, 1), date) * 86400;
        _days.Add(new TradingDay(date, _bars.Count, _bars.Count, _midnight - 6 * 3600, _midnight + closeMinute * 60L, isEarly));
    }

    public void Add(int minute, (int Open, int High, int Low, int Close) prices)
    {
        long eastern = _midnight + minute * 60L;
        _bars.Add(new Bar(eastern + _behindUtc, eastern, prices.Open, prices.High, prices.Low, prices.Close, 1));
        _days[^1] = _days[^1] with { EndBar = _bars.Count };
    }

    public BarSeries Build(BarInterval interval = BarInterval.Minute) =>
        new(instrument, interval, "test bars", true, Columns(_bars), _days);

    public static BarColumns Columns(IReadOnlyList<Bar> bars) => new(
        [.. bars.Select(bar => bar.UtcSeconds)], [.. bars.Select(bar => bar.EasternSeconds)],
        [.. bars.Select(bar => bar.OpenTicks)],
        [.. bars.Select(bar => bar.HighTicks)], [.. bars.Select(bar => bar.LowTicks)], [.. bars.Select(bar => bar.CloseTicks)],
        [.. bars.Select(bar => bar.Volume)]);
}
