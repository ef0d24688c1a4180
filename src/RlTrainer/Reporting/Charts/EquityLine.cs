using RlTrainer.Evaluation;
using RlTrainer.Values;

namespace RlTrainer.Reporting;

/// <summary>One policy's equity in an <see cref="EquityChart"/>.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Curve">Its equity over the bars, all accounts together.</param>
/// <param name="AccountEndBars">Bars at which an account was breached.</param>
public sealed record EquityLine(string Name, EquityCurve Curve, IReadOnlyList<int> AccountEndBars)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
