using System.Globalization;
using RlTrainer.Values;

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
    /// <exception cref="InvalidOperationException">The formula fails or pays no finite number; the message
    /// names the term and the bar.</exception>
    public double Value(in RewardStep step, Span<double> memory)
    {
        double value;
        try
        {
            value = Weight * _formula(step, memory);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The reward term '{Name}' failed at bar {step.Bar}: {e.Message.TrimEnd('.')}. Correct its formula; its memory "
                + $"holds {MemorySize} numbers."), e);
        }
        if (double.IsFinite(value)) return value;
        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The reward term '{Name}' paid {value} at bar {step.Bar}; expected a finite number. Correct its formula."));
    }

    /// <summary>What it pays in the fixed episode of the hashes.</summary>
    /// <returns>SHA-256, 64 hexadecimal digits; weight included.</returns>
    public string Hash() => RewardProbe.Hash(this);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
