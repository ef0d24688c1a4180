using System.Globalization;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>Writes figures for people, the same on every machine: "−$1,250", "12.5 %", "1.80 R".</summary>
public static class NumberText
{
    private const string Minus = "−";

    /// <summary>A number with so many decimals, a true minus sign and thousands apart.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="decimals">Digits after the point, 0 or more.</param>
    /// <returns>e.g. "−1,234.50".</returns>
    public static string Number(double value, int decimals = 2)
    {
        string text = Math.Abs(value)
            .ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool isZero = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return value < 0 && !isZero ? Minus + text : text;
    }

    /// <summary>Dollars without cents, "−$1,250"; with cents below 10 dollars.</summary>
    /// <param name="value">US dollars.</param>
    /// <returns>e.g. "−$1,250" or "$0.35".</returns>
    public static string Dollars(double value)
    {
        string text = Number(value, Math.Abs(value) is > 0 and < 10 ? 2 : 0);
        return text.StartsWith(Minus, StringComparison.Ordinal) ? Minus + "$" + text[1..] : "$" + text;
    }

    /// <summary>A share from 0 to 1 in percent.</summary>
    /// <param name="value">0.25 for a quarter.</param>
    /// <returns>e.g. "25.0 %".</returns>
    public static string Share(double value) => Number(100 * value, 1) + " %";

    /// <summary>A figure in its unit.</summary>
    /// <param name="value">The figure, in that unit.</param>
    /// <param name="unit">Decides decimals and sign.</param>
    /// <returns>e.g. "12 days" or "1.20 R".</returns>
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
    /// <param name="measured">A figure or the reason why there is none.</param>
    /// <param name="unit">Decides decimals and sign.</param>
    /// <returns>e.g. "12 days" or "–".</returns>
    public static string Of(Measured measured, MetricUnit unit) => measured.Value is { } value ? Of(value, unit) : "–";

    /// <summary>"low to high" in a unit.</summary>
    /// <param name="interval">Both ends, in that unit.</param>
    /// <param name="unit">Decides decimals and sign.</param>
    /// <returns>e.g. "−$300 to $1,250".</returns>
    public static string Of(Interval interval, MetricUnit unit) => $"{Of(interval.Low, unit)} to {Of(interval.High, unit)}";

    /// <summary>Up to two decimals and a plain minus: for coordinates and files.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="decimals">Digits after the point at most; zeros at the end are left out.</param>
    /// <returns>e.g. "-12.5"; never "-0".</returns>
    public static string Plain(double value, int decimals = 2)
    {
        string text = Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
