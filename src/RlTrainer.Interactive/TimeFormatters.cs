using System.Globalization;
using Microsoft.DotNet.Interactive.Formatting;
using NodaTime;
using NodaTime.Text;

namespace RlTrainer.Interactive;

/// <summary>Dates and times as one short text each, in ISO order.</summary>
internal static class TimeFormatters
{
    public static void Register()
    {
        AsText<DateOnly>(value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        AsText<TimeOnly>(value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
        AsText<TimeSpan>(value => value.ToString("c", CultureInfo.InvariantCulture));
        AsText<LocalDate>(LocalDatePattern.Iso.Format);
        AsText<LocalTime>(LocalTimePattern.ExtendedIso.Format);
        AsText<LocalDateTime>(LocalDateTimePattern.ExtendedIso.Format);
        AsText<Instant>(InstantPattern.ExtendedIso.Format);
        AsText<Duration>(DurationPattern.Roundtrip.Format);
        AsText<ZonedDateTime>(value => value.ToString("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF z", CultureInfo.InvariantCulture));
        AsText<OffsetDateTime>(OffsetDateTimePattern.ExtendedIso.Format);
    }

    private static void AsText<T>(Func<T, string> text)
    {
        Formatter.Register<T>((value, writer) => writer.Write(text(value)), "text/plain");
        Formatter.Register<T>((value, writer) => writer.Write($"<span>{text(value)}</span>"), "text/html");
        Formatter.SetPreferredMimeTypesFor(typeof(T), "text/plain");
    }
}
