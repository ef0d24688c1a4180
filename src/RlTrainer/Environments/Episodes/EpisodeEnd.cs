namespace RlTrainer.Environments;

/// <summary>Whether and how an episode ended with a step. Terminated and truncated are never merged.</summary>
public enum EpisodeEnd : byte
{
    /// <summary>The episode goes on.</summary>
    None = 0,

    /// <summary>A final state: its remaining reward is 0.</summary>
    Terminated = 1,

    /// <summary>Cut by time: the value of its last observation is bootstrapped.</summary>
    Truncated = 2,
}
