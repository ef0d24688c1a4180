using RlTrainer.Values;

namespace RlTrainer.Market;

/// <summary>Times cut into trading days by <see cref="SessionCalendar.Cut"/>.</summary>
/// <param name="Days">The days, ascending, covering every bar exactly once.</param>
/// <param name="OutsideHours">Indices of bars at times the calendar does not know as trading time, ascending.</param>
internal sealed record SessionCut(IReadOnlyList<TradingDay> Days, IReadOnlyList<int> OutsideHours)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
