using System.Text;

namespace RlTrainer.Data;

/// <summary>Finds a file's layout from its first bytes; a file that is no bar text is named for what it is.</summary>
internal static class LayoutDetector
{
    /// <summary>The layout of a file and what its text leaves open.</summary>
    /// <exception cref="BarDataException">No known layout fits.</exception>
    public static DetectedLayout Detect(FileHead head, string file, DetectOptions options)
    {
        FileKinds.ThrowIfNoText(head.Bytes, file);
        string first = head.Lines.Count > 0 ? head.Lines[0] : "";
        if (first.Trim().Length == 0)
            throw new BarDataException(
                $"{file}: the file {(head.Bytes.Length == 0 ? "is empty" : "holds blank lines only")}. Expected a line "
                + $"'timestamp,open,high,low,close,volume' and rows below it.");
        DetectedLayout found = Find(head, file, options, first);
        BarLayout layout = found.Layout with
        {
            EndsInCarriageReturn = head.EndsInCarriageReturn,
            IsBackAdjusted = head.IsBackAdjusted
        };
        return found with { Layout = layout };
    }

    private static DetectedLayout Find(FileHead head, string file, DetectOptions options, string first)
    {
        if (head.Lines.Take(4)
            .Any(line => line.TrimStart().StartsWith('{') || line.TrimStart().StartsWith('['))) return JsonRows.Detect(
                head, file);
        char separator = TextRow.SeparatorOf([.. head.WholeLines.Where(line => line.Length > 0)]);
        DetectedLayout? found = HeaderLayouts.Find(head, separator, file, options);
        found ??= HeaderlessLayouts.Find(head, file, options);
        if (found is not null && options.Instrument is { } instrument && found.Layout.Time == TimeForm.MillisecondsOfDay)
            found = LeanLayouts.For(found, instrument);
        if (found is not null) return found;
        string serial = head.Lines.Any(line => TimeForms.IsSpreadsheetSerial(TextRow.FieldsOf(line, separator)[0]))
            ? " Its times look like a spreadsheet's day numbers, which are rounded: format the column as yyyy-mm-dd hh:mm:ss and "
                + "save it again." : "";
        if (head.WholeLines.Select(line => TextRow.FieldsOf(line, separator)[0]).FirstOrDefault(TimeForms.IsWeekDate) is { } week)
            serial = $" Its times look like weeks of a year ({week}): write year, month and day.";
        throw new BarDataException(
            $"{file}:{head.CommentLines + 1}: found the first line {FindingsLog.Words(Encoding.Latin1.GetBytes(first))}, which "
            + $"is no known layout.{serial} "
            + "Expected 'timestamp,open,high,low,close,volume', or an export of NinjaTrader, TradingView, FirstRate, Kibot, "
            + "Sierra Chart, Databento, Lean, Interactive Brokers, MetaTrader or HistData; "
            + "or say which column holds what: --columns \"time=1,open=2,high=3,low=4,close=5,volume=6\".");
    }
}
