namespace RlTrainer.Runs;

/// <summary>How far a run in a folder is.</summary>
public enum RunProgress
{
    /// <summary>It trained to its end.</summary>
    Finished,

    /// <summary>A process is writing to it.</summary>
    Running,

    /// <summary>It was stopped with its state saved, or it died; it can be resumed where it has a checkpoint.</summary>
    Unfinished,

    /// <summary>Its files cannot be read by this program.</summary>
    Unreadable,
}
