using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>Which part of the day a bar starts in, New York; each part
/// begins with its first minute and ends before the next.</summary>
internal static class SessionFlags
{
    /// <summary>1 from 09:30 to before 12:00.</summary>
    public static Feature Morning { get; } = Between("morning", CashSession.OpenMinute, 12 * 60);

    /// <summary>1 from 12:00 to before 14:00.</summary>
    public static Feature Midday { get; } = Between("midday", 12 * 60, 14 * 60);

    /// <summary>1 from 14:00 to before 16:59.</summary>
    public static Feature Afternoon { get; } = Between("afternoon", 14 * 60, CashSession.UsualFlatMinute);

    private static Feature Between(string name, int firstMinute, int endMinute) => new(
        name, "0 or 1", $"1 from {firstMinute / 60:00}:{firstMinute % 60:00} to before {endMinute / 60:00}:{endMinute % 60:00} "
            + $"New York", 0, (inputs, column) =>
        {
            ReadOnlySpan<long> eastern = inputs.Bars.EasternSeconds;
            for (int bar = 0; bar < column.Length; bar++)
            {
                int minute = (int)(eastern[bar] % 86_400) / 60;
                column[bar] = minute >= firstMinute && minute < endMinute ? 1f : 0f;
            }
        });
}
