namespace RlTrainer.Trading;

/// <summary>How an account, or the walk that used it, ended.</summary>
/// <param name="AccountNumber">Which account, from 1.</param>
/// <param name="FirstBar">First bar it saw.</param>
/// <param name="LastBar">Last bar it saw.</param>
/// <param name="EquityCents">Equity at the end.</param>
/// <param name="Reason">In words: "drawdown breach", "target reached", "end of data".</param>
public readonly record struct AccountEnd(int AccountNumber, int FirstBar, int LastBar, long EquityCents, string Reason);
