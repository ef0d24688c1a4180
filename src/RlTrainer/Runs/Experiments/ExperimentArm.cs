using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>One arm of an experiment: a configuration, and what it starts from and is judged on. Data, not code.</summary>
/// <param name="Name">A short name in words; decides the folder.</param>
/// <param name="Config">The configuration of its runs; name and seed are set a run.</param>
public sealed record ExperimentArm(string Name, RunConfig Config)
{
    /// <summary>The arm whose best model of the same seed it starts from; null for random weights.</summary>
    public string? From { get; init; }

    /// <summary>The arm whose models it judges instead of training its own; null to train.</summary>
    public string? ModelsOf { get; init; }

    /// <summary>The instrument it is judged on; null for the one trained on.</summary>
    public string? JudgedOn { get; init; }

    /// <summary>Only the first actions count, under phase 1's account rules: phase 2's policy on phase 1's task.</summary>
    public bool EntriesOnly { get; init; }

    /// <summary>The last so many training days are used; null for all.</summary>
    public int? TrainingDays { get; init; }

    /// <summary>The name as a folder's.</summary>
    public string Folder => string.Concat(Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
