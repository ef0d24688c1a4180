using RlTrainer.Files;


namespace RlTrainer.Runs;

/// <summary>The configurations a run can start from, by name.</summary>
public static class RunPresets
{
    private static readonly (string Name, RunConfig Config)[] All =
    [
        ("default", RunConfig.Phase1), ("test", RunConfig.Phase1Test), ("original", RunConfig.Original), ("all-actions", RunConfig.AllActions), ("phase2", RunConfig.Phase2), ("phase2-all-actions", RunConfig.Phase2AllActions), ("phase2-test", RunConfig.Phase2Test),
    ];

    /// <summary>default, test, original and all-actions for phase 1; phase2, phase2-all-actions and phase2-test.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(preset => preset.Name)];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">No such preset: the message lists those there are and names the nearest.</exception>
    public static RunConfig Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string known, RunConfig config) in All)
            if (known == name)
                return config;
        throw new ArgumentException($"The preset was '{name}'; did you mean {WordDistance.Nearest(name, Names)}? Expected one of {string.Join(", ", Names)}.");
    }
}
