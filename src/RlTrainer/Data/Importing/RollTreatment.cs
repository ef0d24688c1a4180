namespace RlTrainer.Data;

/// <summary>How a change of contract is written into one series.</summary>
public enum RollTreatment
{
    /// <summary>Prices stay as traded; each change of contract is marked.</summary>
    Unadjusted,

    /// <summary>Earlier contracts are shifted by the difference at each change, so that no jump remains; the latest prices
    /// are as traded.</summary>
    BackAdjusted,
}
