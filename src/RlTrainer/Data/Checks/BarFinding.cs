namespace RlTrainer.Data;

/// <summary>What one rule found in one file.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Count">How many rows, or runs of rows, break it.</param>
/// <param name="File">The file's name.</param>
/// <param name="FirstLine">Line of the first, counted from 1.</param>
/// <param name="FirstValue">What stands there.</param>
/// <param name="Treatment">What was done: "left out", "mended" or "kept".</param>
public sealed record BarFinding(
    BarRule Rule, FindingSeverity Severity, long Count, string File, long FirstLine, string FirstValue, string Treatment)
{
    /// <summary>The first place as "file:line".</summary>
    public string FirstPlace => $"{File}:{FirstLine}";

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Severity.ToString().ToLowerInvariant()}: {BarRules.NameOf(Rule)}: {Count} {Treatment}, first at {FirstPlace}: "
        + $"{FirstValue}";
}
