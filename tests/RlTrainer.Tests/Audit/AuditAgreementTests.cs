using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

public sealed class AuditAgreementTests
{
    [Theory]
    [InlineData("phase1", 5)]
    [InlineData("phase1", 2)]
    [InlineData("phase2", 1)]
    [InlineData("phase2", 2)]
    [InlineData("original-nine", 3)]
    [InlineData("original-six", 4)]
    public void The_auditor_agrees_with_the_environment_to_the_cent(string actions, ulong seed)
    {
        BarSeries bars = TestMarket.RandomWalk(seed, 15, Instrument.NQ);
        FeatureTable table = TestMarket.RandomTable(bars, seed, 15);
        EnvironmentConfig config = (actions == "phase1" ? EnvironmentConfig.Phase1 : EnvironmentConfig.Phase2) with
        {
            Actions = ActionSet.Parse(actions),
            EntryWindow = EntryWindow.Full,
        };
        var rules = new RuleSet();
        TradingJournal journal = Walks.Random(table, config, rules, seed);
        AuditReport report =
            ComplianceAudit.Run(bars, rules, journal, null,
                new AuditOptions { FloorAfterTarget = config.AfterTarget == TargetOutcome.RaisesFloor });
        Assert.True(report.IsClean, report.ToText());
        Assert.True(journal.Trades.Count > 20, $"{journal.Trades.Count} trades");
    }
}
