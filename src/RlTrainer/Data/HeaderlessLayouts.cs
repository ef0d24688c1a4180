using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace RlTrainer.Data;

/// <summary>Layouts of files that begin with data.</summary>
internal static partial class HeaderlessLayouts
{
    /// <summary>The layout, or null where none of the first rows fits any. A damaged first row does not decide.</summary>
    public static DetectedLayout? Find(FileHead head, string file)
    {
        for (int line = 0; line < Math.Min(head.Lines.Count, 4); line++)
            if (Find(head, head.Lines[line], LayoutDetector.SeparatorOf(head.Lines[line]), file) is { } found)
                return found;
        return null;
    }

    private static DetectedLayout? Find(FileHead head, string line, char separator, string file)
    {
        string[] row = [.. line.Split(separator).Select(field => field.Trim(' ', '"'))];
        if (separator == ';' && CompactTime().IsMatch(row[0])) return Semicolons(head, line);
        if (row.Length >= 5 && DateAndTime().IsMatch(row[0]))
            return new(new BarLayout { Format = "FirstRate", Separator = separator, VolumeColumn = row.Length > 5 ? 5 : -1, Time = TimeForms.Of(row[0]), Zone = TimeForms.HasOffset(row[0]) ? "UTC" : "America/New_York" });
        if (row.Length >= 6 && SlashDate().IsMatch(row[0]) && Clock().IsMatch(row[1]))
            return new(new BarLayout
            {
                Format = "Kibot",
                Separator = separator,
                ClockColumn = 1,
                OpenColumn = 2,
                HighColumn = 3,
                LowColumn = 4,
                CloseColumn = 5,
                VolumeColumn = row.Length > 6 ? 6 : -1,
                Time = DayFirstIn(head, separator) ? TimeForm.DayFirst : TimeForm.MonthFirst,
            });
        if (row.Length >= 5 && row[0].Length >= 9 && row[0].All(char.IsAsciiDigit))
            return new(new BarLayout { Format = "epoch CSV", Separator = separator, VolumeColumn = row.Length > 5 ? 5 : -1, Time = TimeForm.Epoch, Zone = "UTC" });
        return separator == ',' && double.TryParse(row[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and < 86_400_000
            ? Lean(row, head, file) : null;
    }

    /// <summary>NinjaTrader and HistData write the same text; HistData has no volume.</summary>
    private static DetectedLayout Semicolons(FileHead head, string row)
    {
        var ninja = new BarLayout { Format = "NinjaTrader", Separator = ';', Time = TimeForm.Compact, Edge = BarEdge.End };
        bool hasVolume = head.Lines.Any(line => line.Split(';') is { Length: > 5 } fields && fields[5].Trim() is not ("0" or ""));
        if (hasVolume)
            return new(ninja, ZoneQuestions.Ask(ninja, head, "UTC", "America/New_York"));
        BarLayout history = ninja with { Format = "HistData", Edge = BarEdge.Start };
        return new(history, new LayoutQuestion("the format",
        [
            new("Format = HistData", ZoneQuestions.Meaning(history, row, "UTC-05")),
            new("Format = NinjaTrader, Zone = UTC", ZoneQuestions.Meaning(ninja, row, "UTC")),
            new("Format = NinjaTrader, Zone = America/New_York", ZoneQuestions.Meaning(ninja, row, "America/New_York")),
        ]));
    }

    private static DetectedLayout? Lean(string[] row, FileHead head, string file)
    {
        if (row.Length == 6 && row[3].Any(char.IsAsciiLetter))
            throw new BarDataException($"{file}: found Lean ticks (time,price,size,exchange,condition,suspicious), not bars. Expected one-minute or one-second trade bars: use the minute folder.");
        if (row.Length == 11)
            throw new BarDataException($"{file}: found Lean quote bars (bid and ask), not trade bars. Expected the file of the same day whose name has 'trade'.");
        if (row.Length != 6) return null;
        Match name = LeanName().Match(file);
        LocalDate? date = name.Success && LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(name.Value) is { Success: true } parsed ? parsed.Value : null;
        bool isEquity = !head.Lines.Any(line => line.Contains('.', StringComparison.Ordinal)) && row[1].Length >= 5;
        var layout = new BarLayout
        {
            Format = isEquity ? "Lean equity" : "Lean future",
            Time = TimeForm.MillisecondsOfDay,
            FileDate = date,
            Zone = isEquity ? "America/New_York" : "UTC",
            PriceScale = isEquity ? 1e-4 : 1.0,
        };
        return date is not null ? new(layout) : new(layout, new LayoutQuestion("the date (times count from midnight, and the file's name has no yyyyMMdd)",
            [new("Date = 2013-10-07", "for example"), new("rename the file", "20131007_es_minute_trade.csv is Lean's own form")]));
    }

    private static bool DayFirstIn(FileHead head, char separator) =>
        head.Lines.Any(line => int.TryParse(line.Split(separator)[0].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) && first is > 12 and < 32);

    [GeneratedRegex(@"^\d{8} \d{6}$")]
    private static partial Regex CompactTime();

    [GeneratedRegex(@"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{2}")]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"^\d{1,2}/\d{1,2}/\d{4}$")]
    private static partial Regex SlashDate();

    [GeneratedRegex(@"^\d{1,2}:\d{2}")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\d{8}")]
    private static partial Regex LeanName();
}
