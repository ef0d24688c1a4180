using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Reporting;
using RlTrainer.Trading;

namespace RlTrainer.Interactive;

/// <summary>Results of policies and their trades: a short table and the equity they made.</summary>
internal static class EvaluationFormatters
{
    private const int MostTrades = 30;

    private static readonly string[] HeadlineKeys =
        ["net_profit", "net_profit_error", "sharpe", "max_drawdown", "trades", "win_rate", "profit_factor", "mean_r", "exposure",
            "costs", "cost_per_r", "coverage"];

    public static void Register()
    {
        Formatters.Add<PolicyEvaluation>(
            (Formatters.Html, evaluation => Compared([evaluation]) + Equity(evaluation).Svg),
            (Formatters.Plotly, evaluation => Equity(evaluation).PlotlyJson ?? string.Empty),
            (Formatters.Plain, PlainOf));
        // A comparison is read as a table; the figure of its curves is EquityChart's.
        Formatters.Add<Comparison>(
            (Formatters.Html, comparison => Compared(comparison.Policies)),
            (Formatters.Plain, comparison => string.Join("\n", comparison.Policies.Select(PlainOf))));
        Formatters.Add<EvaluationMetrics>((Formatters.Html, MetricsTable), (Formatters.Plain, MetricsText));
        Formatters.Add<TradingJournal>(
            (Formatters.Html, journal => Trades(journal.Trades, $" in {Count(journal.Accounts.Count)} accounts")
                + Profit(journal.Trades).Svg),
            (Formatters.Plotly, journal => Profit(journal.Trades).PlotlyJson ?? string.Empty),
            (Formatters.Plain, journal => $"{Count(journal.Trades.Count)} trades in {Count(journal.Accounts.Count)} accounts"));
        Formatters.Add<IEnumerable<Trade>>(
            (Formatters.Html, trades => Trades([.. trades], string.Empty) + Profit(trades).Svg),
            (Formatters.Plotly, trades => Profit(trades).PlotlyJson ?? string.Empty),
            (Formatters.Plain, trades => $"{Count(trades.Count())} trades, net {Dollars(trades.Sum(trade => trade.NetCents))}"));
    }

    private static string Compared(IReadOnlyList<PolicyEvaluation> policies)
    {
        PolicyEvaluation first = policies[0];
        var table = new HtmlTable(
            $"{first.Bars.Days.Count} held-out days of {first.Bars.Instrument.Symbol} under "
            + $"{first.Rules.Title}{(first.Bars.IsSynthetic ? " (synthetic data)" : string.Empty)}",
            ["figure", .. policies.Select(policy => policy.PolicyName)]);
        foreach (MetricDefinition metric in MetricDefinition.All.Where(metric => HeadlineKeys.Contains(metric.Key)))
            table.Row([metric.Title, .. policies.Select(policy => NumberText.Of(metric.Of(policy.Metrics), metric.Unit))]);
        table.Row(["Accounts used", .. policies.Select(policy => Count(policy.AccountsUsed))]);
        table.Row(["Passes the programme", .. policies.Select(policy => policy.Pass is { } pass
            ? $"{NumberText.Share(pass.Passed)} ({NumberText.Share(pass.PassedInterval.Low)} to "
                + $"{NumberText.Share(pass.PassedInterval.High)})" : policy.Rules.Stage == AccountStage.Funded
                    ? "funded: no target" : "–")]);
        return table.ToString();
    }

    private static SvgFigure Equity(PolicyEvaluation evaluation) => EquityChart.Of(
        $"Equity of {evaluation.PolicyName}",
        [new EquityLine(evaluation.PolicyName, evaluation.Equity,
            [.. evaluation.Journal.Accounts.Select(account => account.LastBar)])],
        evaluation.Bars);

    private static string PlainOf(PolicyEvaluation evaluation) =>
        $"{evaluation.PolicyName}: " + string.Join(", ", MetricDefinition.All.Where(metric => HeadlineKeys.Contains(metric.Key))
            .Select(metric => $"{metric.Title.ToLowerInvariant()} {NumberText.Of(metric.Of(evaluation.Metrics), metric.Unit)}"));

    private static string MetricsTable(EvaluationMetrics metrics)
    {
        var table = new HtmlTable("all figures", "figure", "value", "how it is computed");
        foreach (MetricDefinition metric in MetricDefinition.All)
        {
            Measured value = metric.Of(metrics);
            table.Row(metric.Title, NumberText.Of(value, metric.Unit), value.Reason is { } reason ? $"undefined: {reason}"
                : metric.Formula);
        }

        return table.ToString();
    }

    private static string MetricsText(EvaluationMetrics metrics) =>
        string.Join("\n", MetricDefinition.All.Select(
            metric => $"{metric.Title}: {NumberText.Of(metric.Of(metrics), metric.Unit)}"));

    private static string Trades(List<Trade> trades, string where)
    {
        var table = new HtmlTable(
            $"{Count(trades.Count)} trades{where}{(trades.Count > MostTrades ? $", the last {MostTrades}" : string.Empty)}",
            "account", "side", "contracts", "entry bar", "exit bar", "net", "costs", "exit");
        foreach (Trade trade in trades.TakeLast(MostTrades))
        {
            table.AccentRow(trade.NetCents >= 0 ? "#4895ef" : "#e76f51",
                Count(trade.AccountNumber), trade.Side.ToString(), Count(trade.Contracts) + (trade.IsMicro ? " micros" : ""),
                Count(trade.EntryBar),
                Count(trade.ExitBar),
                Dollars(trade.NetCents), Dollars(trade.CostCents), trade.ExitReason.ToString());
        }

        return table.ToString();
    }

    private static SvgFigure Profit(IEnumerable<Trade> trades)
    {
        List<double> numbers = [], profits = [];
        long sum = 0;
        foreach (Trade trade in trades)
        {
            sum += trade.NetCents;
            numbers.Add(numbers.Count + 1);
            profits.Add(sum / 100.0);
        }

        return LineChart.Of("Profit after costs, trade by trade", "trade", "dollars",
            [new Curve("profit so far", numbers, profits)]);
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(long cents) => NumberText.Dollars(cents / 100.0);
}
