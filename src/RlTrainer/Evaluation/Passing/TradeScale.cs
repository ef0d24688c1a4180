using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>Counts trades that are larger than a limit with the size of the limit. On a bar with two trades the first
/// decides.</summary>
/// <param name="trades">In order of their exits, one after the other.</param>
/// <param name="mostContracts">The limit.</param>
internal sealed class TradeScale(IReadOnlyList<Trade> trades, int mostContracts)
{
    private int _next;

    /// <summary>Contracts (ten micros are one) of the trade that is open on a
    /// bar or ends on it; 0 without one. Bars are asked in order.</summary>
    public int At(int bar)
    {
        while (_next < trades.Count && trades[_next].ExitBar < bar) _next++;
        return _next < trades.Count && trades[_next].EntryBar <= bar ? trades[_next].WholeSize : 0;
    }

    /// <summary>What an amount of a trade so large counts for, US cents.</summary>
    public long Of(int contracts, long cents) => contracts <= mostContracts ? cents : cents * mostContracts / contracts;
}
