using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// One curve through all accounts of a walk: the starting balance plus the profit of every account so far, at each
/// processed bar's close, with its extremes inside the bar. A fresh account after a breach continues where the last one ended.
/// </summary>
/// <param name="BarIndices">[points] the bars, ascending.</param>
/// <param name="EquityCents">[points] US cents.</param>
/// <param name="StartCents">Balance of a fresh account, US cents.</param>
public sealed record EquityCurve(int[] BarIndices, long[] EquityCents, long StartCents)
{
    /// <summary>[points] the lowest equity inside each bar, US cents.</summary>
    public required long[] LowestCents { get; init; }

    /// <summary>[points] the highest equity inside each bar, US cents.</summary>
    public required long[] HighestCents { get; init; }

    /// <summary>The curve of a journal.</summary>
    /// <param name="journal">Its equity points, in order.</param>
    /// <param name="startCents">Balance of a fresh account, US cents.</param>
    /// <returns>One point a bar, US cents; a fresh account's profit is added to that of the accounts before
    /// it.</returns>
    public static EquityCurve Of(TradingJournal journal, long startCents)
    {
        ArgumentNullException.ThrowIfNull(journal);
        int count = journal.Equity.Count;
        int[] bars = new int[count];
        long[] equity = new long[count], lowest = new long[count], highest = new long[count];
        long earlier = 0;                                     // profit of the accounts before this one
        for (int point = 0; point < count; point++)
        {
            EquityPoint at = journal.Equity[point];
            if (point > 0 && at.AccountNumber != journal.Equity[point - 1].AccountNumber)
                earlier += journal.Equity[point - 1].EquityCents - startCents;
            bars[point] = at.BarIndex;
            equity[point] = earlier + at.EquityCents;
            lowest[point] = earlier + at.LowestEquityCents;
            highest[point] = earlier + at.HighestEquityCents;
        }
        return new EquityCurve(bars, equity, startCents) { LowestCents = lowest, HighestCents = highest };
    }

    /// <summary>Profit of all accounts together, US cents.</summary>
    public long ProfitCents => EquityCents.Length == 0 ? 0 : EquityCents[^1] - StartCents;

    /// <summary>
    /// [points] distance of each bar's lowest equity below the highest so far, US cents, at least 0; the starting balance is the
    /// first peak, and inside a bar the highest comes first, as in the fill model.
    /// </summary>
    public long[] DrawdownCents()
    {
        long peak = StartCents;
        long[] drawdown = new long[EquityCents.Length];
        for (int point = 0; point < drawdown.Length; point++)
        {
            peak = Math.Max(peak, HighestCents[point]);
            drawdown[point] = peak - LowestCents[point];
        }
        return drawdown;
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
