using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>One random scenario walked, audited and held against every law that can be stated from outside.</summary>
internal sealed class ScenarioRun
{
    private readonly Scenario _scenario;
    private readonly BarSeries _bars;
    private readonly RuleSet _rules;
    private readonly TradingJournal _journal;
    private readonly AuditReport _report;

    private ScenarioRun(Scenario scenario, PropertyWalk walk)
    {
        (_scenario, _bars, _rules, _journal) = (scenario, scenario.Bars, scenario.Rules, walk.Journal);
        var options = new AuditOptions
        {
            Execution = scenario.Config.Execution,
            MicrosNearThreshold = scenario.Config.MicrosNearThreshold,
            FloorAfterTarget = scenario.Config.AfterTarget == TargetOutcome.RaisesFloor,
            TargetThroughTicks = (int)scenario.Config.TargetFill,
        };
        _report = ComplianceAudit.Run(_bars, _rules, _journal, scenario.Seconds, options);
    }

    /// <summary>Walks, audits, checks and counts; an exception names the seed.</summary>
    public static void Of(ulong seed, RunTally tally)
    {
        Scenario scenario = Scenario.Of(seed, days: 2);
        PropertyWalk walk = PropertyWalk.Of(scenario);
        var run = new ScenarioRun(scenario, walk);
        Assert.True(run._report.IsClean, $"seed {seed}, {scenario.Config}, {scenario.Rules}: {run._report.ToText(20)}");
        run.CheckMoney();
        run.CheckDays();
        run.CheckEntries();
        run.CheckStops();
        run.CheckEnds();
        tally.Add(scenario, walk, run._report);
        if (TradingEnvironments.ValidStarts(scenario.Table, scenario.Config, scenario.Rules).Count == 0) return;
        if (seed % 16 == 1) tally.ScalarSteps += ScalarComparison.Of(scenario, 120);
        if (seed % 16 == 2) tally.MirrorSteps += MirrorComparison.Of(scenario with { Seconds = null }, 200);
        if (seed % 16 == 3) tally.ResetSteps += ResetComparison.Of(scenario, 150);
    }

    /// <summary>Balance = start + every trade's net, exactly; a trade's costs are those of its fills.</summary>
    private void CheckMoney()
    {
        ILookup<int, Trade> trades = _journal.Trades.ToLookup(trade => trade.AccountNumber);
        foreach (AccountEnd end in _journal.Accounts)
            Assert.Equal((_scenario.Seed, _rules.StartCents + trades[end.AccountNumber].Sum(trade => trade.NetCents)),
                (_scenario.Seed, end.EquityCents));
        long costs = _journal.Fills.Sum(
            fill => fill.CommissionCents + fill.FeeCents
                + (long)fill.SlippageTicks * fill.Contracts * _bars.Instrument.TickValueCents / (fill.IsMicro ? 10 : 1));
        Assert.Equal((_scenario.Seed, costs), (_scenario.Seed, _journal.Trades.Sum(trade => trade.CostCents)));
    }

    /// <summary>Nothing is walked after flat time, and nothing is open at it.</summary>
    private void CheckDays()
    {
        int index = 0;
        foreach (TradingDay day in _bars.Days)
        {
            long flat = Math.Min(
                day.Date.At(_rules.FlatTime).InUtc().ToInstant().ToUnixTimeSeconds(), day.CloseEasternSeconds - 60);
            for (; index < _journal.Equity.Count && _journal.Equity[index].BarIndex < day.EndBar; index++)
            {
                EquityPoint point = _journal.Equity[index];
                Assert.True(_bars.EasternSeconds[point.BarIndex] + 60 <= flat,
                    $"seed {_scenario.Seed}: bar {point.BarIndex} was walked after flat time");
                bool isLast = point.BarIndex + 1 == day.EndBar || _bars.EasternSeconds[point.BarIndex + 1] + 60 > flat;
                if (isLast) Assert.Equal((_scenario.Seed, 0), (_scenario.Seed, point.Contracts));
            }
        }
        Assert.Equal(_journal.Equity.Count, index);
    }

    private void CheckEntries()
    {
        int most = Math.Min(_scenario.Config.Contracts, _rules.Contracts.Highest(_bars.Instrument));
        foreach (Fill fill in _journal.Fills)
            if (fill.Reason == FillReason.Entry)
                Assert.InRange(fill.Contracts, 1, fill.IsMicro ? MostMicros(fill) : most);
    }

    /// <summary>Micros are traded where not one contract fits, and ten risk more than it by their commission: nine at
    /// most.</summary>
    private int MostMicros(Fill fill)
    {
        Assert.True(_scenario.Config.MicrosNearThreshold, $"seed {_scenario.Seed}: {fill} in micros, without the switch");
        return 9;
    }

    /// <summary>Within a trade a stop only tightens, so that it never lies beyond the initial risk.</summary>
    private void CheckStops()
    {
        int next = 0;
        foreach (Trade trade in _journal.Trades)
        {
            int side = (int)trade.Side, tightest = side * trade.EntryPriceTicks - trade.InitialStopTicks;
            for (; next < _journal.Protections.Count && _journal.Protections[next].BarIndex <= trade.ExitBar; next++)
            {
                ProtectionChange change = _journal.Protections[next];
                Assert.True(
                    change.AccountNumber == trade.AccountNumber && change.BarIndex >= trade.EntryBar
                        && side * change.StopTicks >= tightest,
                    $"seed {_scenario.Seed}: the stop of {trade} moved away or lay beyond the initial risk: {change}");
                tightest = side * change.StopTicks;
            }
        }
        Assert.Equal((_scenario.Seed, _journal.Protections.Count), (_scenario.Seed, next));
    }

    /// <summary>A breach ends the account at that bar (one that passed before is no breach), and so does passing;
    /// where the target raises the floor, the threshold stands at the target balance at least.</summary>
    private void CheckEnds()
    {
        Dictionary<int, AccountEnd> ends = _journal.Accounts.ToDictionary(end => end.AccountNumber);
        ILookup<int, EquityPoint> points = _journal.Equity.ToLookup(point => point.AccountNumber);
        foreach (AuditLine line in _report.Breaches)
        {
            if (line.Rule == AuditRule.Drawdown)
            {
                Assert.Equal((_scenario.Seed, line.Bar, true),
                    (_scenario.Seed, ends[line.AccountNumber].LastBar,
                        ends[line.AccountNumber].Reason is "drawdown breach" or "passed; traded on until a limit"));
                Assert.Equal((_scenario.Seed, line.Bar), (_scenario.Seed, points[line.AccountNumber].Last().BarIndex));
            }
            if (line.Rule == AuditRule.Pass)
            {
                Assert.Equal((_scenario.Seed, AccountOutcome.Passed), (_scenario.Seed, ends[line.AccountNumber].Outcome));
                Assert.Equal((_scenario.Seed, true), (_scenario.Seed, _rules.Stage == AccountStage.Evaluation));
                Assert.Equal((_scenario.Seed, 0),
                    (_scenario.Seed, points[line.AccountNumber].Single(point => point.BarIndex == line.Bar).Contracts));
                if (_scenario.Config.AfterTarget == TargetOutcome.Ends)
                    Assert.Equal((_scenario.Seed, line.Bar, "passed"),
                        (_scenario.Seed, ends[line.AccountNumber].LastBar, ends[line.AccountNumber].Reason));
            }
            if (line.Rule != AuditRule.Target || !line.Text.StartsWith("The threshold rose", StringComparison.Ordinal)) continue;
            foreach (EquityPoint point in points[line.AccountNumber])
                if (point.BarIndex > line.Bar)
                    Assert.True(point.ThresholdCents >= _rules.TargetBalanceCents,
                        $"seed {_scenario.Seed}: the floor fell at bar {point.BarIndex}");
        }
    }
}
