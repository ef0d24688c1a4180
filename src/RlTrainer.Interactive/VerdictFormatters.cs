using System.Globalization;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Reporting;
using RlTrainer.Trading;

namespace RlTrainer.Interactive;

/// <summary>Rule sets, what they say about trades, and what the auditor found.</summary>
internal static class VerdictFormatters
{
    private const string Good = "#2a9d8f", Bad = "#e76f51", Open = "#4895ef", Late = "#e9c46a";

    public static void Register()
    {
        Formatters.Add<RuleSet>(
            (Formatters.Html, RulesTable),
            (Formatters.Plain, rules =>
                $"{rules.Title}: start {Dollars(rules.StartCents)}, {Target(rules)}, drawdown "
                + $"{Dollars(rules.Drawdown.AmountCents)}"));
        Formatters.Add<Rejudgement>((Formatters.Html, verdict => Table([verdict])), (Formatters.Plain, Text));
        Formatters.Add<IEnumerable<Rejudgement>>(
            (Formatters.Html, verdicts => Table(verdicts)
                + BarChart.Of("Distance to the drawdown threshold at the end", "dollars", Room(verdicts), value =>
                    NumberText.Dollars(value)).Svg),
            (Formatters.Plotly, verdicts =>
                PlotlyFigure.Bars("Distance to the drawdown threshold at the end", "dollars", Room(verdicts))),
            (Formatters.Plain, verdicts => string.Join("\n", verdicts.Select(Text))));
        Formatters.Add<AuditReport>((Formatters.Html, AuditTable), (Formatters.Plain, report => report.ToText(25)));
    }

    private static string Table(IEnumerable<Rejudgement> verdicts)
    {
        var table = new HtmlTable(
            "the same trades under each rule set", "rules", "verdict", "because", "equity", "threshold", "days traded",
            "days paused", "trades", "refused", "best day");
        foreach (Rejudgement verdict in verdicts)
        {
            string colour = verdict.Outcome switch
            {
                AccountOutcome.Passed => Good,
                AccountOutcome.Breached => Bad,
                AccountOutcome.TimedOut or AccountOutcome.Closed => Late,
                _ => Open
            };
            table.AccentRow(colour, verdict.Preset, Word(verdict.Outcome), verdict.Reason, Dollars(verdict.EquityCents),
                Dollars(verdict.ThresholdCents),
                Count(verdict.TradedDays), Count(verdict.PausedDays), Count(verdict.TradesCounted), Count(verdict.TradesRefused),
                NumberText.Share(verdict.BestDayShare));
        }

        return table.ToString();
    }

    private static List<(string Category, double Amount)> Room(IEnumerable<Rejudgement> verdicts) =>
        [.. verdicts.Select(verdict => (verdict.Preset, (verdict.EquityCents - verdict.ThresholdCents) / 100.0))];

    private static string Text(Rejudgement verdict) =>
        $"{verdict.Preset}: {Word(verdict.Outcome)}, {verdict.Reason}; equity {Dollars(verdict.EquityCents)}, threshold "
        + $"{Dollars(verdict.ThresholdCents)}";

    private static string Word(AccountOutcome outcome) => outcome switch
    {
        AccountOutcome.Passed => "passed",
        AccountOutcome.Breached => "breached",
        AccountOutcome.TimedOut => "timed out",
        AccountOutcome.Closed => "closed",
        _ => "undecided",
    };

    private static string AuditTable(AuditReport report)
    {
        const int Most = 25;
        var table = new HtmlTable(
            $"{report.Headline} {Count(report.AccountCount)} account(s), {Count(report.FillCount)} fills and "
            + $"{Count(report.BarCount)} bars recomputed.",
            "finding", "rule", "account", "New York time", "value", "limit", "margin", "what");
        foreach (var (kind, colour, lines) in new[] { ("violation", Bad, report.Violations), ("reached", Late, report.Breaches),
            ("closest", Open, report.Closest) })
        {
            foreach (AuditLine line in lines.Take(Most))
                table.AccentRow(colour, kind, line.Rule.ToString(), Count(line.AccountNumber), line.TimeText, line.ValueText,
                    line.LimitText, line.MarginText, line.Text);
            if (lines.Count > Most) table.AccentRow(colour, $"… {Count(lines.Count - Most)} more");
        }

        return table.ToString();
    }

    private static string RulesTable(RuleSet rules) => new HtmlTable($"{rules.Title} ({rules.Name})")
        .Row("start", Dollars(rules.StartCents))
            .Row("profit target", rules.Stage == AccountStage.Funded ? "none: a funded account" : Dollars(rules.TargetCents))
        .Row("trailing drawdown",
            $"{Dollars(rules.Drawdown.AmountCents)} below the highest {InWords(rules.Drawdown.Basis)}, "
            + $"{(rules.Drawdown.Check == DrawdownCheck.Live ? "checked at every moment" : "checked at the day's close")}")
        .Row("the threshold stops trailing", rules.Drawdown.Lock is { } stop
            ? $"at {Dollars(stop.LevelCents)}, once the peak is {Dollars(stop.TriggerCents)}" : "never")
        .Row("daily loss", rules.DailyLoss is { } loss
            ? $"{Dollars(loss.AmountCents)}{(loss.EndsAccount ? ", ends the account" : ", ends the day")}" : "none")
        .Row("the day begins", rules.DailyReset.ToString("HH:mm", CultureInfo.InvariantCulture) + " New York"
            + (rules.HalfDaysMerge ? "; half days join the next day" : ""))
        .Row("contracts", $"{rules.Contracts.Minis} minis, {rules.Contracts.MicrosPerMini} micros count as one" + string.Concat(
            (rules.Contracts.Tiers ?? []).Select(
                tier => $"; {tier.Minis} above {Dollars(tier.EndOfDayBalanceAboveCents)}")))
        .Row("days", $"at least {rules.MinimumDays}, {(rules.TimeLimitDays is { } most ? $"at most {most}" : "no limit")}")
        .Row("flat by", rules.FlatTime.ToString("HH:mm", CultureInfo.InvariantCulture) + " New York")
        .Row("consistency", rules.Consistency is { } rule ? $"best day at most {NumberText.Share(rule.MaximumShare)}" : "none")
        .Row("automated trading", rules.Automation.ToString().ToLowerInvariant())
        .Row("verified", rules.VerifiedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) + ", confidence "
            + rules.Confidence)
        .Row("source", rules.Source).ToString();

    private static string Target(RuleSet rules) =>
        rules.Stage == AccountStage.Funded ? "funded, no target" : $"target {Dollars(rules.TargetCents)}";

    private static string InWords(DrawdownBasis basis) => basis switch
    {
        DrawdownBasis.LiveEquity => "equity, unrealised profit included",
        DrawdownBasis.ClosedBalance => "closed balance",
        _ => "end-of-day balance",
    };

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(long cents) => NumberText.Dollars(cents / 100.0);
}
