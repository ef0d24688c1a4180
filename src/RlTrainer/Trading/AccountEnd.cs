using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>How an account, or the walk that used it, ended.</summary>
/// <param name="AccountNumber">Which account, from 1.</param>
/// <param name="FirstBar">First bar it saw.</param>
/// <param name="LastBar">Last bar it saw.</param>
/// <param name="EquityCents">Equity at the end, US cents.</param>
/// <param name="Reason">In words: "drawdown breach", "passed", "end of data".</param>
/// <param name="Outcome">What the programme says of it; Undecided for an account that is alive at the end of the data.</param>
public readonly record struct AccountEnd(
    int AccountNumber, int FirstBar, int LastBar, long EquityCents, string Reason,
    AccountOutcome Outcome = AccountOutcome.Undecided)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
