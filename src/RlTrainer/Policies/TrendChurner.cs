using RlTrainer.Environments;
using RlTrainer.Market;

namespace RlTrainer.Policies;

/// <summary>
/// An exploiter: enters with the trend whenever it may and closes at the next bar, so that it earns the drift of every bar
/// before costs and pays a round trip for each. Averages use closes up to the observation's bar only.
/// </summary>
internal sealed class TrendChurner : IPolicy
{
    private readonly int _close;
    private readonly sbyte[] _trend;

    /// <summary>Computes the trend of one series.</summary>
    /// <param name="actions">The environment's actions.</param>
    /// <param name="bars">The series the observations' bar indices refer to.</param>
    /// <param name="windowBars">Bars the trend is measured over, at least 1.</param>
    public TrendChurner(ActionSet actions, BarSeries bars, int windowBars = 10)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowBars);
        _close = actions.IndexOf(TradeAction.Close);
        _trend = new sbyte[bars.Count];
        for (int bar = windowBars; bar < bars.Count; bar++)
            _trend[bar] = (sbyte)Math.Sign(bars.CloseTicks[bar] - bars.CloseTicks[bar - windowBars]);
    }

    /// <inheritdoc/>
    public string Name => "trend churner";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            ReadOnlySpan<byte> row = PolicyActions.Row(masks, observations, index);
            int trend = _trend[observations.Bars[index]];
            actions[index] = trend != 0 && PolicyActions.MayEnter(row, observations, index) ? trend > 0 ? PolicyActions.Buy
                : PolicyActions.Sell
                : _close >= 0 && row[_close] != 0 ? _close : PolicyActions.Hold;
        }
    }
}
