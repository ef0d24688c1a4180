using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// One term of the reward: a weight, its parameters and what it pays for a step. A reward is a list of terms; a term is one
/// type, or a value of <see cref="RewardTerm.Of(string, double, RewardFormula, bool)"/>.
/// </summary>
public interface IRewardTerm : IDefinition
{
    /// <summary>Weight, in [0, 100]; 0 switches the term off.</summary>
    double Weight { get; }

    /// <summary>How many numbers it remembers within an episode; they begin as 0 and are saved with the run.</summary>
    int MemorySize => 0;

    /// <summary>It may pay at a bar at which nothing is held, entered or closed. Where no term does, such bars are passed over
    /// at once; a term that says false and pays there all the same is not asked.</summary>
    bool PaysWhileFlat => true;

    /// <summary>The action it pays for; null where it does not wait for one.</summary>
    TradeAction? PaysFor => null;

    /// <summary>It only ever costs, so that paying nothing is its success.</summary>
    bool IsPenalty => false;

    /// <summary>What the step pays, weight included. Called for every environment and bar: it allocates nothing and reads
    /// nothing but its arguments.</summary>
    /// <param name="step">The step.</param>
    /// <param name="memory">[memory size] what it remembers of this episode; it may change it.</param>
    /// <returns>The term's part of the reward.</returns>
    double Value(in RewardStep step, Span<double> memory);

    /// <summary>What is wrong with its parameters, one sentence each, beginning with the parameter's name; the weight is
    /// checked elsewhere.</summary>
    /// <returns>Nothing when all are in their ranges.</returns>
    IEnumerable<string> Faults() => [];

    string IDefinition.Hash() => RewardProbe.Hash(this);
}
