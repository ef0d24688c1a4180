namespace RlTrainer.Data;

/// <summary>Where a row came from: a file's findings, and its line counted from 1.</summary>
internal readonly record struct RowPlace(FindingsLog Log, long Line)
{
    public bool WantsText(BarRule rule) => Log.WantsText(rule, Line);

    public void LeaveOut(BarRule rule, string text) => Log.LeaveOut(rule, Line, text);

    public void Keep(BarRule rule, string text) => Log.Keep(rule, Line, text);
}
