using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Reporting;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Reporting;

public sealed class TradesCsvTests
{
    private static readonly BarSeries Bars = TestMarket.RandomWalk(3, 4, Instrument.NQ);
    private static readonly PolicyEvaluation Evaluation = Backtest.Run(
        new RandomActions(1, 0.1), TestMarket.RandomTable(Bars, 3),
        EnvironmentConfig.Phase2 with { EntryWindow = EntryWindow.Full, Contracts = 3 }, new RuleSet(), 1);

    [Fact]
    public void A_written_log_reads_back_trade_for_trade()
    {
        IReadOnlyList<Trade> read = TradesCsv.Read(EvaluationCsv.Trades(Evaluation), "trades.csv", Bars);
        Assert.True(read.Count > 10, $"{read.Count} trades");
        // The log's prices have six decimals; everything else is exact. Accounts are judged as one.
        Assert.Equal(Evaluation.Journal.Trades.Select(Plain), read.Select(Plain));
        Assert.Equal(
            Rejudge.UnderEveryPreset([.. Evaluation.Journal.Trades], Bars).Select(judged => judged.ToString()),
            Rejudge.UnderEveryPreset(read, Bars).Select(judged => judged.ToString()));

        static Trade Plain(Trade trade) => trade with { AccountNumber = 1, ExitPriceTicks = Math.Round(trade.ExitPriceTicks, 3) };
    }

    [Fact]
    public void A_log_with_micros_reads_back_with_them_and_one_without_the_column_has_none()
    {
        PolicyEvaluation evaluation = Backtest.Run(
            new RandomActions(1, 0.1), TestMarket.RandomTable(Bars, 3),
            EnvironmentConfig.Phase2 with { EntryWindow = EntryWindow.Full, MicrosNearThreshold = true },
            new RuleSet { Drawdown = new DrawdownRule(15_000), DailyLoss = null }, 1);
        string log = EvaluationCsv.Trades(evaluation);
        bool[] micros = [.. evaluation.Journal.Trades.Select(trade => trade.IsMicro)];
        Assert.Contains(true, micros);
        Assert.Equal(micros, TradesCsv.Read(log, "log", Bars).Select(trade => trade.IsMicro));
        string before = string.Join('\n', log.TrimEnd('\n').Split('\n').Select(line => line[..line.LastIndexOf(',')]));
        Assert.DoesNotContain(TradesCsv.Read(before, "log", Bars), trade => trade.IsMicro);
        string other = log.Replace(",MNQ", ",MES", StringComparison.Ordinal);
        int line = Array.FindIndex(other.Split('\n'), text => text.EndsWith(",MES", StringComparison.Ordinal)) + 1;
        Assert.Equal($"log:{line}: symbol was 'MES'; expected NQ or MNQ, as the bars are.",
            Assert.Throws<InvalidDataException>(() => TradesCsv.Read(other, "log", Bars)).Message);
    }

    [Theory]
    [InlineData("side,contracts\nLong,1",
        "log:1: the columns entry_time_eastern, exit_time_eastern, entry_price, exit_price, initial_stop_points, "
        + "initial_target_points, net_usd, cost_usd, adverse_points, favorable_points, exit_reason are missing; expected the "
        + "header of a trades.csv that `rltrainer evaluate` wrote.")]
    [InlineData("HEADER\nLong,1", "log:2: found 2 fields, expected 13 as in the header.")]
    [InlineData("HEADER\nUp,1,T,T,1,1,1,1,1,1,1,1,Stop", "log:2: side was 'Up'; expected one of Flat, Long, Short.")]
    [InlineData("HEADER\nLong,x,T,T,1,1,1,1,1,1,1,1,Stop", "log:2: contracts was 'x'; expected a whole number.")]
    [InlineData("HEADER\nLong,1,noon,T,1,1,1,1,1,1,1,1,Stop",
        "log:2: entry_time_eastern was 'noon'; expected a New York time as 2024-01-08T09:30:00.")]
    [InlineData("HEADER\nLong,1,1999-01-01T00:00:00,T,1,1,1,1,1,1,1,1,Stop",
        "log:2: entry_time_eastern was '1999-01-01T00:00:00'; expected the time of a bar of test bars; pass the bars that the "
        + "trades were made on.")]
    [InlineData("HEADER\nLong,1,T,T,1.1,1,1,1,1,1,1,1,Stop",
        "log:2: entry_price was '1.1'; expected whole ticks of 0.25, as NQ has.")]
    public void A_log_that_cannot_be_read_is_refused_with_line_and_value(string text, string message)
    {
        const string Header = "side,contracts,entry_time_eastern,exit_time_eastern,entry_price,exit_price,initial_stop_points,"
            + "initial_target_points,net_usd,cost_usd,adverse_points,favorable_points,exit_reason";
        text = text.Replace("HEADER", Header, StringComparison.Ordinal)
            .Replace(",T,", $",{BarTime.Eastern(Bars, 40)},", StringComparison.Ordinal)
                .Replace(",T,", $",{BarTime.Eastern(Bars, 41)},", StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => TradesCsv.Read(text, "log", Bars)).Message);
    }
}
