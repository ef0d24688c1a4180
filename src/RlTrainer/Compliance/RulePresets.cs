using System.Reflection;
using RlTrainer.Files;

namespace RlTrainer.Compliance;

/// <summary>
/// Rule sets of known programmes, 50K accounts and other sizes where they were collected, each with its source, the date of the
/// last comparison, a confidence and what is
/// open. They
/// are data: one file a programme, in the folder Presets. Programmes change their rules: compare with the source before relying
/// on one.
/// </summary>
public static class RulePresets
{
    private const string Folder = ".Presets.";

    /// <summary>Every programme, that of the default first, then by name.</summary>
    internal static IReadOnlyList<Programme> Programmes { get; } = Load();

    /// <summary>Every preset, the default first.</summary>
    public static IReadOnlyList<RuleSet> All { get; } = [.. Programmes.SelectMany(programme => programme.Presets)];

    /// <summary>The original system's rules, the default: 2,500 live trailing drawdown, 1,000 daily from midnight.</summary>
    public static RuleSet Original { get; } = Parse("original");

    /// <summary>Legacy evaluation on Rithmic: the threshold locks at 53,000.</summary>
    public static RuleSet ApexLegacy { get; } = Parse("apex-legacy");

    /// <summary>Legacy evaluation on Tradovate: the threshold never locks.</summary>
    public static RuleSet ApexLegacyTradovate { get; } = Parse("apex-legacy-tradovate");

    /// <summary>Legacy funded account: locks at 50,100, half the contracts until 52,600 at the end of a day, no day above 30 % at
    /// a payout.</summary>
    public static RuleSet ApexLegacyFunded { get; } = Parse("apex-legacy-funded");

    /// <summary>Intraday trail evaluation from 2026-03-01.</summary>
    public static RuleSet ApexIntraday { get; } = Parse("apex-intraday");

    /// <summary>Intraday trail evaluation on Tradovate: the threshold never locks.</summary>
    public static RuleSet ApexIntradayTradovate { get; } = Parse("apex-intraday-tradovate");

    /// <summary>Intraday trail, funded: locks at 50,100.</summary>
    public static RuleSet ApexIntradayFunded { get; } = Parse("apex-intraday-funded");

    /// <summary>End-of-day trail evaluation from 2026-03-01: the threshold moves once at the day's close; a soft daily limit
    /// of 1,000.</summary>
    public static RuleSet ApexEndOfDay { get; } = Parse("apex-eod");

    /// <summary>End-of-day trail evaluation on Tradovate: the threshold never locks.</summary>
    public static RuleSet ApexEndOfDayTradovate { get; } = Parse("apex-eod-tradovate");

    /// <summary>End-of-day trail, funded.</summary>
    public static RuleSet ApexEndOfDayFunded { get; } = Parse("apex-eod-funded");

    /// <summary>Topstep: end-of-day trail checked live, flat by 15:10 Central; trades on until the best day is at most half of
    /// the profit.</summary>
    public static RuleSet Topstep { get; } = Parse("topstep");

    /// <summary>The preset of a typed name; case does not matter.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The preset.</returns>
    /// <exception cref="ArgumentException">No such preset: the message lists those there are.</exception>
    public static RuleSet Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(preset => string.Equals(preset.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"The rule preset was '{name}'; did you mean "
                + $"{WordDistance.Nearest(name, [.. All.Select(preset => preset.Name)])}? Expected one of "
                + $"{string.Join(", ", All.Select(preset => preset.Name))}.");
    }

    private static Programme[] Load()
    {
        Assembly library = typeof(RulePresets).Assembly;
        IEnumerable<string> files = library.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal));
        return [.. files.OrderByDescending(name => name.EndsWith(".original.json", StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(library.GetManifestResourceStream(name)!);
            return Programme.Read(reader.ReadToEnd(), name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]);
        })];
    }
}
