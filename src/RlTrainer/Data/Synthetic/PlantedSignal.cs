namespace RlTrainer.Data;

/// <summary>How strong the pattern is that a synthetic market hides for an agent to find.</summary>
public enum PlantedSignal
{
    /// <summary>None: prices cannot be predicted, and no rule earns its costs.</summary>
    None,

    /// <summary>Strong, to see within minutes whether a learner learns at all. No market is like this.</summary>
    Fast,

    /// <summary>Weak, of a strength that markets sometimes show.</summary>
    Realistic,
}
