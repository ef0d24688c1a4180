using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>One policy's equity in an <see cref="EquityChart"/>.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Curve">Its equity over the bars, all accounts together.</param>
/// <param name="AccountEndBars">Bars at which an account was breached.</param>
public sealed record EquityLine(string Name, EquityCurve Curve, IReadOnlyList<int> AccountEndBars);
