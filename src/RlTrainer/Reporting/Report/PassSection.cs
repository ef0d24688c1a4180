using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>How likely an account passes, under the enforced rules and under other presets.</summary>
internal static class PassSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        html.Element("h2", "Would an account pass?");
        PassProbability[] all = [.. new[] { subject.Pass }.OfType<PassProbability>(), .. content.OtherPresets];
        if (all.Length == 0)
        {
            html.Element("p", $"No answer is given: {subject.PassRefusal}.");
            return;
        }
        html.Element("p", $"Fresh accounts live through days drawn at random from the {all[0].TestDays} held-out days, each day "
            + $"bar by bar as it was walked, until they pass, breach or run out of time. Passing takes every condition in the "
            + $"last column at one moment; until then an account trades on. "
            + "The intervals come from drawing the held-out days themselves again: few days, wide intervals.");
        html.Table(
            ["Rules", "Horizon", "Passed", "95 % interval", "Breached", "95 % interval", "Undecided", "Median days to pass",
                "Fees to pass", "Contracts", "Passing takes"],
            all.Select(pass => new[]
            {
                pass.RuleSet, $"{pass.HorizonDays} days", NumberText.Share(pass.Passed),
                    NumberText.Of(pass.PassedInterval, MetricUnit.Share),
                NumberText.Share(pass.Breached), NumberText.Of(pass.BreachedInterval, MetricUnit.Share),
                NumberText.Share(pass.Undecided),
                NumberText.Of(pass.MedianDaysToPass, MetricUnit.Count), NumberText.Of(pass.FeesToPass, MetricUnit.Dollars),
                pass.Sizing,
                pass.Conditions,
            }), 9, 10);
        if (content.OtherPresets.Count > 0)
            html.Element("p", "Other presets judge the same days: the policy did not know their rules, so it entered and left as "
                + "it did "
                + "under the enforced ones; a trade larger than a preset allows at the start counts with the size it allows. "
                + "Fees to "
                + "pass: paid on average until an account passes, tried again and again.", "soft small");
    }
}
