using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>What happened to one account in one bar.</summary>
internal struct BarResult
{
    /// <summary>Lowest and highest equity inside the bar, by the fill model's order of prices, US cents.</summary>
    public long LowestCents, HighestCents;

    /// <summary>Commissions and slippage paid in the bar, US cents.</summary>
    public long CostCents;

    /// <summary>What the rules say after the bar.</summary>
    public Verdict Verdict;

    /// <summary>A position was open at some moment of the bar.</summary>
    public bool IsExposed;

    /// <summary>The side of an entry; Flat without one.</summary>
    public Side EnteredSide;

    /// <summary>The trade was closed in the bar.</summary>
    public bool IsClosed;

    /// <summary>Its R multiple.</summary>
    public double RMultiple;

    /// <summary>What its first stop risked, US cents.</summary>
    public long RiskCents;

    /// <summary>Its net profit, US cents.</summary>
    public long NetCents;

    /// <summary>Commissions and slippage of all its legs, in R.</summary>
    public double CostR;

    /// <summary>Why its last contract left.</summary>
    public FillReason ExitReason;

    /// <summary>A partial exit was made.</summary>
    public bool IsPartial;

    /// <summary>R locked in by a partial exit, at least 0.</summary>
    public double PartialR;

    /// <summary>The minute had no seconds although seconds were given, and something happened in it.</summary>
    public bool LacksSeconds;

    /// <summary>An entry was cancelled or made smaller at its fill.</summary>
    public EntryAdjustment Adjustment;

    /// <summary>Takes an equity inside the bar into the range.</summary>
    /// <param name="equityCents">Equity at one of the bar's prices, US cents.</param>
    public void Saw(long equityCents)
    {
        HighestCents = Math.Max(HighestCents, equityCents);
        LowestCents = Math.Min(LowestCents, equityCents);
    }
}
