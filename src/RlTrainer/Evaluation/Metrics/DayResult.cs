using NodaTime;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>What one trading day brought. A position never outlives its trading day, so days add up.</summary>
/// <param name="Date">The trading day.</param>
/// <param name="PnlCents">Change of equity over the day, all accounts together, US cents; 0 on a day without trades.</param>
/// <param name="Trades">The round trips that ended on the day, in order.</param>
/// <param name="ProcessedBars">Bars the walk processed.</param>
/// <param name="ExposedBars">Bars of those with an open position at their close.</param>
public sealed record DayResult(LocalDate Date, long PnlCents, IReadOnlyList<Trade> Trades, int ProcessedBars, int ExposedBars)
{
    /// <summary>The day's profit as a share of the starting balance.</summary>
    /// <param name="startCents">US cents, not 0.</param>
    /// <returns>A share: 0.01 is one percent.</returns>
    public double Return(long startCents) => (double)PnlCents / startCents;

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
