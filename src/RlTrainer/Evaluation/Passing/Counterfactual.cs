using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>What one change would have done to the same policy on the same days.</summary>
/// <param name="Change">The change in words: "stop 1.0 ATR", "one more tick of slippage".</param>
/// <param name="NetProfit">Net profit under it, dollars.</param>
/// <param name="ProfitFactor">Profit factor under it.</param>
/// <param name="Trades">Round trips under it.</param>
/// <param name="Difference">Net profit minus that of the policy as evaluated, dollars.</param>
/// <param name="DifferenceInErrors">That difference in standard errors of the daily differences.</param>
public sealed record Counterfactual(
    string Change, Measured NetProfit, Measured ProfitFactor, int Trades, double Difference, Measured DifferenceInErrors)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
