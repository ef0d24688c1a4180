using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One policy's walk over all days of a series.</summary>
/// <param name="Journal">Everything it did.</param>
/// <param name="DayRewards">[days walked] sum of the environment's rewards of each day's episode.</param>
/// <param name="EntryChances">Decisions at which an entry was legal.</param>
/// <param name="RefusedOrders">Illegal orders that the guard turned into Hold.</param>
public sealed record WalkedDays(TradingJournal Journal, IReadOnlyList<double> DayRewards, int EntryChances, long RefusedOrders)
{
    /// <summary>Mean reward of a day's episode: what chooses the best model and stops a run early.</summary>
    public double MeanDayReward => DayRewards.Count == 0 ? 0 : DayRewards.Average();

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
