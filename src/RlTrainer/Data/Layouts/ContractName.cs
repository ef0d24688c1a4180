using System.Text;
using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>What the name of a contract tells: its root, whether it is
/// a spread of two, whether it names a continuous series.</summary>
internal static partial class ContractName
{
    /// <summary>The name is one of two contracts, such as ESH4-ESM4 or UD:1V: GN 123; its prices are differences.</summary>
    public static bool IsSpread(ReadOnlySpan<byte> name) =>
        name.IndexOfAny("-: "u8) > 0 && (name.StartsWith("UD:"u8) || Spread().IsMatch(Encoding.Latin1.GetString(name)));

    /// <summary>The name is one of a continuous series, whose contracts change, such as ES.c.0 or ES1!.</summary>
    public static bool IsContinuous(ReadOnlySpan<byte> name) =>
        name.IndexOfAny(".!=@#"u8) >= 0 && Continuous().IsMatch(Encoding.Latin1.GetString(name));

    /// <summary>The root symbol, such as ES of ESH4, ES 03-24, /ESH24,
    /// CME_MINI:ES1! or ES=F; null where the name tells none.</summary>
    public static string? RootOf(string name)
    {
        string plain = name.Trim().ToUpperInvariant();
        int exchange = plain.LastIndexOf(':');
        if (exchange >= 0) plain = plain[(exchange + 1)..];
        plain = plain.TrimStart('/', '@', '#', '$');
        Match match = Coded().Match(plain);
        return match.Success ? match.Groups["root"].Value : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9]{1,4}[FGHJKMNQUVXZ]\d{1,4}[-: ]+[A-Za-z0-9]{1,4}[FGHJKMNQUVXZ]\d{1,4}|^[A-Za-z0-9]+:[A-Z]{2} ")]
    private static partial Regex Spread();

    [GeneratedRegex(@"^[@#/]|\.[cvn]\.\d+$|1!$|=F$|#C?$")]
    private static partial Regex Continuous();

    // A month's letter and a year, a month and a year, the marks of continuous series, or letters alone.
    [GeneratedRegex(
        @"^(?<root>[A-Z0-9]{0,3}[A-Z])"
        + @"(?:[ _\-]?[FGHJKMNQUVXZ](?:\d{1,2}|20\d{2})| \d{2}-\d{2}(?:\d{2})?|\.[CVN]\.\d+|\.FUT|\d!|=F|C\d|#C?|)"
        + @"(?: INDEX|\.CME|\.CBT|\.XCME)?$")]
    private static partial Regex Coded();
}
