namespace RlTrainer.Data;

/// <summary>Finds a text file's layout from its first lines.</summary>
internal static class LayoutDetector
{
    private static readonly string[] TimeNames = ["timestamp", "time", "datetime", "date", "ts_event", "timestamp_utc"];

    /// <summary>The layout of a file.</summary>
    /// <exception cref="BarDataException">No known layout fits.</exception>
    public static BarLayout Detect(FileHead head, string file)
    {
        string first = head.Lines.Count > 0 ? head.Lines[0] : "";
        if (first.Length == 0)
            throw new BarDataException($"{file}: the file is empty. Expected a line 'timestamp,open,high,low,close,volume' and rows below it.");
        string[] names = [.. first.Split(',').Select(name => name.Trim(' ', '"').ToLowerInvariant())];
        int time = Array.FindIndex(names, name => TimeNames.Contains(name));
        int open = Array.IndexOf(names, "open"), high = Array.IndexOf(names, "high"), low = Array.IndexOf(names, "low"), close = Array.IndexOf(names, "close");
        if (time < 0 || open < 0 || high < 0 || low < 0 || close < 0)
            throw new BarDataException($"{file}:{head.CommentLines + 1}: found the first line {FindingsLog.Words(System.Text.Encoding.UTF8.GetBytes(first))}, which is no known layout. Expected 'timestamp,open,high,low,close,volume'; convert other files with an import that names their format.");
        return BarLayout.Native with { TimeColumn = time, OpenColumn = open, HighColumn = high, LowColumn = low, CloseColumn = close, VolumeColumn = Array.IndexOf(names, "volume") };
    }
}
