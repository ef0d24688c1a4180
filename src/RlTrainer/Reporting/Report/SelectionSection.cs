using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>How much of the result is the choice of the best of many trials, and how often the test was looked at.</summary>
internal static class SelectionSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        if (content.Selection is null && content.TestOpenings.Count == 0) return;
        html.Element("h2", "How much of this is selection?");
        if (content.Selection is { } evidence) Write(html, evidence, content.AgainstBaselines);
        if (content.TestOpenings.Count > 0)
            html.Element("p", content.TestOpenings.Count == 1
                ? "The sealed test days were opened once, for this report."
                : $"The sealed test days have been opened {content.TestOpenings.Count} times: each further look makes them less "
                    + $"held out.");
    }

    private static void Write(
        HtmlText html, SelectionEvidence evidence, IReadOnlyList<(string Baseline, RealityCheck Check)> baselines)
    {
        html.Element("p", evidence.Trials <= 1 ? "One trial is counted; nothing is deducted."
            : $"The policy was chosen from {evidence.Trials} trials; the best of many looks good even without skill.");
        var rows = new List<string[]>
        {
            new[] { "Deflated Sharpe ratio", NumberText.Of(evidence.DeflatedSharpe, MetricUnit.Share),
                evidence.DeflatedSharpe.Reason
                    ?? "Probability that the true Sharpe ratio is above what the best of so many trials shows by luck; above 95 "
                        + "% is convincing (Bailey and López de Prado 2014)." },
            new[] { "Sharpe ratio that luck explains", NumberText.Of(evidence.ExpectedMaximumSharpe, MetricUnit.Number),
                evidence.ExpectedMaximumSharpe.Reason ?? "Annualised; expected of the best of the trials without skill." },
        };
        if (evidence.RealityCheck is { } check)
            rows.Add(["White's reality check, p", P(check),
                "Probability of a best trial this good if none were better than staying flat; below 0.05 is convincing (White "
                + "2000)."]);
        foreach ((string baseline, RealityCheck against) in baselines)
            rows.Add([$"Reality check against {baseline}, p", P(against),
                "The same question with this baseline in place of staying flat."]);
        if (evidence.Overfitting is { } overfitting)
            rows.Add(["Probability of overfitting", NumberText.Share(overfitting.Probability),
                $"How often the best trial of half of the days lies in the lower half on the other half, over "
                + $"{NumberText.Number(overfitting.Splits, 0)} ways of halving; below 10 % is good (Bailey et al. 2015)."]);
        rows.Insert(0, ["Verdict", Verdict(evidence, baselines),
            "Convincing only if the deflated Sharpe ratio is above 95 % and every reality check below 0.05."]);
        html.Table(["Test", "Result", "What it means"], rows, 2);
    }

    private static string P(RealityCheck check) => check.PValue < 0.001 ? "below 0.001" : NumberText.Number(check.PValue, 3);

    private static string Verdict(SelectionEvidence evidence, IReadOnlyList<(string Baseline, RealityCheck Check)> baselines)
    {
        if (evidence.DeflatedSharpe.Value is not { } deflated || evidence.RealityCheck is not { } flat) return "cannot be judged";
        bool convinces = deflated > 0.95 && flat.PValue < 0.05 && baselines.All(one => one.Check.PValue < 0.05);
        return convinces ? "more than luck and choice explain" : "nothing shown: luck and choice explain it";
    }
}
