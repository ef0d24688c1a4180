namespace RlTrainer.Runs;

/// <summary>Where a curriculum stands.</summary>
public enum CurriculumStage
{
    /// <summary>Phase 1 is to be trained, or trained on.</summary>
    Phase1,

    /// <summary>Phase 1 is trained; the gate has not opened yet.</summary>
    Gate,

    /// <summary>Phase 2 is to be trained, or trained on.</summary>
    Phase2,

    /// <summary>Both are trained; the test days have not been opened.</summary>
    Evaluation,

    /// <summary>Everything is done.</summary>
    Done,
}
