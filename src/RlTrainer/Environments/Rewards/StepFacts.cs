namespace RlTrainer.Environments;

/// <summary>What the reward of one step is computed from. Money in US cents.</summary>
internal struct StepFacts
{
    /// <summary>Equity at the close before and after the step.</summary>
    public long EquityBeforeCents, EquityCents;

    /// <summary>Highest equity, unrealised profit included, before and after the step.</summary>
    public long PeakBeforeCents, PeakCents;

    /// <summary>A position was open at some moment of the bar.</summary>
    public bool IsExposed;

    /// <summary>Sign of an entry; 0 without one.</summary>
    public int EnteredSide;

    /// <summary>A trade was closed, with this R multiple.</summary>
    public bool IsClosed;

    /// <summary>Its R multiple.</summary>
    public double RMultiple;

    /// <summary>Bars the open position has been held.</summary>
    public int BarsHeld;

    /// <summary>1 for a stop moved to break-even, tightened by a quarter ATR or more, a target extended; else 0.</summary>
    public int BreakEven, Tightened, Extended;

    /// <summary>A partial exit was made.</summary>
    public bool IsPartial;

    /// <summary>R locked in by a partial exit.</summary>
    public double PartialR;

    /// <summary>What a move of the stop pays with its guard off.</summary>
    public double Unguarded;
}
