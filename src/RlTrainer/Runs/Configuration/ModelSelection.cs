namespace RlTrainer.Runs;

/// <summary>Which model of a run is kept as its best.</summary>
public enum ModelSelection
{
    /// <summary>The one of the best mean validation episode reward; an improvement must exceed a threshold.</summary>
    ValidationReward,

    /// <summary>The last one. A few hundred validation episodes rank models by luck; a gate judges the last.</summary>
    Last,
}
