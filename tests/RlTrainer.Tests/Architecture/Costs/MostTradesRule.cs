using RlTrainer.Compliance;

namespace RlTrainer.Tests.Architecture.Costs;

/// <summary>What an account rule costs: an account has so many trades and no more.</summary>
internal sealed record MostTradesRule(int Trades) : IAccountRule
{
    public string Name => "most trades";

    public bool AllowsEntry(in AccountFacts facts) => facts.Trades < Trades;

    public AuditedStand? Audit(AuditedHistory history) => AuditedStand.Free with { MayEnter = history.Trades.Count < Trades };
}
