using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>A run as it was asked for: the configuration that decides its result, and what decides no bit of it.</summary>
/// <param name="Config">Everything that decides the result.</param>
public sealed record RunRequest(RunConfig Config)
{
    /// <summary>The minute-bar file; null: the one that is found in the data folder.</summary>
    public string? Data { get; init; }

    /// <summary>The engine: cpu, torch-cpu, torch-cuda or auto.</summary>
    public string Backend { get; init; } = "cpu";

    /// <summary>Threads to compute with; 0 for all.</summary>
    public int Threads { get; init; }

    /// <summary>Keys that were set over the preset, each with the place that set it last.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; init; } = new Dictionary<string, string>();

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
