using RlTrainer.Compliance;
using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>The market as the auditor reads it: bars, its own clock on them, and the prices inside them.</summary>
internal sealed class AuditMarket(BarSeries bars, BarSeries? seconds, RuleSet rules)
{
    public BarSeries Bars => bars;

    public AuditClock Clock { get; } = new(bars, rules);

    public AuditPrices Prices { get; } = new(bars, seconds);
}
