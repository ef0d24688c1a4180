using RlTrainer.Environments;
using RlTrainer.Market;

namespace RlTrainer.Policies;

/// <summary>
/// Buy and hold as far as rules without overnight positions allow it: one long entry a trading day, at the first chance, held to
/// stop, target or flat time; after that flat until the next day.
/// </summary>
public sealed class BuyOnceADay : IPolicy
{
    private readonly int[] _dayOfBar;
    private readonly Dictionary<int, int> _lastDays = [];

    /// <summary>A policy on the days of one series.</summary>
    /// <param name="bars">The series the observations' bar indices refer to.</param>
    public BuyOnceADay(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        _dayOfBar = new int[bars.Count];
        for (int day = 0; day < bars.Days.Count; day++)
            _dayOfBar.AsSpan(bars.Days[day].FirstBar, bars.Days[day].BarCount).Fill(day);
    }

    /// <inheritdoc/>
    public string Name => "buy once a day and hold";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            int day = _dayOfBar[observations.Bars[index]];
            bool enters = _lastDays.GetValueOrDefault(index, -1) != day
                && PolicyActions.MayEnter(PolicyActions.Row(masks, observations, index), observations, index);
            if (enters) _lastDays[index] = day;
            actions[index] = enters ? PolicyActions.Buy : PolicyActions.Hold;
        }
    }
}
