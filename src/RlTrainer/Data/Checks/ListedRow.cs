using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>A row that was left out or changed.</summary>
/// <param name="Line">Its line in the file, counted from 1.</param>
/// <param name="Rule">The rule it broke.</param>
/// <param name="Text">What stood there, shortened; empty after the first thousand rows of a rule.</param>
public readonly record struct ListedRow(long Line, BarRule Rule, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
