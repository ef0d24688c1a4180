namespace RlTrainer.Compliance;

/// <summary>When equity is compared with the drawdown threshold.</summary>
public enum DrawdownCheck
{
    /// <summary>At every moment.</summary>
    Live,

    /// <summary>At the end of each trading day only.</summary>
    Close,
}
