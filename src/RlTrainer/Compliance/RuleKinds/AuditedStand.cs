namespace RlTrainer.Compliance;

/// <summary>What the auditor's half of an account rule says about an account at one moment.</summary>
/// <param name="MayEnter">An entry may be made.</param>
/// <param name="MayLeave">The trader may leave the open position by an order of their own.</param>
/// <param name="MayPass">The account may pass.</param>
/// <param name="IsClosed">The programme closes the account, were the day over now.</param>
public readonly record struct AuditedStand(bool MayEnter, bool MayLeave, bool MayPass, bool IsClosed)
{
    /// <summary>Nothing is forbidden.</summary>
    public static AuditedStand Free { get; } = new(true, true, true, false);
}
