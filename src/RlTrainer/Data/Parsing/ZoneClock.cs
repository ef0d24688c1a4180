using NodaTime;
using NodaTime.TimeZones;

namespace RlTrainer.Data;

/// <summary>Times of one zone's wall clock and UTC, converted through the zone interval of the last call.</summary>
internal sealed class ZoneClock
{
    private readonly DateTimeZone _zone;
    private long _utcStart = 1L << 60, _utcEnd = -(1L << 60), _offset;

    public ZoneClock(string zone) => _zone = ZoneOf(zone);

    public static ZoneClock NewYork() => new("America/New_York");

    /// <summary>A tz database zone, "UTC", or a fixed offset such as "UTC-05".</summary>
    public static DateTimeZone ZoneOf(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
        ?? throw new BarDataException(
            $"The time zone was '{name}'; expected a tz database name such as 'America/New_York', 'UTC', or a fixed offset such "
            + $"as 'UTC-05'.");

    /// <summary>The wall clock at an instant, both in seconds since 1970.</summary>
    public long LocalOf(long utcSeconds)
    {
        if (utcSeconds < _utcStart || utcSeconds >= _utcEnd) Cache(utcSeconds);
        return utcSeconds + _offset;
    }

    /// <summary>The instant of a wall-clock time. How often the clock showed it: 0 skipped, 1 usual, 2 twice; of two the
    /// earlier is returned.</summary>
    public int TryUtcOf(long localSeconds, out long utcSeconds, out long laterUtcSeconds)
    {
        utcSeconds = laterUtcSeconds = localSeconds - _offset;
        if (utcSeconds >= _utcStart + 7_200 && utcSeconds < _utcEnd - 7_200) return 1;
        ZoneLocalMapping mapping = _zone.MapLocal(LocalDateTime.FromDateTime(DateTime.UnixEpoch).PlusSeconds(localSeconds));
        if (mapping.Count == 0) return 0;
        utcSeconds = mapping.First().ToInstant().ToUnixTimeSeconds();
        laterUtcSeconds = mapping.Last().ToInstant().ToUnixTimeSeconds();
        Cache(utcSeconds);
        return mapping.Count;
    }

    private void Cache(long utcSeconds)
    {
        ZoneInterval interval = _zone.GetZoneInterval(Instant.FromUnixTimeSeconds(utcSeconds));
        _utcStart = interval.HasStart ? interval.Start.ToUnixTimeSeconds() : long.MinValue + 1_000_000;
        _utcEnd = interval.HasEnd ? interval.End.ToUnixTimeSeconds() : long.MaxValue - 1_000_000;
        _offset = interval.WallOffset.Seconds;
    }
}
