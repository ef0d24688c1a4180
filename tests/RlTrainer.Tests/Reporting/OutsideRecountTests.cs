using System.Globalization;
using System.Text;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Reporting;
using RlTrainer.Tests.Architecture;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Reporting;

/// <summary>The files of an evaluation are enough for an outsider.</summary>
public sealed class OutsideRecountTests
{
    private static readonly BarSeries Bars = TestMarket.RandomWalk(5, 12, Instrument.NQ, 10).SelectDays(day => !day.IsEarlyClose);
    private static readonly FeatureTable Table = TestMarket.RandomTable(Bars, 5, 14);

    public static TheoryData<string> Programmes => ["live", "locked", "end of day", "closed balance", "target", "micros"];

    [Theory]
    [MemberData(nameof(Programmes))]
    public void Every_trade_balance_and_threshold_follows_from_bars_fills_protections_and_accounts(string programme)
    {
        PolicyEvaluation evaluation = Walked(RulesOf(programme));
        OutsideRecount recount =
            OutsideRecount.Of(BarsCsv(), LedgerCsv.Fills(evaluation), LedgerCsv.Protections(evaluation),
                LedgerCsv.Accounts(evaluation));
        string[] skipped = ["number", "r_multiple", "bars_held"];
        string[] trades = [.. OutsideRecount.Rows(EvaluationCsv.Trades(evaluation))
            .Select(row => string.Join(
                ',', row.Where(cell => !skipped.Contains(cell.Key)).Select(cell => OutsideRecount.Plain(cell.Value))))];
        Assert.True(trades.Length >= 25, $"only {trades.Length} trades");
        for (int index = 0; index < trades.Length; index++) Assert.Equal(trades[index], recount.Trades[index]);
        Assert.Equal(trades.Length, recount.Trades.Count);
        List<Dictionary<string, string>> equity = OutsideRecount.Rows(EvaluationCsv.Equity(evaluation));
        foreach (Dictionary<string, string> row in equity)
        {
            (decimal balance, decimal threshold) = recount.Books[$"{row["time_eastern"]},{row["account"]}"];
            Assert.Equal((row["time_eastern"], OutsideRecount.Number(row["balance_usd"]),
                OutsideRecount.Number(row["threshold_usd"])), (row["time_eastern"], balance, threshold));
        }
    }

    [Fact]
    public void The_recount_meets_partial_exits_moved_stops_targets_and_several_accounts()
    {
        PolicyEvaluation[] all =
            [.. new[] { "live", "closed balance", "target" }.Select(programme => Walked(RulesOf(programme)))];
        Assert.True(all[0].AccountsUsed > 1 && all[0].Journal.Protections.Count > all[0].Journal.Trades.Count);
        Assert.Equal(["MNQ", "NQ"], Symbols("micros"));
        FillReason[] met = [.. all.SelectMany(evaluation => evaluation.Journal.Fills).Select(fill => fill.Reason).Distinct()];
        foreach (FillReason reason in new[] { FillReason.Entry, FillReason.Stop, FillReason.Target, FillReason.Close,
            FillReason.Partial, FillReason.Breach })
            Assert.Contains(reason, met);
    }

    private static string[] Symbols(string programme) => [.. OutsideRecount.Rows(LedgerCsv.Fills(Walked(RulesOf(programme))))
        .Select(row => row["symbol"]).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void One_cent_or_tick_less_in_a_file_is_another_result()
    {
        PolicyEvaluation evaluation = Walked(RulesOf("live"));
        string fills = LedgerCsv.Fills(evaluation), changed = fills.Replace(",2.5,", ",2.49,", StringComparison.Ordinal);
        Assert.NotEqual(fills, changed);
        OutsideRecount honest =
            OutsideRecount.Of(BarsCsv(), fills, LedgerCsv.Protections(evaluation), LedgerCsv.Accounts(evaluation));
        OutsideRecount other =
            OutsideRecount.Of(BarsCsv(), changed, LedgerCsv.Protections(evaluation), LedgerCsv.Accounts(evaluation));
        Assert.NotEqual(honest.Trades, other.Trades);
    }

    [Theory]
    [InlineData("fills.csv")]
    [InlineData("protections.csv")]
    [InlineData("accounts.csv")]
    [InlineData("trades.csv")]
    [InlineData("equity.csv")]
    [InlineData("days.csv")]
    public void The_page_names_every_column_of_a_file_in_its_order(string file)
    {
        PolicyEvaluation evaluation = Walked(RulesOf("live"));
        string csv = file switch
        {
            "fills.csv" => LedgerCsv.Fills(evaluation),
            "protections.csv" => LedgerCsv.Protections(evaluation),
            "accounts.csv" => LedgerCsv.Accounts(evaluation),
            "trades.csv" => EvaluationCsv.Trades(evaluation),
            "equity.csv" => EvaluationCsv.Equity(evaluation),
            _ => EvaluationCsv.Days(evaluation),
        };
        string section = Repository.Read("src/evaluation-files.md").Split($"### {file}\n")[1].Split("\n### ")[0];
        string[] documented =
            [.. section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('`')[1])];
        Assert.Equal(csv.Split('\n')[0].Split(','), documented);
    }

    private static RuleSet RulesOf(string programme) => programme switch
    {
        "live" => new RuleSet { Drawdown = new DrawdownRule(60_000), DailyLoss = null },
        "locked" => new RuleSet
        {
            Drawdown = new DrawdownRule(120_000, Lock: new DrawdownLock(5_130_000, 5_010_000)),
            DailyLoss = null
        },
        "end of day" => new RuleSet { Drawdown = new DrawdownRule(150_000, DrawdownBasis.EndOfDay) },
        "micros" => new RuleSet { Drawdown = new DrawdownRule(22_000), DailyLoss = null },
        "closed balance" => new RuleSet { Drawdown = new DrawdownRule(150_000, DrawdownBasis.ClosedBalance) },
        _ => new RuleSet { Drawdown = new DrawdownRule(200_000), DailyLoss = null, TargetCents = 40_000 },
    };

    private static PolicyEvaluation Walked(RuleSet rules)
    {
        EnvironmentConfig config = EnvironmentConfig.Phase2 with
        {
            EntryWindow = EntryWindow.Full,
            Contracts = 3,
            MicrosNearThreshold = true
        };
        PolicyEvaluation evaluation = Backtest.Run(new RandomActions(7, 0.25), Table, config, rules, 1);
        Assert.True(evaluation.Audit!.IsClean, evaluation.Audit.ToText());
        return evaluation;
    }

    private static string BarsCsv()
    {
        var text = new StringBuilder("time_eastern,open,high,low,close\n");
        for (int bar = 0; bar < Bars.Count; bar++)
            text.Append(CultureInfo.InvariantCulture, $"{BarTime.Eastern(Bars, bar)},{Price(Bars.OpenTicks[bar])},"
                + $"{Price(Bars.HighTicks[bar])},{Price(Bars.LowTicks[bar])},{Price(Bars.CloseTicks[bar])}\n");
        return text.ToString();

        decimal Price(int ticks) => Bars.Instrument.PriceOf(ticks);
    }
}
