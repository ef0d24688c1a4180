namespace RlTrainer.Environments;

/// <summary>A reward term made of a formula; <see cref="RewardTerm.Of(string, double, RewardFormula, bool)"/> makes it.</summary>
public sealed record FormulaTerm : IRewardTerm
{
    private readonly RememberingFormula _formula;

    internal FormulaTerm(string name, double weight, RememberingFormula formula)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Weight, _formula) = (name, weight, formula);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Weight { get; init; }

    /// <inheritdoc/>
    public int Version { get; init; } = 1;

    /// <inheritdoc/>
    public int MemorySize { get; init; }

    /// <inheritdoc/>
    public bool PaysWhileFlat { get; init; } = true;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) => Weight * _formula(step, memory);

    /// <summary>What it pays in the fixed episode of the hashes.</summary>
    /// <returns>SHA-256, 64 hexadecimal digits; weight included.</returns>
    public string Hash() => RewardProbe.Hash(this);
}
