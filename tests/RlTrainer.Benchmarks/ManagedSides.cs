using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Benchmarks;

/// <summary>Enters on the side that a list names for each bar, and
/// manages what it holds by one rule of phase 2's actions.</summary>
/// <param name="sides">[bars] +1 buy, −1 sell, 0 nothing.</param>
/// <param name="exit">What it does in position.</param>
/// <param name="actions">The environment's actions.</param>
internal sealed class ManagedSides(sbyte[] sides, ManagedExit exit, ActionSet actions) : IPolicy
{
    private const int Hold = 0, Buy = 1, Sell = 2, ProfitInR = 1;
    private readonly int _close = actions.IndexOf(TradeAction.Close), _move = actions.IndexOf(exit switch
    {
        ManagedExit.BreakEven => TradeAction.MoveStopToBreakEven,
        ManagedExit.Trail => TradeAction.TrailStop,
        ManagedExit.PartialAtOneR => TradeAction.TakePartial,
        ManagedExit.Extend => TradeAction.ExtendTarget,
        _ => TradeAction.Close,
    });

    public string Name => $"sides, exit {exit}";

    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int width = masks.Length / observations.Count, dense = observations.Dense.Length / observations.Count;
        for (int row = 0; row < observations.Count; row++)
        {
            ReadOnlySpan<float> numbers = observations.Dense.Slice(row * dense, dense);
            int wanted = Wanted(sides[observations.Bars[row]], Math.Sign(numbers[0]), numbers[1]);
            actions[row] = masks[row * width + wanted] != 0 ? wanted : Hold;
        }
    }

    private int Wanted(int side, int held, float profitInR)
    {
        if (held == 0) return side switch { 1 => Buy, -1 => Sell, _ => Hold };
        return exit switch
        {
            ManagedExit.Never => Hold,
            ManagedExit.WhenTurned => side == -held ? _close : Hold,
            ManagedExit.WhenNotWith => side != held ? _close : Hold,
            ManagedExit.PartialAtOneR => profitInR >= ProfitInR ? _move : Hold,
            _ => _move,
        };
    }
}
