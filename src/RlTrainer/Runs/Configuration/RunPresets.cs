using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>The configurations a run can start from, by name.</summary>
public static class RunPresets
{
    private static readonly (string Name, RunConfig Config)[] All =
    [
        ("default", RunConfig.Phase1), ("test", RunConfig.Phase1Test), ("original", RunConfig.Original),
        ("all-actions", RunConfig.AllActions), ("phase2", RunConfig.Phase2),
        ("phase2-all-actions", RunConfig.Phase2AllActions), ("phase2-test", RunConfig.Phase2Test),
        ("large-batch", RunConfig.LargeBatch), ("large-batch-gpu", RunConfig.LargeBatchGpu),
    ];

    /// <summary>default, test, original, all-actions and the large batches for phase 1; phase2, phase2-all-actions and
    /// phase2-test.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(preset => preset.Name)];

    /// <summary>The names in words, for help and messages: "default, test or phase2".</summary>
    /// <param name="phase">1 or 2 for those of one phase; 0 for all.</param>
    /// <returns>The names in the order of the list.</returns>
    public static string InWords(int phase = 0)
    {
        string[] names = [.. All.Where(preset => phase == 0 || preset.Config.Phase == phase).Select(preset => preset.Name)];
        return $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    /// <summary>An algorithm with the values it has in the presets.</summary>
    /// <param name="name">One of the library's algorithms.</param>
    /// <param name="phase">1 or 2.</param>
    /// <returns>The values of the first preset of the phase that uses it; of any phase where none does.</returns>
    internal static Learning.AlgorithmConfig UsualAlgorithm(string name, int phase) => All.Select(preset => preset.Config)
        .Where(config => config.Algorithm.Name == name).OrderBy(config => config.Phase == phase ? 0 : 1).First().Algorithm;

    /// <summary>The preset of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>; case matters.</param>
    /// <returns>The preset's configuration.</returns>
    /// <exception cref="ArgumentException">No such preset: the message lists those there are and names the nearest.</exception>
    public static RunConfig Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string known, RunConfig config) in All)
            if (known == name)
                return config;
        throw new ArgumentException(
            $"The preset was '{name}'; did you mean {WordDistance.Nearest(name, Names)}? Expected one of "
            + $"{string.Join(", ", Names)}.");
    }
}
