namespace RlTrainer.Environments;

/// <summary>What <see cref="RiskAdjustedReturnTerm"/> divides a bar's profit by.</summary>
public enum RiskMeasure
{
    /// <summary>The running volatility of the return: the differential Sharpe ratio.</summary>
    Volatility,

    /// <summary>What the trade's first stop risks.</summary>
    TradeRisk,
}
