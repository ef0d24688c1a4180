namespace RlTrainer.Runs;

/// <summary>What a curriculum trains.</summary>
public sealed record CurriculumConfig
{
    /// <summary>Phase 1. Default at production length.</summary>
    public RunConfig Phase1 { get; init; } = RunConfig.Phase1;

    /// <summary>Phase 2; data, features, episodes, rules, network and seed are taken over from phase 1. Default at
    /// production length.</summary>
    public RunConfig Phase2 { get; init; } = RunConfig.Phase2;

    /// <summary>What opens the gate between them.</summary>
    public GateCriterion Gate { get; init; } = new();

    /// <summary>Both phases at production length.</summary>
    public static CurriculumConfig Production { get; } = new();

    /// <summary>Both phases in test mode: shows that everything works, not that it learns.</summary>
    public static CurriculumConfig Test { get; } = new() { Phase1 = RunConfig.Phase1Test, Phase2 = RunConfig.Phase2Test };

    /// <summary>Phase 2 as it is trained, named after its phase.</summary>
    public RunConfig SecondPhase => Phase2.After(Phase1);
}
