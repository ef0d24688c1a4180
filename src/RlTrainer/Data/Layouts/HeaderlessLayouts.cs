using System.Globalization;
using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>Layouts of files that begin with data.</summary>
internal static partial class HeaderlessLayouts
{
    private const int VotingLines = 60;

    /// <summary>What a row looks like.</summary>
    private enum Form
    {
        Unknown,
        Semicolons,
        OneTime,
        DateAndClock,
        Epoch,
        Lean,
        LeanTicks,
        LeanQuotes,
    }

    /// <summary>The layout that most of the first rows have, or null where none of them fits any: one damaged row does not
    /// decide.</summary>
    public static DetectedLayout? Find(FileHead head, string file, DetectOptions options)
    {
        char separator = TextRow.SeparatorOf([.. head.WholeLines.Take(VotingLines)]);
        string[][] rows = [.. head.WholeLines.Take(VotingLines).Select(line => TextRow.FieldsOf(line, separator))];
        if (options.Columns is { NamesPrices: true } said) return Said(said, rows, separator, options);
        LostHeader.ThrowIfDamaged(head, rows, file);
        Form form = rows.Select(FormOf).Where(known => known != Form.Unknown).GroupBy(known => known)
            .OrderByDescending(votes => votes.Count()).Select(votes => votes.Key).FirstOrDefault();
        if (form == Form.Unknown) return null;
        string[] typical = rows.First(fields => FormOf(fields) == form);
        int columns = rows.Where(fields => FormOf(fields) == form).GroupBy(fields => fields.Length)
            .OrderByDescending(group => group.Count()).First().Key;
        string[][] usual = [.. rows.Where(fields => fields.Length == columns)];
        DetectedLayout? found = Build(form, usual, (columns, separator), file, options);
        if (found is { Layout.Time: not TimeForm.MillisecondsOfDay })
            found = VolumeFacts.OfPosition(found, usual, file, options.Columns);
        if (found is not null)
            NumberFacts.ThrowIfThirtySeconds([.. usual.Select(row => row[found.Layout.CloseColumn])], file, options);
        return found is null ? null
            : VolumeFacts.WithFractions(Completed(found, usual, options, typical), usual, file, options.IsDecimalSaid);
    }

    private static Form FormOf(string[] row)
    {
        if (row.Length < 3) return Form.Unknown;
        if (row.Length >= 6 && IsDate(row[0]) && Clock().IsMatch(row[1])) return Form.DateAndClock;
        if (TimeForms.Of(row[0]) == TimeForm.Compact && row[0].Length > 8)
            return row.Length >= 5 ? Form.Semicolons : Form.Unknown;
        if (row.Length >= 5 && DateAndTime().IsMatch(row[0])) return Form.OneTime;
        if (row.Length >= 5 && row[0].Length >= 9
            && TimestampParser.TryEpoch(System.Text.Encoding.Latin1.GetBytes(row[0]), out _)) return Form.Epoch;
        bool isMilliseconds = double.TryParse(row[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number is >= 0 and < 86_400_000 && !TimeForms.IsSpreadsheetSerial(row[0]);
        return (isMilliseconds, row.Length) switch
        {
            (true, 6) => (row[3].Length == 0 && row[1].Length > 0)
                || (row[3].Any(char.IsAsciiLetter) && row[3] is not ("NaN" or "nan" or "null")) ? Form.LeanTicks : Form.Lean,
            (true, 11) => Form.LeanQuotes,
            _ => Form.Unknown,
        };
    }

    private static bool IsDate(string text) => SlashDate().IsMatch(text)
        || (text.Length == 8 && TimeForms.Of(text) == TimeForm.Compact) || TimeForms.Of(text) == TimeForm.NamedMonth;

    private static DetectedLayout? Build(
        Form form, string[][] rows, (int Columns, char Separator) row, string file, DetectOptions options) => form switch
        {
            Form.LeanTicks when options.IsAggregated => LeanLayouts.Of(file, rows, isTicks: true),
            Form.LeanTicks => throw new BarDataException(
                $"{file}: found Lean ticks (time,price,size,exchange,condition,suspicious), not bars. Expected one-minute or "
                + $"one-second trade bars: use the minute folder, or say --aggregate to make bars of the trades."),
            Form.LeanQuotes => throw new BarDataException(
                $"{file}: found Lean quote bars (bid and ask), not trade bars. Expected the file of the same day whose name has "
                + $"'trade'."),
            Form.Lean => LeanLayouts.Of(file, rows),
            Form.Semicolons when row.Separator == ';' => Semicolons(rows, row.Columns),
            Form.Epoch => Positional("epoch CSV", row.Separator, row.Columns, 0),
            Form.DateAndClock =>
                Positional(SlashDate().IsMatch(rows[0][0]) && rows[0][0].Contains('/', StringComparison.Ordinal) ? "Kibot"
                    : "date and clock CSV", row.Separator, row.Columns, 1),
            _ => Positional(form == Form.OneTime && row.Separator == ',' && TimeForms.Of(rows[0][0]) == TimeForm.YearFirst
                ? "FirstRate"
                : "headerless CSV", row.Separator, row.Columns, 0),
        };

    /// <summary>Time, open, high, low, close and, where there is one more,
    /// volume: the order of every vendor without a header.</summary>
    private static DetectedLayout Positional(string format, char separator, int columns, int clocks)
    {
        var layout = new BarLayout
        {
            Format = format,
            Separator = separator,
            ColumnCount = columns,
            ClockColumn = clocks > 0 ? 1 : -1,
            OpenColumn = clocks + 1,
            HighColumn = clocks + 2,
            LowColumn = clocks + 3,
            CloseColumn = clocks + 4,
            VolumeColumn = columns > clocks + 5 ? clocks + 5 : -1,
        };
        var found = new DetectedLayout(layout, []);
        return found.With(FactKind.Columns, "time, open, high, low, close" + (layout.VolumeColumn >= 0 ? ", volume" : ""),
            FactSource.Evidence, "no header; high and low enclose the other two in the first rows")
            .With(FactKind.Volume, layout.VolumeColumn >= 0 ? $"column {layout.VolumeColumn + 1}" : "0", FactSource.Usual,
                layout.VolumeColumn >= 0 ? "the column behind the prices" : "there is no column behind the prices");
    }

    /// <summary>NinjaTrader and HistData write the same text; HistData has no volume.</summary>
    private static DetectedLayout Semicolons(string[][] rows, int columns)
    {
        bool hasVolume = rows.Any(fields => fields is { Length: > 5 } && fields[5] is not ("0" or ""));
        DetectedLayout found = Positional(hasVolume ? "NinjaTrader" : "HistData", ';', columns, 0);
        return hasVolume
            ? found.With(FactKind.Edge, "End", FactSource.Documented,
                "NinjaTrader documents it") with
            { Layout = found.Layout with { Edge = BarEdge.End } }
            : found.With(FactKind.Format, "open", FactSource.Open,
                "NinjaTrader and HistData write the same text, and HistData has no volume");
    }

    /// <summary>What the values tell about times, numbers and the order of the columns.</summary>
    private static DetectedLayout Completed(DetectedLayout found, string[][] rows, DetectOptions options, string[] typical)
    {
        BarLayout layout = found.Layout;
        if (layout.Time != TimeForm.MillisecondsOfDay)
        {
            string[] dates = [.. rows.Select(row => row[layout.TimeColumn])], clocks = layout.ClockColumn >= 0
                ? [.. rows.Select(row => row[layout.ClockColumn])] : [];
            found = TimeFacts.Read(found, dates, clocks);
            if (TimeFacts.IsDescending(found.Layout, dates, clocks))
                found = found.With(FactKind.Order, "newest first", FactSource.Evidence,
                    "the times of the first rows descend") with
                { Layout = found.Layout with { IsDescending = true } };
        }
        int[] prices = [layout.OpenColumn, layout.HighColumn, layout.LowColumn, layout.CloseColumn];
        found = NumberFacts.Read(
            found, [.. rows.SelectMany(row => prices.Select(column => column < row.Length ? row[column] : ""))],
            options.Instrument);
        if (found.Facts.All(fact => fact.Kind != FactKind.Zone))
            found = found.With(FactKind.Zone, "open", FactSource.Open, $"'{typical[0]}' has no offset and no name of a zone");
        if (found.Facts.Any(fact => fact.Kind == FactKind.Edge)) return found;
        return found.SourceOf(FactKind.Zone) == FactSource.Open
            ? found.With(FactKind.Edge, "open", FactSource.Open, "nothing in the file tells it")
            : found.With(FactKind.Edge, "Start", FactSource.Usual,
                "nothing in the file tells it, and most vendors mark the start; say --edge End where the times mark the end");
    }

    /// <summary>Columns that the caller named by number.</summary>
    private static DetectedLayout? Said(ColumnMapping said, string[][] rows, char separator, DetectOptions options)
    {
        if (rows.Length == 0) return null;
        string[] names = [.. Enumerable.Range(1, rows.Max(row => row.Length)).Select(number => $"column {number}")];
        var columns = new Dictionary<ColumnRole, int>();
        said.ApplyTo(columns, names);
        var map = new HeaderMap(names, 0, columns, null);
        if (map.Missing.Count > 0 && !map.IsTrades)
            throw new BarDataException(
                $"--columns leaves out {string.Join(", ", map.Missing.Select(role => role.ToString().ToLowerInvariant()))}; a "
                + $"file without a header needs time, open, high, low and close by number.");
        return HeaderLayouts.Of(map, rows, separator, options);
    }

    [GeneratedRegex(
        @"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4}"
        + @"|[A-Za-z]{3} \d{1,2},? \d{4})[ T,]+\d{1,2}:?\d{2}")]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"^(\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})$")]
    private static partial Regex SlashDate();

    [GeneratedRegex(@"^(\d{1,2}:\d{2}|\d{1,6}$)")]
    private static partial Regex Clock();
}
