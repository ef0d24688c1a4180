using FsCheck;
using FsCheck.Fluent;
using RlTrainer.Audit;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Audit;

public sealed class AuditPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void Over_a_million_random_steps_the_auditor_agrees_to_the_cent_and_no_invariant_breaks()
    {
        var tally = new Tally();
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Walk((ulong)seed, tally))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(480).WithReplay(20260101, 7));
        output.WriteLine(tally.ToString());
        Assert.True(tally.Steps >= 1_000_000, tally.ToString());
        Assert.True(tally.Fills > 10_000 && tally.Breaches > 80 && tally.DailyPauses > 5 && tally.Targets > 10, tally.ToString());
    }

    private static void Walk(ulong seed, Tally tally)
    {
        Scenario scenario = Scenario.Of(seed, days: 2);
        TradingJournal journal = Walks.Random(scenario.Table, scenario.Config, scenario.Rules, seed, 0.6 + 0.39 * (seed % 97) / 97.0, scenario.Seconds);
        var options = new AuditOptions
        {
            FloorAfterTarget = scenario.Config.AfterTarget == TargetOutcome.RaisesFloor,
            TargetThroughTicks = (int)scenario.Config.TargetFill,
        };
        AuditReport report = ComplianceAudit.Run(scenario.Bars, scenario.Rules, journal, scenario.Seconds, options);
        Assert.True(report.IsClean, $"seed {seed}, {scenario.Config}, {scenario.Rules}: {report.ToText()}");
        CheckMoney(scenario, journal);
        CheckFlatTime(scenario, journal);
        CheckContracts(scenario, journal);
        tally.Add(journal, report);
    }

    /// <summary>Balance = start + every trade's net, exactly; a trade's costs are those of its fills.</summary>
    private static void CheckMoney(Scenario scenario, TradingJournal journal)
    {
        foreach (AccountEnd end in journal.Accounts)
        {
            long net = journal.Trades.Where(trade => trade.AccountNumber == end.AccountNumber).Sum(trade => trade.NetCents);
            Assert.Equal(scenario.Rules.StartCents + net, end.EquityCents);
        }
        long costs = journal.Fills.Sum(fill => fill.CommissionCents + (long)fill.SlippageTicks * fill.Contracts * scenario.Bars.Instrument.TickValueCents);
        Assert.Equal(costs, journal.Trades.Sum(trade => trade.CostCents));
    }

    private static void CheckFlatTime(Scenario scenario, TradingJournal journal)
    {
        foreach (EquityPoint point in journal.Equity)
        {
            TradingDay day = scenario.Bars.Days.First(day => point.BarIndex >= day.FirstBar && point.BarIndex < day.EndBar);
            long flat = Math.Min(day.Date.At(scenario.Rules.FlatTime).InUtc().ToInstant().ToUnixTimeSeconds(), day.CloseEasternSeconds - 60);
            long end = scenario.Bars.EasternSeconds[point.BarIndex] + 60;
            Assert.True(end <= flat, $"seed {scenario.Seed}: bar {point.BarIndex} was walked after flat time");
            bool isLast = point.BarIndex + 1 == day.EndBar || scenario.Bars.EasternSeconds[point.BarIndex + 1] + 60 > flat;
            if (isLast) Assert.Equal(0, point.Contracts);
        }
    }

    private static void CheckContracts(Scenario scenario, TradingJournal journal)
    {
        foreach (Fill fill in journal.Fills.Where(fill => fill.Reason == FillReason.Entry))
            Assert.InRange(fill.Contracts, 1, scenario.Config.Contracts);
    }

    private sealed class Tally
    {
        private readonly SortedDictionary<string, long> _adjustments = [];

        public long Steps { get; private set; }

        public long Fills { get; private set; }

        public long Breaches { get; private set; }

        public long DailyPauses { get; private set; }

        public long Targets { get; private set; }

        public void Add(TradingJournal journal, AuditReport report)
        {
            Steps += journal.Equity.Count;
            Fills += journal.Fills.Count;
            foreach ((string reason, int count) in journal.EntryAdjustments) _adjustments[reason] = _adjustments.GetValueOrDefault(reason) + count;
            Breaches += report.Breaches.Count(line => line.Rule == AuditRule.Drawdown);
            DailyPauses += report.Breaches.Count(line => line.Rule == AuditRule.DailyLoss);
            Targets += report.Breaches.Count(line => line.Rule == AuditRule.Target);
        }

        public override string ToString() =>
            $"{Steps} steps, {Fills} fills, {Breaches} drawdown breaches, {DailyPauses} daily limits, {Targets} targets; "
            + string.Join(", ", _adjustments.Select(pair => $"{pair.Value} {pair.Key}"));
    }
}
