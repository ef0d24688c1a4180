using RlTrainer.Environments;

namespace RlTrainer.Runs;

/// <summary>What a stored policy asks for at the close of one bar.</summary>
/// <param name="Bar">The bar's index in the series.</param>
/// <param name="EasternTime">When it begins, e.g. "2025-03-03 09:45".</param>
/// <param name="Action">What the policy asks for; it is filled on the next bar.</param>
/// <param name="Actions">[actions] the names in the order of the two lists below.</param>
/// <param name="Probabilities">[actions] the policy's probabilities; 0 where the action is not legal. Sum 1.</param>
/// <param name="IsLegal">[actions] whether the account, its rules and the session allow it now.</param>
public sealed record PolicyDecision(
    int Bar, string EasternTime, TradeAction Action, IReadOnlyList<TradeAction> Actions, IReadOnlyList<double> Probabilities,
    IReadOnlyList<bool> IsLegal)
{
    /// <summary>True when only one action is legal: there is nothing to decide.</summary>
    public bool IsForced => IsLegal.Count(legal => legal) == 1;

    /// <summary>The probability of the action.</summary>
    public double Probability => Probabilities[Actions.ToList().IndexOf(Action)];

    /// <summary>Why this action, in words.</summary>
    public string Reason => IsForced
        ? $"{Action} is the only legal action"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{Action} is the likeliest of {IsLegal.Count(legal => legal)} legal actions ({Probability:P0})");

    /// <summary>Time, action and reason in one line.</summary>
    public override string ToString() => $"{EasternTime} {Action}: {Reason}";
}
