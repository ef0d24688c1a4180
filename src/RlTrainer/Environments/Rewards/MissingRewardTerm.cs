using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>A reward term whose code was not given: it names what is missing and pays nothing.</summary>
internal sealed record MissingRewardTerm(DefinitionMark Mark, double Weight) : IRewardTerm, IMissingDefinition
{
    public string Name => Mark.Name;

    public int Version => Mark.Version;

    public string Kind => "reward term";

    public double Value(in RewardStep step, Span<double> memory) =>
        throw new InvalidOperationException($"The reward term {Mark} is defined in code that was not given; it cannot pay.");

    public string Hash() => Mark.Hash;
}
