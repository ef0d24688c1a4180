using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>
/// A rule about what an account has done. It is a value in <see cref="RuleSet.AccountRules"/>, and it may keep one count of an
/// account. Environment, rejudging and resampling ask it as the account goes; the auditor asks its second half with the whole
/// history.
/// Nothing here may allocate: the environment asks it while it steps.
/// </summary>
public interface IAccountRule : IDefinition
{
    /// <summary>What a closed trade adds to the rule's count.</summary>
    /// <param name="trade">The trade.</param>
    /// <returns>A number to add; 0 by default.</returns>
    long OfTrade(in ClosedTrade trade) => 0;

    /// <summary>What an ended trading day adds to the rule's count.</summary>
    /// <param name="day">The day.</param>
    /// <returns>A number to add; 0 by default.</returns>
    long OfDay(in EndedDay day) => 0;

    /// <summary>True if an entry may be decided.</summary>
    /// <param name="facts">The account while flat.</param>
    /// <returns>False to mask it; true by default.</returns>
    bool AllowsEntry(in AccountFacts facts) => true;

    /// <summary>True if the trader may leave by an order of their own; stops, targets and limits always may.</summary>
    /// <param name="heldSeconds">Seconds from the entry to the fill of such an order.</param>
    /// <returns>False to mask closing and partial exits; true by default.</returns>
    bool AllowsLeaving(long heldSeconds) => true;

    /// <summary>True if the rule does not stand in the way of passing.</summary>
    /// <param name="facts">The account, flat at its target.</param>
    /// <returns>False: the account trades on; true by default.</returns>
    bool AllowsPass(in AccountFacts facts) => true;

    /// <summary>True if the programme closes the account; asked when a trading day has ended.</summary>
    /// <param name="facts">The account after the day.</param>
    /// <returns>True to close it; false by default.</returns>
    bool Closes(in AccountFacts facts) => false;

    /// <summary>The auditor's half: every question at once, in arithmetic of its own, from the history alone.</summary>
    /// <param name="history">What the auditor has booked.</param>
    /// <returns>What the account may do; null: the rule has no second half, and the audit says that it was not checked.</returns>
    AuditedStand? Audit(AuditedHistory history);

    /// <summary>What is wrong with its parameters, one sentence each.</summary>
    /// <returns>Nothing when all are in their ranges.</returns>
    IEnumerable<string> Faults() => [];

    string IDefinition.Hash() => RuleProbe.Hash(this);
}
