namespace RlTrainer.Sweeps;

/// <summary>How a sweep chooses its settings.</summary>
public enum SweepMethod
{
    /// <summary>Every combination of the values.</summary>
    Grid,

    /// <summary>So many independent draws.</summary>
    Random,
}
