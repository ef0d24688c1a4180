using System.Text.Json.Serialization;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>
/// An algorithm as a value: its name, its version and its parameters, which are the properties of the
/// record that inherits this one. A run carries it; <see cref="Create"/> makes the algorithm at work.
/// PPO is <see cref="PpoConfig"/>; another one is another record and touches no file of the first. Whoever goes on with a run
/// of it, or reads its configuration whole, passes it among the parts, with any parameters.
/// </summary>
public abstract record AlgorithmConfig : IDefinition
{
    /// <summary>The most environment steps that a run can be asked for: at a million a second some eleven days.</summary>
    public const long MostSteps = 1_000_000_000_000;

    /// <summary>What it is called in files, e.g. "ppo"; no two algorithms share a name.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Counts its changes that give other results or another state; a state of another version is refused.</summary>
    [JsonIgnore]
    public virtual int Version => 1;

    bool IDefinition.IsBuiltIn => BuiltInAlgorithms.All.Any(known => known.Name == Name && known.Version == Version);

    /// <summary>Of the weights after one update on a fixed series, see <see cref="AlgorithmProbe"/>; the library's own are known
    /// by name, version and parameters.</summary>
    string IDefinition.Hash() => ((IDefinition)this).IsBuiltIn ? OutputHash.Of($"{Name} {Version} {this}")
        : AlgorithmProbe.Hash(this);

    /// <summary>Environment steps of the whole run; rounded up to whole updates. At least 1.</summary>
    public abstract long Steps { get; init; }

    /// <summary>Steps of every environment in one update; of an algorithm that collects otherwise, about so many.</summary>
    public abstract int StepsPerRollout { get; init; }

    /// <summary>Hidden widths of both networks.</summary>
    public abstract EquatableList<int> Hidden { get; init; }

    /// <summary>LayerNorm before the ReLU of every hidden layer.</summary>
    public abstract bool LayerNorm { get; init; }

    /// <summary>Most states that one step of the engine takes, for the estimate of memory.</summary>
    /// <param name="states">States of one update.</param>
    /// <returns>At most <paramref name="states"/>: all of them where an algorithm does not say.</returns>
    public virtual long LargestBatchOf(long states) => states;

    /// <summary>The algorithm at work.</summary>
    /// <param name="context">Environment, engine and what the reports need.</param>
    /// <returns>An algorithm that has learned nothing yet.</returns>
    /// <exception cref="ArgumentException">A parameter does not fit the context; the message names it.</exception>
    public abstract IAlgorithm Create(LearningContext context);

    /// <summary>The configuration itself when every value is possible.</summary>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">A value is out of range; the
    /// message names it, the range and the usual value.</exception>
    public abstract AlgorithmConfig Checked();

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
