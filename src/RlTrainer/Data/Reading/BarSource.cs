using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>A bar file that discovery found.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">Why this one, to be printed: "using data/NQ_D1M.csv because data/D1M.csv is absent".</param>
/// <param name="Instrument">What its bars are of.</param>
/// <param name="Interval">How long each bar lasts.</param>
/// <param name="IsSample">It is the synthetic sample that ships with the project.</param>
public sealed record BarSource(string Path, string Reason, Instrument Instrument, BarInterval Interval, bool IsSample)
{
    /// <summary>Reads and checks the file; the first error stops it.</summary>
    /// <exception cref="BarDataException">The file breaks a rule: the
    /// message names file, line, text, rule and remedy.</exception>
    public BarSeries Read() => Read(CheckMode.Strict).Bars;

    /// <summary>Reads and checks the file and says what was found.</summary>
    /// <param name="mode">What to do with rows that break a rule.</param>
    /// <returns>The bars and the report of the checks.</returns>
    /// <exception cref="BarDataException">The file cannot be read, or in
    /// strict mode a row breaks a rule of severity error.</exception>
    public CheckedBars Read(CheckMode mode) => BarFile.Read(Path, Instrument, Interval, mode);

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
