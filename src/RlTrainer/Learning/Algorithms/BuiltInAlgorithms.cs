namespace RlTrainer.Learning;

/// <summary>The algorithms that come with the library; a file names them and needs no code.</summary>
internal static class BuiltInAlgorithms
{
    /// <summary>Each with its defaults.</summary>
    public static IReadOnlyList<AlgorithmConfig> All { get; } = [PpoConfig.Phase1, AllActionConfig.Phase1];
}
