namespace RlTrainer.Audit;

/// <summary>Where the auditor stands.</summary>
/// <param name="Account">The account's number, from 1.</param>
/// <param name="Bar">Index of the bar.</param>
internal readonly record struct AuditPlace(int Account, int Bar);
