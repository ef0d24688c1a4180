using RlTrainer.Numerics;

namespace RlTrainer.Data;

/// <summary>The hidden flow of a planted signal: its sign, how long it lasts, and the drift it causes.</summary>
internal struct PlantedFlow(SyntheticConfig config, Rng random)
{
    private const int ShortestMinutes = 30, LongestMinutes = 80;

    /// <summary>12:45, in minutes of the clock: the price goes with the flow before it and against it after.</summary>
    public const int Turn = 12 * 60 + 45;

    private readonly double _drift = config.DriftPerMinute, _asymmetry = config.WickAsymmetry;
    private Rng _random = random;
    private int _minutesLeft;
    private int _sign;

    /// <summary>Moves on to a minute and returns how much longer the upper wicks are, −1 to 1 as a share; 0 where no signal
    /// is planted.</summary>
    public double Asymmetry(int minuteOfDay)
    {
        bool isSession = minuteOfDay is >= IntradayProfile.SessionOpen and < IntradayProfile.SessionClose;
        if (minuteOfDay == IntradayProfile.SessionOpen) _minutesLeft = 0;
        if (_minutesLeft-- <= 0)
        {
            _sign = (_random.NextUInt64() >> 63) == 0 ? -1 : 1;
            _minutesLeft = ShortestMinutes + _random.NextInt32(LongestMinutes - ShortestMinutes + 1);
        }
        return isSession ? _asymmetry * _sign : 0.0;
    }

    /// <summary>The drift in force after a minute, standard deviations a minute.</summary>
    public readonly double DriftAfter(int minuteOfDay)
    {
        int next = minuteOfDay + 1;
        if (next is < IntradayProfile.SessionOpen + 1 or >= IntradayProfile.SessionClose) return 0.0;
        return next < Turn ? _drift * _sign : -_drift * _sign;
    }
}
