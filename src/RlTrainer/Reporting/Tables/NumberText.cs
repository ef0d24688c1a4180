using System.Globalization;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>Writes figures for people, the same on every machine: "−$1,250", "12.5 %", "1.80 R".</summary>
public static class NumberText
{
    private const string Minus = "−";

    /// <summary>A number with so many decimals, a true minus sign and thousands apart.</summary>
    public static string Number(double value, int decimals = 2)
    {
        string text = Math.Abs(value).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool isZero = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return value < 0 && !isZero ? Minus + text : text;
    }

    /// <summary>Dollars without cents, "−$1,250"; with cents below 10 dollars.</summary>
    public static string Dollars(double value)
    {
        string text = Number(value, Math.Abs(value) is > 0 and < 10 ? 2 : 0);
        return text.StartsWith(Minus, StringComparison.Ordinal) ? Minus + "$" + text[1..] : "$" + text;
    }

    /// <summary>A share from 0 to 1 in percent.</summary>
    public static string Share(double value) => Number(100 * value, 1) + " %";

    /// <summary>A figure in its unit.</summary>
    public static string Of(double value, MetricUnit unit) => unit switch
    {
        MetricUnit.Count => Number(value, 0),
        MetricUnit.Days => Number(value, 0) + (value == 1 ? " day" : " days"),
        MetricUnit.Dollars => Dollars(value),
        MetricUnit.Percent => Number(value, 2) + " %",
        MetricUnit.Share => Share(value),
        MetricUnit.RMultiple => Number(value, 2) + " R",
        _ => Number(value, 2),
    };

    /// <summary>A figure in its unit; "–" where it is undefined (its reason belongs beside the table).</summary>
    public static string Of(Measured measured, MetricUnit unit) => measured.Value is { } value ? Of(value, unit) : "–";

    /// <summary>"low to high" in a unit.</summary>
    public static string Of(Interval interval, MetricUnit unit) => $"{Of(interval.Low, unit)} to {Of(interval.High, unit)}";

    /// <summary>Up to two decimals and a plain minus: for coordinates and files.</summary>
    public static string Plain(double value, int decimals = 2)
    {
        string text = Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
