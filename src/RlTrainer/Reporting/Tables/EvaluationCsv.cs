using System.Globalization;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>An evaluation as CSV texts; money in dollars, prices in points, times on the New York wall clock.</summary>
internal static class EvaluationCsv
{
    /// <summary>One row a round trip.</summary>
    public static string Trades(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        BarSeries bars = evaluation.Bars;
        Instrument instrument = bars.Instrument;
        var csv = new CsvText(
            "number", "account", "side", "contracts", "entry_time_eastern", "exit_time_eastern", "entry_price", "exit_price",
            "initial_stop_points",
            "initial_target_points", "net_usd", "cost_usd", "r_multiple", "adverse_points", "favorable_points", "bars_held",
            "exit_reason", "symbol");
        int number = 0;
        foreach (Trade trade in evaluation.Journal.Trades)
            csv.Row(
                ++number, trade.AccountNumber, trade.Side, trade.Contracts, BarTime.Eastern(bars, trade.EntryBar),
                BarTime.Eastern(bars, trade.ExitBar),
                instrument.PriceOf(trade.EntryPriceTicks), Math.Round((decimal)trade.ExitPriceTicks * instrument.TickSize, 6),
                instrument.PriceOf(trade.InitialStopTicks),
                instrument.PriceOf(trade.InitialTargetTicks), trade.NetCents / 100m, trade.CostCents / 100m,
                Math.Round(trade.RMultiple(instrument.TickValueCents), 6),
                instrument.PriceOf(trade.AdverseTicks), instrument.PriceOf(trade.FavorableTicks), trade.ExitBar - trade.EntryBar,
                trade.ExitReason, trade.IsMicro ? instrument.Micro : instrument);
        return csv.ToString();
    }

    /// <summary>One row a metric: key, value (empty when undefined), unit, why it is undefined, formula.</summary>
    public static string Metrics(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var csv = new CsvText("metric", "value", "unit", "undefined_because", "formula");
        foreach (MetricDefinition metric in MetricDefinition.All)
        {
            Measured measured = metric.Of(evaluation.Metrics);
            csv.Row(metric.Key, measured.Value, metric.Unit, measured.Reason, metric.Formula);
        }
        return csv.ToString();
    }

    /// <summary>One row a trading day.</summary>
    public static string Days(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var csv = new CsvText("date", "pnl_usd", "trades", "bars_walked", "bars_exposed");
        foreach (DayResult day in evaluation.Metrics.Days)
            csv.Row(day.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), day.PnlCents / 100m, day.Trades.Count,
                day.ProcessedBars, day.ExposedBars);
        return csv.ToString();
    }

    /// <summary>One row a processed bar: the account after it.</summary>
    public static string Equity(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        BarSeries bars = evaluation.Bars;
        var csv = new CsvText(
            "time_eastern", "account", "equity_usd", "lowest_usd", "highest_usd", "balance_usd", "threshold_usd", "day_pnl_usd",
            "side", "contracts", "stop", "target");
        foreach (EquityPoint at in evaluation.Journal.Equity)
            csv.Row(
                BarTime.Eastern(bars, at.BarIndex), at.AccountNumber, at.EquityCents / 100m, at.LowestEquityCents / 100m,
                at.HighestEquityCents / 100m, at.BalanceCents / 100m,
                at.ThresholdCents / 100m, at.DayPnlCents / 100m, at.Side, at.Contracts,
                at.Side == Side.Flat ? null : bars.Instrument.PriceOf(at.StopTicks), at.Side == Side.Flat ? null
                    : bars.Instrument.PriceOf(at.TargetTicks));
        return csv.ToString();
    }

    /// <summary>One row a policy, one column a metric; empty where undefined.</summary>
    public static string Comparison(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var csv = new CsvText(["policy", "accounts", .. MetricDefinition.All.Select(metric => metric.Key)]);
        foreach (PolicyEvaluation policy in comparison.Policies)
            csv.Row([policy.PolicyName, policy.AccountsUsed,
                .. MetricDefinition.All.Select(metric => (object?)metric.Of(policy.Metrics).Value)]);
        return csv.ToString();
    }
}
