using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>Where the figures came from, so that they can be made again.</summary>
internal static class ProvenanceSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        RuleSet rules = subject.Rules;
        (string, string)[] own =
        [
            ("Bars", subject.Bars.ToString()), ("Synthetic", subject.Bars.IsSynthetic ? "yes" : "no"),
            ("Rules", $"{rules.Title} ('{rules.Name}'), compared with their source on "
                + $"{rules.VerifiedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}"),
                    ("Source of the rules", rules.Source),
            ("Costs", $"{NumberText.Dollars(subject.Bars.Instrument.CommissionPerSideCents / 100.0)} a contract and side, "
                + $"{subject.Bars.Instrument.SlippageTicks} tick(s) of slippage on each market order"),
        ];
        html.Element("h2", "Provenance").Open("dl");
        foreach ((string name, string value) in own.Concat(content.Provenance)) html.Element("dt", name).Element("dd", value);
        html.Close("dl");
    }
}
