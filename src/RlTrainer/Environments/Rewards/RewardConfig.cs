namespace RlTrainer.Environments;

/// <summary>
/// Weights and scales of the reward's terms. A term of weight 0 is off. Dense terms are differences, so that staying flat
/// pays exactly 0.
/// <list type="table">
/// <listheader><term>term</term><description>formula; usual range a step</description></listheader>
/// <item><term>RiskAdjustedReturn</term><description>w · D/3, D the differential Sharpe ratio (Moody and Saffell 2001), clipped ±10; ±1.2</description></item>
/// <item><term>TargetProgress</term><description>w · 6 · Δclip(profit/target, ±1); ±0.4</description></item>
/// <item><term>DrawdownAvoidance</term><description>−w · 5 · Δ(peak − equity)/drawdown; ±0.4</description></item>
/// <item><term>TradeQuality</term><description>w · clip(R, −2, 4) at the exit; −0.2 to 0.4</description></item>
/// <item><term>Growth</term><description>w · clip(Δequity/equity, ±0.005)/0.01; ±0.025</description></item>
/// <item><term>SideBalance</term><description>−w · max(|tilt| − 0.6, 0) for an entry of the majority side; −0.04 to 0</description></item>
/// <item><term>HoldingTime</term><description>−w · (bars held − 390)/390 beyond 390 bars; at most 0</description></item>
/// <item><term>BreakEven, Tighten, Extend</term><description>w for each real improvement; 0 or w</description></item>
/// <item><term>Partial</term><description>w · R locked in by the contracts closed, at least 0; 0 to 4 w</description></item>
/// <item><term>PlainPnl</term><description>w · Δequity/500 dollars; off by default</description></item>
/// </list>
/// </summary>
public sealed record RewardConfig
{
    /// <summary>Weight of the risk-adjusted return. Default 0.35.</summary>
    public double RiskAdjustedReturn { get; init; } = 0.35;

    /// <summary>Weight of the progress to the target. Default 0.30.</summary>
    public double TargetProgress { get; init; } = 0.30;

    /// <summary>Weight of drawdown avoidance. Default 0.20.</summary>
    public double DrawdownAvoidance { get; init; } = 0.20;

    /// <summary>Weight of trade quality. Default 0.10.</summary>
    public double TradeQuality { get; init; } = 0.10;

    /// <summary>Weight of growth. Default 0.05.</summary>
    public double Growth { get; init; } = 0.05;

    /// <summary>Weight of the penalty for one-sided entries. Default 0.1.</summary>
    public double SideBalance { get; init; } = 0.1;

    /// <summary>Weight of the penalty for long holding. Default 0.01.</summary>
    public double HoldingTime { get; init; } = 0.01;

    /// <summary>Bonus for moving the stop to break-even. Default 0.005.</summary>
    public double BreakEven { get; init; } = 0.005;

    /// <summary>Bonus for tightening the stop by at least a quarter ATR. Default 0.003.</summary>
    public double Tighten { get; init; } = 0.003;

    /// <summary>Bonus for extending the target. Default 0.002.</summary>
    public double Extend { get; init; } = 0.002;

    /// <summary>Bonus a unit of R locked in by a partial exit. Default 0.1.</summary>
    public double Partial { get; init; } = 0.1;

    /// <summary>Weight of the plain change of equity. Default 0: off.</summary>
    public double PlainPnl { get; init; }

    /// <summary>Share of the drawdown limit from which the drawdown term counts, in [0, 1). Default 0; 0.3 is the graded option.</summary>
    public double DrawdownFromShare { get; init; }

    /// <summary>Window of the differential Sharpe ratio, bars, at least 1. Default 60.</summary>
    public int SharpeWindowBars { get; init; } = 60;

    /// <summary>Smallest volatility the differential Sharpe ratio divides by, as a share of the start balance. Default 0.003.</summary>
    public double VolatilityFloor { get; init; } = 0.003;

    /// <summary>What keeps the terms from being farmed. Default all on; the reward-hacking audit switches them off one by one.</summary>
    public RewardGuards Guards { get; init; } = new();

    /// <summary>The reward of the table above.</summary>
    public static RewardConfig Shaped { get; } = new();

    /// <summary>Nothing but the change of equity, 1 per 500 dollars: about 1 per R.</summary>
    public static RewardConfig Plain { get; } = new()
    {
        RiskAdjustedReturn = 0,
        TargetProgress = 0,
        DrawdownAvoidance = 0,
        TradeQuality = 0,
        Growth = 0,
        SideBalance = 0,
        HoldingTime = 0,
        BreakEven = 0,
        Tighten = 0,
        Extend = 0,
        Partial = 0,
        PlainPnl = 1,
    };

    internal IEnumerable<string> Faults()
    {
        foreach ((string name, double weight) in Weights())
            if (!(weight >= 0 && weight <= 100)) yield return $"Reward.{name} was {weight}; expected a weight in [0, 100].";
        if (!(DrawdownFromShare >= 0 && DrawdownFromShare < 1)) yield return $"Reward.DrawdownFromShare was {DrawdownFromShare}; expected a share in [0, 1) (0 is usual, 0.3 the graded option).";
        if (SharpeWindowBars < 1) yield return $"Reward.SharpeWindowBars was {SharpeWindowBars}; expected at least 1 (60 is usual).";
        if (!(VolatilityFloor > 0)) yield return $"Reward.VolatilityFloor was {VolatilityFloor}; expected more than 0 (0.003 is usual).";
    }

    /// <summary>The weight of a term.</summary>
    internal double WeightOf(RewardTerm term) => Weights().First(weight => weight.Name == term.ToString()).Weight;

    private IEnumerable<(string Name, double Weight)> Weights() =>
    [
        (nameof(RiskAdjustedReturn), RiskAdjustedReturn), (nameof(TargetProgress), TargetProgress), (nameof(DrawdownAvoidance), DrawdownAvoidance),
        (nameof(TradeQuality), TradeQuality), (nameof(Growth), Growth), (nameof(SideBalance), SideBalance), (nameof(HoldingTime), HoldingTime),
        (nameof(BreakEven), BreakEven), (nameof(Tighten), Tighten), (nameof(Extend), Extend), (nameof(Partial), Partial), (nameof(PlainPnl), PlainPnl),
    ];
}
