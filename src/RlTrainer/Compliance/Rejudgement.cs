using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>What a rule set says about given trades, made on one fresh account.</summary>
/// <param name="Preset">Name of the rule set.</param>
/// <param name="Outcome">How the account would have ended.</param>
/// <param name="Reason">In words.</param>
/// <param name="Bar">Bar of the end; −1 when undecided.</param>
/// <param name="EquityCents">Equity at the end, US cents.</param>
/// <param name="ThresholdCents">Threshold at the end, US cents.</param>
/// <param name="TradedDays">Days with at least one trade.</param>
/// <param name="PausedDays">Days on which a soft daily limit was reached.</param>
/// <param name="TradesCounted">Trades that were made.</param>
/// <param name="TradesRefused">Trades that the rules would not have
/// allowed: while paused, too large, or after the flat clock.</param>
/// <param name="BestDayShare">Profit of the best day as a share of the consistency rule's basis; 0 without profit.</param>
public sealed record Rejudgement(
    string Preset, AccountOutcome Outcome, string Reason, int Bar, long EquityCents, long ThresholdCents, int TradedDays,
    int PausedDays,
    int TradesCounted, int TradesRefused, double BestDayShare)
{
    /// <summary>What the programme charged while the account lived, from its first trade's day on, US cents; null where its fees
    /// are
    /// not known.</summary>
    public long? FeesCents { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
