using System.Globalization;
using RlTrainer.Evaluation;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What one table taught, judged on days it was not taught from.</summary>
/// <param name="Verdict">The gate's verdict on the judged days.</param>
/// <param name="EnteredShare">Share of the judged bars at which the policy would enter, in [0, 1].</param>
public sealed record ProbeFinding(EdgeVerdict Verdict, double EnteredShare)
{
    /// <summary>Each line of the gate, and the share of bars entered.</summary>
    /// <returns>Sentences without a final stop.</returns>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"it would enter at {EnteredShare:P1} of the bars");
        foreach (EdgeLine line in Verdict.Lines)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the most certain {line.Share:P0} of them, {line.Entries:N0} bars on {line.Days} days: ${line.MeanUsd:N0} ± "
                + $"{line.ErrorUsd:N0} an entry ({line.InErrors:0.0} standard errors)");
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
