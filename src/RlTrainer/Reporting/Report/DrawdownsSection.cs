using System.Globalization;
using NodaTime;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>The deepest falls and how the Sharpe ratio moved through the test days.</summary>
internal static class DrawdownsSection
{
    private const int MostSpells = 5;

    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        IReadOnlyList<DrawdownSpell> spells = DrawdownSpell.Of(subject.Equity, subject.Bars, MostSpells);
        SvgFigure? rolling = EvaluationFigures.RollingSharpe(subject);
        if (spells.Count == 0 && rolling is null) return;
        html.Element("h2", "Falls and steadiness");
        if (rolling is not null) html.Figure(rolling);
        if (spells.Count == 0) return;
        html.Table(
            ["Fall", "From the peak on", "Lowest on", "Reached again on", "Trading days", "Depth"],
            spells.Select((spell, rank) => new[]
            {
                NumberText.Number(rank + 1, 0), Day(spell.From), Day(spell.Lowest), spell.Until is { } until ? Day(until)
                    : "not by the end",
                NumberText.Number(spell.TradingDays, 0), NumberText.Dollars(spell.DepthCents / 100.0),
            }), 1, 2, 3);
    }

    private static string Day(LocalDate date) => date.ToString("d MMM uuuu", CultureInfo.InvariantCulture);
}
