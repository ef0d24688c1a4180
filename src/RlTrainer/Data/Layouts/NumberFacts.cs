using System.Globalization;
using System.Text.RegularExpressions;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Whether a file's prices have a decimal point or a decimal comma.</summary>
internal static partial class NumberFacts
{
    /// <summary>The layout with the sign that the prices tell, or a question.</summary>
    /// <param name="found">What is known so far.</param>
    /// <param name="prices">Price fields of the first rows.</param>
    /// <param name="instrument">What the bars are of; null where it is not known yet.</param>
    public static DetectedLayout Read(DetectedLayout found, IReadOnlyList<string> prices, Instrument? instrument)
    {
        prices = [.. prices.Select(price => BlankGroups().Replace(price, ""))];
        int comma = prices.Count(price => CommaDecimal().IsMatch(price)),
            point = prices.Count(price => PointDecimal().IsMatch(price));
        if (comma > 4 * point && comma > 0)
            return found.With(FactKind.Decimal, "comma", FactSource.Evidence,
                $"'{prices.First(price => CommaDecimal().IsMatch(price))}' has no other reading") with
            {
                Layout =
                    found.Layout with { Decimal = ',' }
            };
        if (point > 0) return found;
        string? grouped = prices.FirstOrDefault(price => Grouped().IsMatch(price));
        if (grouped is null) return found;
        bool isComma = grouped.Contains(',', StringComparison.Ordinal);
        double whole = double.Parse(
            grouped.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture), part = whole / 1_000;
        bool isWhole = PriceLevels.Fits(instrument, whole), isPart = PriceLevels.Fits(instrument, part);
        if (isWhole != isPart && instrument is not null)
        {
            char sign = isWhole == isComma ? '.' : ',';
            return found.With(FactKind.Decimal, sign == '.' ? "point" : "comma", FactSource.Evidence,
                $"'{grouped}' is {(isWhole ? whole : part)}, since {instrument.Symbol} has never been near "
                + $"{(isWhole ? part : whole)}") with
            { Layout = found.Layout with { Decimal = sign } };
        }
        return found.With(FactKind.Decimal, "open", FactSource.Open, $"'{grouped}' is {whole} or {part}");
    }

    [GeneratedRegex(@"^-?\d{1,3}(\.\d{3})*,(\d{1,2}|\d{4,})$|^-?\d{4,},\d+$|^-?\d{1,3}(\.\d{3})+,\d+$")]
    private static partial Regex CommaDecimal();

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})*\.(\d{1,2}|\d{4,})$|^-?\d{4,}\.\d+$|^-?\d{1,3}(,\d{3})+\.\d+$|^-?\d+$")]
    private static partial Regex PointDecimal();

    /// <summary>Bonds are quoted in thirty-seconds: 112'185 is 112 and 18.5 of them there, and 112,185 in Switzerland.</summary>
    /// <param name="prices">Price fields of the first rows.</param>
    /// <param name="file">The name that the message carries.</param>
    /// <param name="options">What the bars are of, and whether the sign was said.</param>
    /// <exception cref="BarDataException">Both readings are possible.</exception>
    public static void ThrowIfThirtySeconds(IReadOnlyList<string> prices, string file, DetectOptions options)
    {
        string[] marked = [.. prices.Where(price => Apostrophe().IsMatch(price))];
        if (options.IsDecimalSaid || marked.Length * 2 <= prices.Count) return;
        string first = marked[0], whole = first.Replace("'", "", StringComparison.Ordinal);
        if (options.Instrument is { } instrument && PriceLevels.Of(instrument) is not null
            && PriceLevels.Fits(instrument, double.Parse(whole, CultureInfo.InvariantCulture))) return;
        throw new BarDataException(
            $"{file}: the price {first} is {whole} where the apostrophe parts thousands, and {first.Split('\'')[0]} and a "
            + "number of thirty-seconds where bonds are quoted. Expected decimal prices: write 112'185 as 112.578125; or say "
            + "--decimal point where the apostrophe parts thousands.");
    }

    /// <summary>A blank of any width or an apostrophe between thousands, as UTF-8 or Latin-1 bytes.</summary>
    [GeneratedRegex("(?<=[0-9])(?: |'|\u00C2?\u00A0|\u00E2\u0080[\u0087\u0088\u0089\u0099\u00AF])(?=[0-9]{3}(?![0-9]))")]
    private static partial Regex BlankGroups();

    [GeneratedRegex("^[0-9]{1,3}'[0-9]{3}$")]
    private static partial Regex Apostrophe();

    [GeneratedRegex(@"^\d{1,3}[.,]\d{3}$")]
    private static partial Regex Grouped();
}
