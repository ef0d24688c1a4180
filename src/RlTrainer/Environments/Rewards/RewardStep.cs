using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>What the reward of one step is computed from: one account over one bar. Money in US cents.</summary>
public record struct RewardStep
{
    /// <summary>Equity at the close before the step.</summary>
    public long EquityBeforeCents { get; set; }

    /// <summary>Equity at the close after the step.</summary>
    public long EquityCents { get; set; }

    /// <summary>Highest equity so far, unrealised profit included, before the step.</summary>
    public long PeakBeforeCents { get; set; }

    /// <summary>Highest equity so far, unrealised profit included, after the step.</summary>
    public long PeakCents { get; set; }

    /// <summary>The programme's start balance.</summary>
    public long StartCents { get; set; }

    /// <summary>The profit the programme wants.</summary>
    public long TargetCents { get; set; }

    /// <summary>How far equity may fall.</summary>
    public long DrawdownCents { get; set; }

    /// <summary>Index of the bar at whose close the step ends.</summary>
    public int Bar { get; set; }

    /// <summary>The side held at that close; Flat without a position.</summary>
    public Side Side { get; set; }

    /// <summary>Contracts held at that close.</summary>
    public int Contracts { get; set; }

    /// <summary>A position was open at some moment of the bar.</summary>
    public bool IsExposed { get; set; }

    /// <summary>The side of an entry made in the bar; Flat without one.</summary>
    public Side EnteredSide { get; set; }

    /// <summary>A trade was closed in the bar.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The closed trade's net profit in units of its first risk.</summary>
    public double RMultiple { get; set; }

    /// <summary>What the first stop of the trade that was open in the bar risked; 0 without one.</summary>
    public long RiskCents { get; set; }

    /// <summary>Bars the open position has been held.</summary>
    public int BarsHeld { get; set; }

    /// <summary>The stop was moved to break-even.</summary>
    public bool MovedToBreakEven { get; set; }

    /// <summary>The stop was tightened, however little.</summary>
    public bool MovedStop { get; set; }

    /// <summary>The stop was tightened by at least a quarter ATR since the last time that counted.</summary>
    public bool Tightened { get; set; }

    /// <summary>The target was extended.</summary>
    public bool Extended { get; set; }

    /// <summary>A partial exit was made.</summary>
    public bool IsPartial { get; set; }

    /// <summary>R locked in by the partial exit, at least 0.</summary>
    public double PartialR { get; set; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
