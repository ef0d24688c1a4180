using System.Globalization;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Refuses files of another instrument, another scale or another series before anything is written.</summary>
internal sealed class ImportGuards(Instrument instrument, ImportOptions options, string names)
{
    private const int FewestToJudge = 20, FewestConflicts = 10;
    private const double LargestStep = 1.3, SecondsOfAYear = 31_536_000;

    /// <summary>The root of each contract's name, and of the symbol in
    /// the file's name or header, against the instrument.</summary>
    public void CheckContracts(ImportSource source)
    {
        if (Accepts("symbol")) return;
        IEnumerable<(string Name, string File)> named = source.Parts
            .SelectMany(part => part.Found.Facts.Where(fact => fact.Kind == FactKind.Contract)
                .Select(fact => (fact.Value, part.Log.File)))
            .Concat(source.Store.Names.Where(name => name.Length > 0 && !name.All(char.IsAsciiDigit))
                .Select(name => (name, names)));
        foreach ((string name, string file) in named)
            if (ContractName.RootOf(name) is { } root
                && !string.Equals(root, instrument.Symbol, StringComparison.OrdinalIgnoreCase))
                throw new BarDataException(
                    $"{file}: its symbol is '{name}', of {root}; the import was asked for {instrument.Symbol}. Expected one "
                    + $"instrument: say --symbol {root}, or --accept symbol where the two are the same.");
    }

    /// <summary>The level of the prices against where the instrument has been, and their tick against the instrument's.</summary>
    public void CheckPrices(ImportSource source, BarColumns columns)
    {
        int[] sorted = [.. columns.CloseTicks.Order()];
        double level = (double)instrument.PriceOf(sorted[sorted.Length / 2]);
        bool isBackAdjusted = source.Parts.Any(part => part.Layout.IsBackAdjusted) || options.Roll == RollTreatment.BackAdjusted;
        if (!Accepts("level") && !isBackAdjusted && PriceLevels.Of(instrument) is { } range
            && !PriceLevels.Fits(instrument, level))
            throw new BarDataException(string.Create(CultureInfo.InvariantCulture,
                $"{names}: its middle price is {level}, and {instrument.Symbol} is expected between {range.Low} and "
                + $"{range.High}. Expected the instrument's own prices: check --symbol, --price-scale (e.g. 0.01 for cents) and "
                + $"--decimal, or say --accept level."));
        long offTick = source.Store.OffTickRows, rows = source.Parts.Sum(part => part.RowsRead);
        if (!Accepts("tick") && !instrument.IsCustom && rows >= FewestToJudge && offTick * 2 > rows)
            throw new BarDataException(
                $"{names}: {offTick} of {rows} rows have prices between the ticks of {instrument.Symbol} "
                + $"({instrument.TickSize}). Expected whole ticks: check --symbol; where the series is adjusted by ratio or of a "
                + $"CFD, say --accept tick to round every price.");
    }

    /// <summary>The level of the new bars against those that are there already, near them in time.</summary>
    public void CheckTarget(BarSeries existing, BarSeries incoming, string target)
    {
        if (Accepts("target") || existing.Count == 0) return;
        int at = existing.UtcSeconds.BinarySearch(incoming.UtcSeconds[0]);
        int near = Math.Clamp(at < 0 ? ~at - 1 : at, 0, existing.Count - 1);
        int first = incoming.UtcSeconds[0] < existing.UtcSeconds[0] ? incoming.Count - 1 : 0;
        if (first > 0) near = 0;
        double older = existing.CloseTicks[near], newer = incoming.CloseTicks[first];
        if (older <= 0 || newer <= 0) return;
        double years = Math.Abs(incoming.UtcSeconds[first] - existing.UtcSeconds[near]) / SecondsOfAYear,
            step = Math.Max(older / newer, newer / older);
        if (step > LargestStep * (1 + years))
            throw new BarDataException(string.Create(CultureInfo.InvariantCulture,
                $"{names}: its prices are near {incoming.Instrument.PriceOf(incoming.CloseTicks[first])} and those of {target} "
                + $"at the nearest time near {existing.Instrument.PriceOf(existing.CloseTicks[near])}. Expected one series: "
                + $"check --symbol and --output, or say --accept target. Nothing was written."));
    }

    /// <summary>Bars that both have and that differ throughout are of two series.</summary>
    public void CheckConflicts(BarMerge merge, string target)
    {
        if (Accepts("target") || merge.ConflictCount < FewestConflicts || merge.ConflictCount <= merge.AlreadyThere) return;
        throw new BarDataException(
            $"{names}: of the {merge.ConflictCount + merge.AlreadyThere} bars that {target} has too, {merge.ConflictCount} have "
            + $"other values, first {merge.Conflicts[0]}. "
            + "Expected one series: another contract, another adjustment, or a zone or edge that differs? Write it elsewhere "
            + "with --output, or say --accept target to add only what is new. Nothing was written.");
    }

    private bool Accepts(string guard) => options.Accept.Contains(guard, StringComparer.OrdinalIgnoreCase);
}
