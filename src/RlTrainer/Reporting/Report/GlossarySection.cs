using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>What the words and figures mean.</summary>
internal static class GlossarySection
{
    private static readonly (string Word, string Meaning)[] Words =
    [
        ("R", "The money a trade risked at entry: contracts × distance to the stop × value of a tick."),
        ("Breach", "A limit of the programme was reached: an outcome of the account. A violation would be a rule that was not "
            + "enforced: a defect."),
        ("Trailing drawdown", "The account ends when equity falls to a threshold that follows the highest equity."),
        ("Greedy, sampled", "Greedy takes the likeliest action every time; sampled draws actions by their probabilities, as in "
            + "training."),
        ("Interval", "Days are drawn again in blocks and the figure is computed on each draw; the middle 95 % of the results is "
            + "the interval."),
        ("Held-out days", "Days that neither training nor the choice of the best model has seen."),
    ];

    public static void Write(HtmlText html)
    {
        html.Element("h2", "Glossary").Open("dl", "glossary");
        foreach ((string word, string meaning) in Words) html.Element("dt", word).Element("dd", meaning);
        foreach (MetricDefinition metric in MetricDefinition.All) html.Element("dt", metric.Title).Element("dd", metric.Formula);
        html.Close("dl");
    }
}
