using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>One fold of a <see cref="SplitPlan"/>: which days train
/// and which test, as indices into the days of the series.</summary>
/// <param name="Number">The fold, counted from 1.</param>
/// <param name="TrainDays">Indices of the days to learn from, ascending.</param>
/// <param name="TestDays">Indices of the days that judge, ascending.</param>
/// <param name="PurgedDays">Indices of the days beside the test days that belong to neither, ascending.</param>
public sealed record SplitFold(
    int Number, IReadOnlyList<int> TrainDays, IReadOnlyList<int> TestDays, IReadOnlyList<int> PurgedDays)
{
    /// <summary>The training days as a series of their own: nothing of the test days can be reached from it.</summary>
    /// <param name="bars">The series whose days the plan counts.</param>
    /// <returns>A copy of those days.</returns>
    public BarSeries Train(BarSeries bars) => Of(bars, TrainDays);

    /// <summary>The test days as a series of their own.</summary>
    /// <param name="bars">The series whose days the plan counts.</param>
    /// <returns>A copy of those days.</returns>
    public BarSeries Test(BarSeries bars) => Of(bars, TestDays);

    private static BarSeries Of(BarSeries bars, IReadOnlyList<int> days)
    {
        ArgumentNullException.ThrowIfNull(bars);
        HashSet<NodaTime.LocalDate> dates = [.. days.Select(day => bars.Days[day].Date)];
        return bars.SelectDays(day => dates.Contains(day.Date));
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
