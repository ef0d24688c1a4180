namespace RlTrainer.Runs;

/// <summary>How a run cuts its days.</summary>
public enum SplitPreset
{
    /// <summary>Training, validation and test days by the run's shares, an embargo between.</summary>
    Chronological,

    /// <summary>The original's: 70 % to learn from, and one part of 30 % that both validates and tests; results on it are
    /// not held out.</summary>
    SeventyThirty,
}
