namespace RlTrainer.Compliance;

/// <summary>What an account is for.</summary>
public enum AccountStage
{
    /// <summary>It is to be passed: a target and conditions decide.</summary>
    Evaluation = 0,

    /// <summary>It has been passed and pays out: there is nothing to pass, and no profit ends it.</summary>
    Funded = 1,
}
