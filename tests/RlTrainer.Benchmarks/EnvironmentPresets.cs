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

/// <summary>Walks a random policy over files of minute bars under every preset, audits each walk and prints one table.</summary>
public static class EnvironmentPresets
{
    /// <summary>0 when no audit found a violation.</summary>
    public static int Print(TextWriter output, string symbol, IReadOnlyList<string> paths)
    {
        var tables = new List<FeatureTable>();
        foreach (string path in paths)
        {
            BarSeries bars = BarFile.Read(path, Instrument.Parse(symbol), BarInterval.Minute, CheckMode.Repair).Bars;
            FeatureTable raw = FeatureSet.Base.Compute(bars);
            tables.Add(FeatureNormalizer.Fit(raw).Apply(raw));
            output.WriteLine($"- {bars}");
        }
        output.WriteLine("\nRandom policy, phase 2 actions, 1 contract, all files together:\n");
        output.WriteLine("| preset | bars | fills | accounts | drawdown breaches | daily limits | passed | violations "
            + "|\n|---|---:|---:|---:|---:|---:|---:|---:|");
        int violations = 0;
        foreach (RuleSet rules in RulePresets.All) violations += Row(output, tables, rules);
        return violations == 0 ? 0 : 1;
    }

    private static int Row(TextWriter output, List<FeatureTable> tables, RuleSet rules)
    {
        EnvironmentConfig config = EnvironmentConfig.Phase2 with { Contracts = 1, EntryWindow = EntryWindow.Full };
        int bars = 0, fills = 0, accounts = 0, violations = 0;
        var reached = new List<AuditLine>();
        foreach (FeatureTable table in tables)
        {
            TradingJournal journal = Walks.Random(table, config, rules, 42, 0.97);
            AuditReport report =
                ComplianceAudit.Run(table.Bars, rules, journal, null, new AuditOptions { FloorAfterTarget = true });
            (bars, fills, accounts, violations) =
                (bars + report.BarCount, fills + report.FillCount, accounts + report.AccountCount, violations
                    + report.Violations.Count);
            reached.AddRange(report.Breaches);
        }
        int Count(AuditRule rule) => reached.Count(line => line.Rule == rule);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {rules.Name} | {bars:N0} | {fills:N0} | {accounts} | {Count(AuditRule.Drawdown)} | {Count(AuditRule.DailyLoss)} "
            + $"| {Count(AuditRule.Pass)} | {violations} |"));
        return violations;
    }
}
