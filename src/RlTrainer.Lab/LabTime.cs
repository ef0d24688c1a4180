using System.Globalization;

namespace RlTrainer.Lab;

/// <summary>Times as the Jupyter protocols write them.</summary>
internal static class LabTime
{
    /// <summary>UTC with microseconds, e.g. "2026-01-31T12:00:00.000000Z".</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same of a file's time.</summary>
    public static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
