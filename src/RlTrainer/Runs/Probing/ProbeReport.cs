using System.Globalization;
using RlTrainer.Evaluation;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What the probe found: the table's signal beside a control without any.</summary>
/// <param name="FeatureSet">The features that were asked.</param>
/// <param name="TrainDays">Days the table was taught from.</param>
/// <param name="TrainBars">Bars of them at which an entry fits.</param>
/// <param name="JudgedDays">Later days that judge, an embargo between.</param>
/// <param name="Signal">What the table taught.</param>
/// <param name="Control">What a table with the sides swapped on a random
/// half of its days taught: there is nothing to find in it.</param>
public sealed record ProbeReport(
    string FeatureSet, int TrainDays, int TrainBars, int JudgedDays, ProbeFinding Signal, ProbeFinding Control)
{
    /// <summary>The control passed as well, so that a pass says little.</summary>
    public bool IsDoubtful => Control.Verdict.Outcome == EdgeOutcome.EdgeFound;

    /// <summary>The report as text.</summary>
    /// <returns>One line a sentence.</returns>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"features '{FeatureSet}': taught from {TrainBars:N0} bars of {TrainDays} days, judged on {JudgedDays} later days");
        yield return $"signal: {Signal.Verdict.InWords}";
        foreach (string line in Signal.Lines()) yield return $"  {line}";
        yield return $"control, sides swapped on a random half of the training days: {Control.Verdict.InWords}";
        foreach (string line in Control.Lines()) yield return $"  {line}";
        if (IsDoubtful)
            yield return "The control found an edge where there is none: take the signal's verdict for luck until another seed "
                + "or more days say the same.";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
