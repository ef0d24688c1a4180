using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>How volatility and volume move through a synthetic trading
/// day: quiet nights, a smile in the regular session.</summary>
internal static class IntradayProfile
{
    /// <summary>09:30, in minutes of the clock.</summary>
    public const int SessionOpen = CashSession.OpenMinute;

    /// <summary>16:00, in minutes of the clock.</summary>
    public const int SessionClose = CashSession.CloseMinute;

    /// <summary>Volatility at a minute of the New York clock, relative to the middle of the regular session.</summary>
    public static double Volatility(int minuteOfDay)
    {
        if (minuteOfDay is >= SessionOpen and < SessionClose)
        {
            double fromMiddle = (minuteOfDay - 765) / 195.0;      // −1 at the open, +1 at the close
            return 1.0 + 0.35 * fromMiddle * fromMiddle + 0.25 * Math.Max(0.0, -fromMiddle - 0.6) / 0.4;
        }
        return minuteOfDay switch
        {
            >= 18 * 60 or < 3 * 60 => 0.45,
            < 8 * 60 => 0.55,
            < SessionOpen => 0.70,
            _ => 0.55,
        };
    }
}
