using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Finds bar files in a data folder by fixed names in a fixed order: D1M, then SYMBOL_D1M, then older names
/// (SYMBOL_1min, symbol), each as .csv, .csv.gz and .zip, and last the shipped sample in the folder "sample".
/// One-second bars likewise with D1S.
/// </summary>
public static class BarFiles
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".zip"];

    /// <summary>The folder, below the data folder, of the synthetic sample that is used when nothing else is there.</summary>
    public const string SampleFolder = "sample";

    /// <summary>The file of an instrument's minute bars.</summary>
    /// <param name="dataFolder">The folder to look in.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <returns>The first of the usual names that is there; nothing is read yet.</returns>
    /// <exception cref="BarDataException">There is none: the message
    /// lists every path tried and how to make sample data.</exception>
    public static BarSource Find(string dataFolder, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        ArgumentNullException.ThrowIfNull(instrument);
        string[] names = MinuteNames(instrument);
        return FindFirst(dataFolder, instrument, BarInterval.Minute, names) ?? throw new BarDataException(
            $"No minute bars of {instrument.Symbol} were found. Looked "
            + $"for:{string.Concat(names.Select(name => $"\n  {System.IO.Path.Combine(dataFolder, name)}"))}\n"
            + $"Put a file with the columns timestamp,open,high,low,close,volume there, or make synthetic bars: rltrainer data "
            + $"synth --symbol {instrument.Symbol}");
    }

    /// <summary>
    /// The file of an instrument's one-second bars, or null where there is none. The sample's seconds are used with the
    /// sample's minutes only.
    /// </summary>
    /// <param name="dataFolder">The folder to look in.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <returns>The first of the usual names that is there, or null; nothing is read yet.</returns>
    public static BarSource? FindSeconds(string dataFolder, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        ArgumentNullException.ThrowIfNull(instrument);
        BarSource? minutes = FindFirst(dataFolder, instrument, BarInterval.Minute, MinuteNames(instrument));
        bool isSample = minutes is { IsSample: true };
        string[] names = [.. SecondNames(instrument).Where(name => IsSampleName(name) == isSample)];
        return FindFirst(dataFolder, instrument, BarInterval.Second, names);
    }

    private static string[] MinuteNames(Instrument instrument) =>
    [
        .. WithEndings("D1M"), .. WithEndings($"{instrument.Symbol}_D1M"), .. WithEndings($"{instrument.Symbol}_1min"),
        .. WithEndings(instrument.Symbol.ToLowerInvariant()), .. WithEndings($"{SampleFolder}/{instrument.Symbol}_D1M"),
    ];

    private static string[] SecondNames(Instrument instrument) =>
        [.. WithEndings("D1S"), .. WithEndings($"{instrument.Symbol}_D1S"),
            .. WithEndings($"{SampleFolder}/{instrument.Symbol}_D1S")];

    private static IEnumerable<string> WithEndings(string name) => Endings.Select(ending => name + ending);

    private static bool IsSampleName(string name) => name.StartsWith(SampleFolder + "/", StringComparison.Ordinal);

    private static BarSource? FindFirst(string dataFolder, Instrument instrument, BarInterval interval, string[] names)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        string shown = System.IO.Path.GetFileName(
            System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(dataFolder)));
        int found = Array.FindIndex(names, name => File.Exists(System.IO.Path.Combine(dataFolder, name)));
        if (found < 0) return null;
        bool isSample = IsSampleName(names[found]);
        string[] plain = [.. names[..found].Where(name => name.EndsWith(".csv", StringComparison.Ordinal) && !IsSampleName(name))
            .Select(name => $"{shown}/{name}")];
        string because = plain.Length == 0 ? ", the first name looked for"
            : $" because {string.Join(" and ", plain)} {(plain.Length == 1 ? "is" : "are")} absent";
        string reason = $"using {shown}/{names[found]}{because}{(isSample ? "; this is the shipped synthetic sample" : "")}";
        return new BarSource(System.IO.Path.Combine(dataFolder, names[found]), reason, instrument, interval, isSample);
    }
}
