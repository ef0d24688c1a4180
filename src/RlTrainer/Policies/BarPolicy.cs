using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Policies;

/// <summary>
/// A policy in one line, for a notebook: <c>BarPolicy.Of("always short", bar => Side.Short)</c>. It enters on the side that a
/// function names for a bar, whenever an entry is legal; stop and target do the rest.
/// </summary>
public sealed class BarPolicy : IPolicy
{
    private readonly Func<int, Side> _side;

    private BarPolicy(string name, Func<int, Side> side) => (Name, _side) = (name, side);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>A policy of one's own.</summary>
    /// <param name="name">The rule in words, for tables and reports.</param>
    /// <param name="side">Index of the bar at whose close it decides → Long to buy, Short to sell, Flat to do nothing; it may
    /// look at bars up to that one only.</param>
    /// <returns>The policy; it keeps nothing between decisions.</returns>
    /// <exception cref="ArgumentException">The name is empty, or there is no function.</exception>
    public static BarPolicy Of(string name, Func<int, Side> side)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(side);
        return new BarPolicy(name, side);
    }

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            int wanted = Wanted(observations.Bars[index]);
            actions[index] = PolicyActions.Row(masks, observations, index)[wanted] != 0 ? wanted : PolicyActions.Hold;
        }
    }

    private int Wanted(int bar)
    {
        Side side;
        try
        {
            side = _side(bar);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The policy '{Name}' failed at bar {bar}: {e.Message.TrimEnd('.')}. Correct its function; at bar t it may "
                + $"use bars "
                + $"0 to t only."), e);
        }
        return side switch
        {
            Side.Long => PolicyActions.Buy,
            Side.Short => PolicyActions.Sell,
            Side.Flat => PolicyActions.Hold,
            _ => throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The policy '{Name}' said {(int)side} at bar {bar}; expected Side.Long, Side.Short or Side.Flat.")),
        };
    }
}
