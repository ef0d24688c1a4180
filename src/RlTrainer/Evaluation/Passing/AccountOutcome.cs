namespace RlTrainer.Evaluation;

/// <summary>How a resampled account ended.</summary>
internal enum AccountOutcome
{
    /// <summary>Neither the target nor a limit was reached within the horizon.</summary>
    Undecided = 0,

    /// <summary>The closed balance reached the target.</summary>
    Passed = 1,

    /// <summary>A limit that ends the account was reached.</summary>
    Breached = 2,
}
