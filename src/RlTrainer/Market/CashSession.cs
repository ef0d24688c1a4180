using NodaTime;

namespace RlTrainer.Market;

/// <summary>
/// The regular session of the stocks behind the indices, 09:30 to 16:00 in New York, and the usual flat time of the programmes,
/// 16:59. Everything in the library that means these times asks here; only the auditor and the scalar reference write them again.
/// </summary>
internal static class CashSession
{
    /// <summary>Minute of the New York day at which it opens.</summary>
    public const int OpenMinute = 9 * 60 + 30;

    /// <summary>Minute of the New York day at which it closes.</summary>
    public const int CloseMinute = 16 * 60;

    /// <summary>Minute of the New York day at which programmes usually ask to be flat.</summary>
    public const int UsualFlatMinute = 16 * 60 + 59;

    /// <summary>Its open on the New York clock.</summary>
    public static LocalTime Open { get; } = LocalTime.FromMinutesSinceMidnight(OpenMinute);

    /// <summary>True for a minute of the New York day inside it: the open belongs to it, the close does not.</summary>
    /// <param name="minuteOfDay">Minutes since midnight in New York.</param>
    /// <returns>True from 09:30 to 15:59.</returns>
    public static bool Contains(long minuteOfDay) => minuteOfDay is >= OpenMinute and < CloseMinute;
}
