using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Policies;

/// <summary>Enters at random at a given rate, either side equally likely, and holds to stop, target or flat time.</summary>
public sealed class RandomEntries : IPolicy
{
    private readonly double _entryRate;
    private Rng _stream;

    /// <summary>A seeded policy: the same seed gives the same entries on the same observations.</summary>
    /// <param name="seed">Seed of its stream.</param>
    /// <param name="entryRate">Probability of an entry where one is legal, in [0, 1].</param>
    /// <exception cref="ArgumentException">The rate is not a probability.</exception>
    public RandomEntries(ulong seed, double entryRate)
    {
        if (!(entryRate >= 0 && entryRate <= 1))
            throw new ArgumentException($"The entry rate was {entryRate}; expected a probability in [0, 1] (0.01 is usual).");
        _entryRate = entryRate;
        _stream = Rng.Stream(seed, "random entries");
    }

    /// <inheritdoc/>
    public string Name => "random entries";

    /// <summary>The rate that makes about as many entries as another policy made.</summary>
    /// <param name="entries">Entries of the other policy.</param>
    /// <param name="flatDecisions">Decisions at which it was flat and an entry was legal.</param>
    /// <returns>A probability in [0, 1]; 0 where there was no such decision.</returns>
    public static double RateFor(int entries, int flatDecisions) => flatDecisions <= 0 ? 0
        : Math.Clamp((double)entries / flatDecisions, 0, 1);

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            actions[index] = PolicyActions.Hold;
            if (!PolicyActions.MayEnter(PolicyActions.Row(masks, observations, index), observations, index)) continue;
            if (_stream.NextDouble() < _entryRate)
                actions[index] = _stream.NextInt32(2) == 0 ? PolicyActions.Buy : PolicyActions.Sell;
        }
    }
}
