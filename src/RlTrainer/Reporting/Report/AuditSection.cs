using RlTrainer.Audit;

namespace RlTrainer.Reporting;

/// <summary>What the independent auditor found; without an audit the page says that nothing was checked.</summary>
internal static class AuditSection
{
    private const int MostLines = 15;

    public static void Write(HtmlText html, ReportContent content)
    {
        html.Element("h2", "Audit of the rules");
        if (content.Subject.Audit is not { } audit)
        {
            html.Element("p", "This journal was not audited: nothing is known about whether the rules were kept.", "verdict bad");
            return;
        }
        html.Element("p", audit.Headline, audit.IsClean ? "verdict good" : "verdict bad");
        html.Element("p", $"{NumberText.Number(audit.AccountCount, 0)} accounts, {NumberText.Number(audit.FillCount, 0)} fills "
            + $"and {NumberText.Number(audit.BarCount, 0)} bars were recomputed from bars, calendar, rule data and the fill log "
            + $"alone, without the classes that did the trading.", "soft");
        Lines(html, content, "Violations", audit.Violations);
        Lines(html, content, "Limits and targets reached", audit.Breaches);
        Lines(html, content, "How close it came", audit.Closest);
    }

    private static void Lines(HtmlText html, ReportContent content, string name, IReadOnlyList<AuditLine> lines)
    {
        if (lines.Count == 0) return;
        html.Element("h3", lines.Count > MostLines ? $"{name}, the first {MostLines} of {lines.Count}" : name);
        html.Table(
            ["Rule", "Account", "When (Eastern)", "Value", "Limit", "Margin", "What"],
            lines.Take(MostLines)
                .Select(line => new[] { Spaced(line.Rule), NumberText.Number(line.AccountNumber, 0),
                    BarTime.Short(content.Subject.Bars, line.Bar), line.ValueText, line.LimitText, line.MarginText,
                    line.Text }), 2, 6);
    }

    /// <summary>"DailyLoss" as "Daily loss".</summary>
    private static string Spaced(AuditRule rule) =>
        string.Concat(rule.ToString()
            .Select((letter, index) => index > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter)
                : letter.ToString()));
}
