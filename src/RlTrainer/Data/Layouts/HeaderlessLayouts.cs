using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace RlTrainer.Data;

/// <summary>Layouts of files that begin with data.</summary>
internal static partial class HeaderlessLayouts
{
    private const int VotingLines = 20;

    /// <summary>What a row looks like.</summary>
    private enum Form
    {
        Unknown,
        Semicolons,
        FirstRate,
        Kibot,
        Epoch,
        Lean,
        LeanTicks,
        LeanQuotes,
    }

    /// <summary>The layout that most of the first rows have, or null where none of them fits any: one damaged row does not decide.</summary>
    public static DetectedLayout? Find(FileHead head, string file)
    {
        string[][] rows = [.. head.WholeLines.Take(VotingLines).Select(FieldsOf)];
        Form form = rows.Select(FormOf).Where(known => known != Form.Unknown).GroupBy(known => known).OrderByDescending(votes => votes.Count()).Select(votes => votes.Key).FirstOrDefault();
        if (form == Form.Unknown) return null;
        int line = Array.FindIndex(rows, fields => FormOf(fields) == form);
        return Build(form, head, head.WholeLines[line], rows[line], [.. rows.Where(fields => fields.Length == rows[line].Length)], file);
    }

    private static string[] FieldsOf(string line) => [.. line.Split(LayoutDetector.SeparatorOf(line)).Select(field => field.Trim(' ', '"'))];

    private static Form FormOf(string[] row)
    {
        if (CompactTime().IsMatch(row[0])) return Form.Semicolons;
        if (row.Length >= 5 && DateAndTime().IsMatch(row[0])) return Form.FirstRate;
        if (row.Length >= 6 && SlashDate().IsMatch(row[0]) && Clock().IsMatch(row[1])) return Form.Kibot;
        if (row.Length >= 5 && row[0].Length >= 9 && row[0].All(char.IsAsciiDigit)) return Form.Epoch;
        bool isMilliseconds = double.TryParse(row[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and < 86_400_000;
        return (isMilliseconds, row.Length) switch
        {
            (true, 6) => row[3].Any(char.IsAsciiLetter) && row[3] is not ("NaN" or "nan" or "null") ? Form.LeanTicks : Form.Lean,
            (true, 11) => Form.LeanQuotes,
            _ => Form.Unknown,
        };
    }

    private static DetectedLayout? Build(Form form, FileHead head, string line, string[] row, string[][] rows, string file)
    {
        char separator = LayoutDetector.SeparatorOf(line);
        return form switch
        {
            Form.Semicolons => separator == ';' ? Semicolons(head, line) : null,
            Form.FirstRate => new(new BarLayout { Format = "FirstRate", Separator = separator, VolumeColumn = row.Length > 5 ? 5 : -1, Time = TimeForms.Of(row[0]), Zone = TimeForms.HasOffset(row[0]) ? "UTC" : "America/New_York" }),
            Form.Kibot => new(new BarLayout
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
            }),
            Form.Epoch => new(new BarLayout { Format = "epoch CSV", Separator = separator, VolumeColumn = row.Length > 5 ? 5 : -1, Time = TimeForm.Epoch, Zone = "UTC" }),
            Form.LeanTicks => throw new BarDataException($"{file}: found Lean ticks (time,price,size,exchange,condition,suspicious), not bars. Expected one-minute or one-second trade bars: use the minute folder."),
            Form.LeanQuotes => throw new BarDataException($"{file}: found Lean quote bars (bid and ask), not trade bars. Expected the file of the same day whose name has 'trade'."),
            _ => Lean(rows, file),
        };
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

    /// <summary>Futures have prices as they are, equities whole ten-thousandths.</summary>
    private static DetectedLayout Lean(string[][] rows, string file)
    {
        Match name = LeanName().Match(file);
        LocalDate? date = name.Success && LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(name.Value) is { Success: true } parsed ? parsed.Value : null;
        bool isEquity = rows.Count(row => row.Skip(1).Take(4).Count(price => price.Length >= 5 && price.All(char.IsAsciiDigit)) >= 3) * 2 > rows.Length;
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
