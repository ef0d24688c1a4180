using RlTrainer.Environments;
using RlTrainer.Market;

namespace RlTrainer.Policies;

/// <summary>
/// Enters with the trend: long when the fast average of the closes crosses above the slow one, short when it crosses below.
/// Averages use closes up to the observation's bar only and run through the whole series.
/// </summary>
public sealed class MovingAverageCross : IPolicy
{
    private readonly sbyte[] _crossings;
    private readonly string _name;

    /// <summary>Computes the crossings of one series.</summary>
    /// <param name="bars">The series the observations' bar indices refer to.</param>
    /// <param name="fastBars">Window of the fast average, at least 1.</param>
    /// <param name="slowBars">Window of the slow average, above the fast one.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public MovingAverageCross(BarSeries bars, int fastBars = 20, int slowBars = 60)
    {
        ArgumentNullException.ThrowIfNull(bars);
        if (fastBars < 1 || slowBars <= fastBars)
            throw new ArgumentException(
                $"The windows of the averages were {fastBars} and {slowBars} bars; expected a fast one of at least 1 and a "
                + $"longer slow one (20 and 60 are usual).");
        _name = $"moving-average cross {fastBars}/{slowBars}";
        _crossings = new sbyte[bars.Count];
        ReadOnlySpan<int> closes = bars.CloseTicks;
        long fast = 0, slow = 0;
        int above = 0;
        for (int bar = 0; bar < closes.Length; bar++)
        {
            fast += closes[bar] - (bar >= fastBars ? closes[bar - fastBars] : 0);
            slow += closes[bar] - (bar >= slowBars ? closes[bar - slowBars] : 0);
            if (bar < slowBars - 1) continue;
            int sign = Math.Sign(fast * slowBars - slow * fastBars);
            if (sign != 0 && above != 0 && sign != above) _crossings[bar] = (sbyte)sign;
            if (sign != 0) above = sign;
        }
    }

    /// <inheritdoc/>
    public string Name => _name;

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            int crossing = _crossings[observations.Bars[index]];
            bool enters = crossing != 0
                && PolicyActions.MayEnter(PolicyActions.Row(masks, observations, index), observations, index);
            actions[index] = !enters ? PolicyActions.Hold : crossing > 0 ? PolicyActions.Buy : PolicyActions.Sell;
        }
    }
}
