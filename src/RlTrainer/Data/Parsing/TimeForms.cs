using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>Tells how times are written from examples.</summary>
internal static partial class TimeForms
{
    /// <summary>Dates that must have one order only before they decide: a single one may be damage.</summary>
    public const int FewestDecisive = 3;

    /// <summary>The form of most examples, so that one damaged row does not decide.</summary>
    public static TimeForm OfMost(IEnumerable<string> examples) =>
        examples.Where(example => example.Length > 0).GroupBy(Of).OrderByDescending(group => group.Count())
            .Select(group => group.Key).FirstOrDefault(TimeForm.YearFirst);

    /// <summary>Most examples end in Z or in a UTC offset.</summary>
    public static bool MostHaveOffset(IReadOnlyList<string> examples) =>
        examples.Count(HasOffset) * 2 > examples.Count(example => example.Length > 0);

    /// <summary>The form of an example; of 01/02/2024 the order stays open
    /// (<see cref="OrdersOf"/>) and month first is returned.</summary>
    public static TimeForm Of(string example)
    {
        string whole = example.Split('.')[0];
        if (CompactDate().IsMatch(example)) return TimeForm.Compact;
        if (whole.Length is >= 9 and <= 19 && whole.All(char.IsAsciiDigit)) return TimeForm.Epoch;
        if (NamedDate().IsMatch(example)) return TimeForm.NamedMonth;
        int mark = example.IndexOfAny(['-', '/', '.']);
        if (mark == 4) return TimeForm.YearFirst;
        return mark is 1 or 2 ? TimeForm.MonthFirst : TimeForm.YearFirst;
    }

    /// <summary>The orders that most of the examples allow; empty for forms whose order is plain.</summary>
    public static IReadOnlyList<DateOrder> OrdersOf(IReadOnlyList<string> examples)
    {
        string[] dates = [.. examples.Where(example => PartedDate().IsMatch(example))];
        if (dates.Length == 0) return [];
        int CountOf(DateOrder order) =>
            dates.Count(date => DateText.TryParse(System.Text.Encoding.Latin1.GetBytes(date), FormOf(order), out _, out _));
        DateOrder[] orders = [DateOrder.MonthFirst, DateOrder.DayFirst, DateOrder.YearFirst];
        int most = orders.Max(CountOf);
        return [.. orders.Where(order => CountOf(order) > 0 && CountOf(order) > most - FewestDecisive)];
    }

    /// <summary>The form of dates in an order.</summary>
    public static TimeForm FormOf(DateOrder order) => order switch
    {
        DateOrder.MonthFirst => TimeForm.MonthFirst,
        DateOrder.DayFirst => TimeForm.DayFirst,
        _ => TimeForm.YearFirst,
    };

    /// <summary>An order in words.</summary>
    public static string WordsOf(DateOrder order) => order switch
    {
        DateOrder.MonthFirst => "month first",
        DateOrder.DayFirst => "day first",
        _ => "year first",
    };

    /// <summary>The example ends in Z or in a UTC offset.</summary>
    public static bool HasOffset(string example)
    {
        if (example.EndsWith('Z') || example.Contains("GMT", StringComparison.Ordinal)
            || example.Contains("UTC", StringComparison.Ordinal)) return true;
        int clock = example.IndexOf(':', StringComparison.Ordinal);
        return clock > 0 && example.IndexOfAny(['+', '-'], clock) > 0 && !ZoneName().IsMatch(example);
    }

    /// <summary>The name of a zone behind an example's clock, such as EST or US/Eastern; null for none.</summary>
    public static string? ZoneNameIn(string example) => ZoneName().Match(example) is { Success: true } match
        ? match.Groups["name"].Value : null;

    /// <summary>The number of a spreadsheet's day count, such as 45293.604.</summary>
    public static bool IsSpreadsheetSerial(string example) => SpreadsheetSerial().IsMatch(example);

    /// <summary>A week of a year, such as 2024-W01-2.</summary>
    public static bool IsWeekDate(string example) => WeekDate().IsMatch(example);

    [GeneratedRegex(@"^\d{4}-?W\d{2}(-?[1-7])?($|[T ])")]
    private static partial Regex WeekDate();

    [GeneratedRegex(@"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])($|[ T_]|([01]\d|2[0-4])[0-5]\d($|[. ]|[0-5]\d))")]
    private static partial Regex CompactDate();

    [GeneratedRegex(
        @"^(\d{1,2}[-/ .](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
        + @"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[-/ .]\d{1,2})", RegexOptions.IgnoreCase)]
    private static partial Regex NamedDate();

    [GeneratedRegex(@"^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})($|[ T,])")]
    private static partial Regex PartedDate();

    [GeneratedRegex(
        @"\d(?:\.\d+)?(?: *[AaPp]\.?[Mm]\.?(?= |$))? *"
        + @"(?<name>(?![AaPp][Mm]$|[Zz]$|GMT|UTC)[A-Za-z][A-Za-z_]*(?:/[A-Za-z0-9_+\-/]+)?)$")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"^[2-7]\d{4}\.\d+$")]
    private static partial Regex SpreadsheetSerial();
}
