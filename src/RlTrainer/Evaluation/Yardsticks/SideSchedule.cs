using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Evaluation;

/// <summary>Enters on the side that a list names for each bar, whenever an entry is legal; stop and target do the rest.</summary>
/// <param name="name">The rule in words.</param>
/// <param name="sides">[bars] +1 buy, −1 sell, 0 nothing, decided at the close of the bar.</param>
internal sealed class SideSchedule(string name, IReadOnlyList<sbyte> sides) : IPolicy
{
    private const int Hold = 0, Buy = 1, Sell = 2;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int width = masks.Length / observations.Count;
        for (int index = 0; index < observations.Count; index++)
        {
            int wanted = sides[observations.Bars[index]] switch { > 0 => Buy, < 0 => Sell, _ => Hold };
            actions[index] = masks[index * width + wanted] != 0 ? wanted : Hold;
        }
    }
}
