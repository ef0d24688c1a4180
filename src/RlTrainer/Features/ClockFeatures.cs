using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>Where the bar stands in its trading day, from the calendar alone.</summary>
internal static class ClockFeatures
{
    private const double CashOpenMinute = CashSession.OpenMinute, UsualFlatMinute = CashSession.UsualFlatMinute;

    /// <summary>The hour of the New York clock with its fraction, divided by 24.</summary>
    public static Feature HourOfDay { get; } = new("hour", "0 to 1", "hour of the New York day / 24", 0, (inputs, column) =>
    {
        ReadOnlySpan<long> eastern = inputs.Bars.EasternSeconds;
        for (int bar = 0; bar < column.Length; bar++) column[bar] = (uint)(eastern[bar] % 86_400) * (1f / 86_400f);
    });

    /// <summary>Minutes since 09:30 of the trading day; the evening and night before it are negative.</summary>
    public static Feature MinutesFromOpen { get; } = new(
        "minutes_from_open", "minutes", "minutes from 09:30 New York, signed", 0,
        (inputs, column) => Fill(inputs, column, 1f, _ => CashOpenMinute));

    /// <summary>Minutes left until positions must be flat: 16:59, or one minute before an early close.</summary>
    public static Feature MinutesToFlat { get; } = new(
        "minutes_to_flat", "minutes", "minutes to 16:59 New York, or to one minute before an early close", 0,
        (inputs, column) => Fill(inputs, column, -1f, FlatMinute));

    private static double FlatMinute(TradingDay day)
    {
        double closeMinute = (day.CloseEasternSeconds - SessionCalendar.EasternSecondsOf(day.Date)) / 60.0;
        return Math.Min(UsualFlatMinute, closeMinute - 1);
    }

    private static void Fill(FeatureInputs inputs, Span<float> column, float sign, Func<TradingDay, double> minuteOfDay)
    {
        ReadOnlySpan<long> eastern = inputs.Bars.EasternSeconds;
        foreach (TradingDay day in inputs.Bars.Days)
        {
            long zero = SessionCalendar.EasternSecondsOf(day.Date) + (long)(minuteOfDay(day) * 60);
            for (int bar = day.FirstBar; bar < day.EndBar; bar++) column[bar] = sign * (int)(eastern[bar] - zero) / 60f;
        }
    }
}
