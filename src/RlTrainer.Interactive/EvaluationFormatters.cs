using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Reporting;
using RlTrainer.Runs;
using RlTrainer.Trading;

namespace RlTrainer.Interactive;

/// <summary>Results of policies, rule sets, journals, runs and checkpoints, as short tables.</summary>
internal static class EvaluationFormatters
{
    private const string Html = "text/html";
    private const string Plain = "text/plain";

    private static readonly string[] HeadlineKeys =
        ["net_profit", "net_profit_error", "sharpe", "max_drawdown", "trades", "win_rate", "profit_factor", "mean_r", "exposure", "costs", "coverage"];

    public static void Register()
    {
        Formatters.Add<FeatureTable>((Html, TableOfFeatures), (Plain, table => $"{table.SetName}: {Count(table.BarCount)} bars × {table.FeatureCount} features"));
        Formatters.Add<PolicyEvaluation>((Html, evaluation => Compared([evaluation]) + EquityOf(evaluation)), (Plain, PlainOf));
        Formatters.Add<Comparison>((Html, comparison => Compared(comparison.Policies)), (Plain, comparison => string.Join("\n", comparison.Policies.Select(PlainOf))));
        Formatters.Add<EvaluationMetrics>((Html, MetricsTable), (Plain, MetricsText));
        Formatters.Add<TradingJournal>((Html, JournalTable), (Plain, journal => $"{Count(journal.Trades.Count)} trades in {Count(journal.Accounts.Count)} accounts"));
        Formatters.Add<RuleSet>((Html, RulesTable), (Plain, rules => $"{rules.Title}: start {Dollars(rules.StartCents)}, target {Dollars(rules.TargetCents)}, drawdown {Dollars(rules.Drawdown.AmountCents)}"));
        Formatters.Add<Checkpoint>((Html, CheckpointTable), (Plain, checkpoint => $"{checkpoint.Manifest.Run}: phase {checkpoint.Manifest.Phase}, {Count(checkpoint.Manifest.Steps)} steps, {checkpoint.Manifest.Instrument}"));
        Formatters.Add<TrainingSummary>((Html, SummaryTable), (Plain, summary => $"{summary.Run}: {summary.StopReason} after {Count(summary.Steps)} steps, best validation reward {summary.BestReward.ToString("F3", CultureInfo.InvariantCulture)}"));
        Formatters.Add<TrainingPanel>((Html, panel => panel.ToHtml()), (Plain, panel => panel.ToString()));
    }

    private static string TableOfFeatures(FeatureTable features)
    {
        string state = features.IsNormalized ? "normalised" : "not normalised";
        var table = new HtmlTable($"{features.SetName}: {Count(features.BarCount)} bars × {features.FeatureCount} features, {state}, warm-up {features.WarmUpBars} bars", "feature", "mean", "deviation", "lowest", "highest");
        for (int column = 0; column < features.FeatureCount; column++)
        {
            double sum = 0, squares = 0, lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
            int bars = 0;
            for (int bar = features.WarmUpBars; bar < features.BarCount; bar++, bars++)
            {
                double value = features.Row(bar)[column];
                (sum, squares, lowest, highest) = (sum + value, squares + (value * value), Math.Min(lowest, value), Math.Max(highest, value));
            }

            double mean = bars == 0 ? double.NaN : sum / bars;
            double deviation = bars == 0 ? double.NaN : Math.Sqrt(Math.Max(0, (squares / bars) - (mean * mean)));
            table.Row(features.Names[column], Short(mean), Short(deviation), bars == 0 ? "–" : Short(lowest), bars == 0 ? "–" : Short(highest));
        }

        return table.ToString();
    }

    private static string Compared(IReadOnlyList<PolicyEvaluation> policies)
    {
        PolicyEvaluation first = policies[0];
        var table = new HtmlTable(
            $"{first.Bars.Days.Count} held-out days of {first.Bars.Instrument.Symbol} under {first.Rules.Title}{(first.Bars.IsSynthetic ? " (synthetic data)" : string.Empty)}",
            ["figure", .. policies.Select(policy => policy.PolicyName)]);
        foreach (MetricDefinition metric in MetricDefinition.All.Where(metric => HeadlineKeys.Contains(metric.Key)))
            table.Row([metric.Title, .. policies.Select(policy => NumberText.Of(metric.Of(policy.Metrics), metric.Unit))]);
        table.Row(["Accounts used", .. policies.Select(policy => Count(policy.AccountsUsed))]);
        table.Row(["Passes the programme", .. policies.Select(policy => policy.Pass is { } pass ? $"{NumberText.Share(pass.Passed)} ({NumberText.Share(pass.PassedInterval.Low)} to {NumberText.Share(pass.PassedInterval.High)})" : "–")]);
        return table.ToString();
    }

    private static string EquityOf(PolicyEvaluation evaluation) =>
        EquityChart.Of($"Equity of {evaluation.PolicyName}", [new EquityLine(evaluation.PolicyName, evaluation.Equity, [.. evaluation.Journal.Accounts.Select(account => account.LastBar)])], evaluation.Bars).Svg;

    private static string PlainOf(PolicyEvaluation evaluation) =>
        $"{evaluation.PolicyName}: " + string.Join(", ", MetricDefinition.All.Where(metric => HeadlineKeys.Contains(metric.Key))
            .Select(metric => $"{metric.Title.ToLowerInvariant()} {NumberText.Of(metric.Of(evaluation.Metrics), metric.Unit)}"));

    private static string MetricsTable(EvaluationMetrics metrics)
    {
        var table = new HtmlTable("all figures", "figure", "value", "how it is computed");
        foreach (MetricDefinition metric in MetricDefinition.All)
        {
            Measured value = metric.Of(metrics);
            table.Row(metric.Title, NumberText.Of(value, metric.Unit), value.Reason is { } reason ? $"undefined: {reason}" : metric.Formula);
        }

        return table.ToString();
    }

    private static string MetricsText(EvaluationMetrics metrics) =>
        string.Join("\n", MetricDefinition.All.Select(metric => $"{metric.Title}: {NumberText.Of(metric.Of(metrics), metric.Unit)}"));

    private static string JournalTable(TradingJournal journal)
    {
        const int Most = 30;
        var table = new HtmlTable($"{Count(journal.Trades.Count)} trades in {Count(journal.Accounts.Count)} accounts{(journal.Trades.Count > Most ? $", the last {Most}" : string.Empty)}",
            "account", "side", "contracts", "entry bar", "exit bar", "net", "costs", "exit");
        foreach (Trade trade in journal.Trades.TakeLast(Most))
        {
            table.AccentRow(trade.NetCents >= 0 ? "#4895ef" : "#e76f51",
                Count(trade.AccountNumber), trade.Side.ToString(), Count(trade.Contracts), Count(trade.EntryBar), Count(trade.ExitBar),
                Dollars(trade.NetCents), Dollars(trade.CostCents), trade.ExitReason.ToString());
        }

        return table.ToString();
    }

    private static string RulesTable(RuleSet rules) => new HtmlTable($"{rules.Title} ({rules.Name})")
        .Row("start", Dollars(rules.StartCents)).Row("profit target", Dollars(rules.TargetCents))
        .Row("trailing drawdown", $"{Dollars(rules.Drawdown.AmountCents)} below the highest {InWords(rules.Drawdown.Basis)}, {(rules.Drawdown.Check == DrawdownCheck.Live ? "checked at every moment" : "checked at the day's close")}")
        .Row("the threshold stops trailing", rules.Drawdown.Lock is { } stop ? $"at {Dollars(stop.LevelCents)}, once the peak is {Dollars(stop.TriggerCents)}" : "never")
        .Row("daily loss", rules.DailyLoss is { } loss ? $"{Dollars(loss.AmountCents)}{(loss.EndsAccount ? ", ends the account" : ", ends the day")}" : "none")
        .Row("the day begins", rules.DailyReset.ToString("HH:mm", CultureInfo.InvariantCulture) + " New York" + (rules.HalfDaysMerge ? "; half days join the next day" : ""))
        .Row("contracts", $"{rules.Contracts.Minis} minis, {rules.Contracts.MicrosPerMini} micros count as one{string.Concat((rules.Contracts.Tiers ?? []).Select(tier => $"; {tier.Minis} above {Dollars(tier.EndOfDayBalanceAboveCents)}"))}")
        .Row("days", $"at least {rules.MinimumDays}, {(rules.TimeLimitDays is { } most ? $"at most {most}" : "no limit")}").Row("automated trading", rules.Automation.ToString().ToLowerInvariant()).Row("flat by", rules.FlatTime.ToString("HH:mm", CultureInfo.InvariantCulture) + " New York")
        .Row("consistency", rules.Consistency is { } rule ? $"best day at most {NumberText.Share(rule.MaximumShare)}" : "none")
        .Row("verified", rules.VerifiedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) + ", confidence " + rules.Confidence)
        .Row("source", rules.Source).ToString();

    private static string InWords(DrawdownBasis basis) => basis switch
    {
        DrawdownBasis.LiveEquity => "equity, unrealised profit included",
        DrawdownBasis.ClosedBalance => "closed balance",
        _ => "end-of-day balance",
    };

    private static string CheckpointTable(Checkpoint checkpoint)
    {
        CheckpointManifest manifest = checkpoint.Manifest;
        return new HtmlTable($"checkpoint of {manifest.Run}")
            .Row("phase", Count(manifest.Phase)).Row("steps", Count(manifest.Steps)).Row("seed", manifest.Seed.ToString(CultureInfo.InvariantCulture))
            .Row("instrument", manifest.Instrument).Row("features", $"{manifest.FeatureSet}: {string.Join(", ", manifest.Features)}")
            .Row("actions", string.Join(", ", manifest.Actions)).Row("network", string.Join(" × ", manifest.Hidden)).Row("rules", manifest.Rules)
            .Row("can be resumed", checkpoint.IsResumable ? "yes" : "no").Row("data", manifest.DataHash).ToString();
    }

    private static string SummaryTable(TrainingSummary summary) => new HtmlTable($"run {summary.Run}: {summary.StopReason}")
        .Row("steps", Count(summary.Steps)).Row("best validation reward", $"{summary.BestReward.ToString("F3", CultureInfo.InvariantCulture)} at {Count(summary.BestSteps)} steps")
        .Row("evaluations", Count(summary.Evaluations)).Row("different starts", $"{Count(summary.DistinctStarts)} of {Count(summary.PossibleStarts)}")
        .Row("training bars covered", NumberText.Share(summary.ShareOfBarsCovered)).Row("steps with a choice", NumberText.Share(summary.DecisionShare))
        .Row("checkpoints", string.Join(", ", summary.Checkpoints)).ToString();

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(double value) => double.IsNaN(value) ? "–" : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Dollars(long cents) => NumberText.Dollars(cents / 100.0);
}
