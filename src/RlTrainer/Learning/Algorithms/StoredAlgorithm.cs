using System.Text.Json.Nodes;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>
/// An algorithm as a file names it, where this program has no definition of that name: it can be listed, compared and written
/// again, but not trained. A definition of the same name and version makes it whole, see the resume and evaluation calls.
/// </summary>
internal sealed record StoredAlgorithm : AlgorithmConfig, IDefinition
{
    private readonly string _name;
    private readonly int _version;

    internal StoredAlgorithm(string name, int version, JsonObject parameters, string? hash = null)
    {
        (_name, _version, Parameters, OutputsHash) = (name, version, parameters, hash);
        Steps = Number(nameof(Steps));
        StepsPerRollout = (int)Number(nameof(StepsPerRollout));
        Hidden = [.. (parameters[nameof(Hidden)] as JsonArray)?.Select(width => (int)width!) ?? []];
        LayerNorm = (bool?)parameters[nameof(LayerNorm)] ?? false;
    }

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override int Version => _version;

    /// <inheritdoc/>
    public override long Steps { get; init; }

    /// <inheritdoc/>
    public override int StepsPerRollout { get; init; }

    /// <inheritdoc/>
    public override EquatableList<int> Hidden { get; init; }

    /// <inheritdoc/>
    public override bool LayerNorm { get; init; }

    /// <summary>The parameters as the file has them.</summary>
    internal JsonObject Parameters { get; }

    /// <summary>What its outputs hashed to; null in files of version 0.1.</summary>
    internal string? OutputsHash { get; }

    string IDefinition.Hash() => OutputsHash ?? OutputHash.Of($"{_name} {_version} {this}");

    /// <summary>The parameters with the four that can be changed here as they are now.</summary>
    internal JsonObject AllParameters()
    {
        var all = (JsonObject)Parameters.DeepClone();
        (all[nameof(Steps)], all[nameof(StepsPerRollout)], all[nameof(LayerNorm)]) = (Steps, StepsPerRollout, LayerNorm);
        all[nameof(Hidden)] = new JsonArray([.. Hidden.Select(width => (JsonNode)width)]);
        return all;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Always: its code is not here.</exception>
    public override IAlgorithm Create(LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        throw new ArgumentException(Missing);
    }

    /// <inheritdoc/>
    public override AlgorithmConfig Checked() => throw new ArgumentException(Missing);

    /// <summary>Equal when name, version and parameters are.</summary>
    /// <param name="other">Another stored algorithm; null equals none.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(StoredAlgorithm? other) => base.Equals(other)
        && (_name, _version, OutputsHash) == (other!._name, other._version, other.OutputsHash)
        && JsonNode.DeepEquals(Parameters, other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode() ^ _version;

    private string Missing =>
        $"The algorithm '{_name}', version {_version}, is defined in code that is not here; pass its definition, e.g. "
        + $"TrainingRun.Resume(folder, market, parts: [new MyAlgorithm()]).";

    private long Number(string key) => (long?)Parameters[key]
        ?? throw new InvalidDataException($"The algorithm '{_name}' has no number {key}; expected one.");
}
