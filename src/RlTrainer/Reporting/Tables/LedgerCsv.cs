using System.Globalization;
using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>
/// What was ordered, filled and owned, as CSV texts from which anyone with the bars can work out every trade, balance and
/// threshold again. Money in dollars, prices in points, times on the New York wall clock unless a column says UTC.
/// </summary>
internal static class LedgerCsv
{
    /// <summary>One row an execution, in order.</summary>
    /// <param name="evaluation">A policy on held-out days.</param>
    /// <returns>A header and a row a fill.</returns>
    public static string Fills(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        Instrument instrument = evaluation.Bars.Instrument;
        var csv = new CsvText("number", "account", "bar_time_eastern", "time_utc", "order", "contracts", "price",
            "slippage_points", "commission_usd", "fees_usd", "reason", "symbol");
        int number = 0;
        foreach (Fill fill in evaluation.Journal.Fills)
            csv.Row(
                ++number, fill.AccountNumber, BarTime.Eastern(evaluation.Bars, fill.BarIndex), BarTime.Utc(fill.UtcSeconds),
                fill.Side == Side.Long ? "buy" : "sell", fill.Contracts, instrument.PriceOf(fill.PriceTicks),
                instrument.PriceOf(fill.SlippageTicks),
                fill.CommissionCents / 100m, fill.FeeCents / 100m, fill.Reason,
                fill.IsMicro ? instrument.Micro : instrument);
        return csv.ToString();
    }

    /// <summary>One row whenever stop or target of a position are set or move.</summary>
    /// <param name="evaluation">A policy on held-out days.</param>
    /// <returns>A header and a row a change.</returns>
    public static string Protections(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        Instrument instrument = evaluation.Bars.Instrument;
        var csv = new CsvText("account", "from_bar_eastern", "stop", "target");
        foreach (ProtectionChange change in evaluation.Journal.Protections)
            csv.Row(change.AccountNumber, BarTime.Eastern(evaluation.Bars, change.BarIndex),
                instrument.PriceOf(change.StopTicks), instrument.PriceOf(change.TargetTicks));
        return csv.ToString();
    }

    /// <summary>One row an account: how it went, and the contract and the rules it was held to.</summary>
    /// <param name="evaluation">A policy on held-out days.</param>
    /// <returns>A header and a row an account.</returns>
    public static string Accounts(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        (Instrument instrument, RuleSet rules) = (evaluation.Bars.Instrument, evaluation.Rules);
        var csv = new CsvText(
            "account", "first_bar_eastern", "last_bar_eastern", "start_usd", "end_usd", "ended", "symbol", "tick_points",
            "tick_usd", "rules",
            "target_usd", "floor_after_target", "drawdown_usd", "drawdown_basis", "drawdown_check", "lock_trigger_usd",
            "lock_level_usd",
            "daily_loss_usd", "daily_reset_eastern", "flat_time_eastern");
        foreach (AccountEnd end in evaluation.Journal.Accounts)
            csv.Row(
                end.AccountNumber, BarTime.Eastern(evaluation.Bars, end.FirstBar), BarTime.Eastern(evaluation.Bars, end.LastBar),
                rules.StartCents / 100m,
                end.EquityCents / 100m, end.Reason, instrument.Symbol, instrument.TickSize, instrument.TickValueCents / 100m,
                rules.Name,
                rules.Stage == AccountStage.Funded ? null : rules.TargetCents / 100m, FloorAfterTarget(evaluation),
                rules.Drawdown.AmountCents / 100m, rules.Drawdown.Basis,
                rules.Drawdown.Check,
                rules.Drawdown.Lock?.TriggerCents / 100m, rules.Drawdown.Lock?.LevelCents / 100m,
                rules.DailyLoss?.AmountCents / 100m,
                Clock(rules.DailyReset), Clock(rules.FlatTime));
        return csv.ToString();
    }

    private static string? FloorAfterTarget(PolicyEvaluation evaluation) =>
        evaluation.Config is not { } config ? null : config.AfterTarget == TargetOutcome.RaisesFloor ? "yes" : "no";

    private static string Clock(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
