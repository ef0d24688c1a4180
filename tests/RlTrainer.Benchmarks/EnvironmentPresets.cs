using System.Globalization;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Audit;
using RlTrainer.Trading;

namespace RlTrainer.Benchmarks;

/// <summary>Walks a random policy over a file of minute bars under every preset, audits each walk and rejudges one walk's trades.</summary>
public static class EnvironmentPresets
{
    /// <summary>0 when no audit found a violation.</summary>
    public static int Print(TextWriter output, string path, string symbol)
    {
        BarSeries bars = BarFile.Read(path, Instrument.Parse(symbol), BarInterval.Minute, CheckMode.Repair).Bars;
        FeatureTable raw = FeatureSet.Base.Compute(bars);
        FeatureTable table = FeatureNormalizer.Fit(raw).Apply(raw);
        output.WriteLine($"{bars}; random policy, phase 2 actions, 1 contract");
        output.WriteLine("preset                   fills  accounts  breaches  daily limits  targets  violations");
        int violations = 0;
        foreach (RuleSet rules in RulePresets.All)
        {
            TradingJournal journal = Walks.Random(table, EnvironmentConfig.Phase2 with { Contracts = 1, EntryWindow = EntryWindow.Full }, rules, 42, 0.97);
            AuditReport report = ComplianceAudit.Run(bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
            violations += report.Violations.Count;
            int Count(AuditRule rule) => report.Breaches.Count(line => line.Rule == rule);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rules.Name,-23} {journal.Fills.Count,6}  {journal.Accounts.Count,8}  {Count(AuditRule.Drawdown),8}  {Count(AuditRule.DailyLoss),12}  {Count(AuditRule.Target),7}  {report.Violations.Count,10}"));
        }
        return violations == 0 ? 0 : 1;
    }
}
