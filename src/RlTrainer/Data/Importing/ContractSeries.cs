using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>The rows of an import as one series: one contract, the front by volume, or a continuous series whose rolls its
/// numbers mark.</summary>
/// <param name="Columns">The bars.</param>
/// <param name="PlaceOf">Where a bar came from.</param>
/// <param name="Rolls">Changes of contract.</param>
internal sealed record ContractSeries(BarColumns Columns, Func<int, RowPlace> PlaceOf, IReadOnlyList<RollMark> Rolls)
{
    /// <summary>The series that the options ask for.</summary>
    /// <exception cref="BarDataException">No row became a bar, or several contracts came without a choice.</exception>
    public static ContractSeries Of(ImportSource source, string names)
    {
        ImportOptions options = source.Options;
        ContractColumns[] contracts = [.. source.Store.Contracts.Select(contract =>
        {
            (BarColumns columns, Func<int, RowPlace> placeOf) = BarAssembler.ColumnsOf(
                contract.Rows, utc => EvidenceAgainst.ThrowIfOther(source.Parts[0], utc, source.Instrument, options.Interval));
            return new ContractColumns(contract.Contract, columns, placeOf);
        }).Where(contract => contract.Columns.UtcSeconds.Length > 0)];
        if (contracts.Length == 0) throw Refusals.NoBar(names, source.Parts);
        if (!options.Accept.Contains("rows", StringComparer.OrdinalIgnoreCase))
            foreach (ContractColumns contract in contracts)
                OrderEvidence.ThrowIfSwapped(contract.Columns, source.Instrument, options.Interval, names);
        if (!source.Instrument.IsCustom)
            foreach (ContractColumns contract in contracts)
                EvidenceAgainst.ThrowIfMarkedAtEnd(source.Parts[0], contract.Columns.EasternSeconds, options.Interval);
        if (options.Contract is { } wanted)
        {
            ContractColumns chosen = FrontContract.Only(contracts, wanted, names);
            return new ContractSeries(chosen.Columns, chosen.PlaceOf, []);
        }
        if (contracts.Length == 1) return new ContractSeries(contracts[0].Columns, contracts[0].PlaceOf, []);
        if (IsContinuous(source, contracts)) return Stitched(contracts, options.Roll);
        if (!options.FrontByVolume) throw Several(contracts, names);
        (BarColumns front, Func<int, RowPlace> place, IReadOnlyList<RollMark> rolls) =
            FrontContract.ByVolume(contracts, options.Roll);
        return new ContractSeries(front, place, rolls);
    }

    /// <summary>Contracts known by a number only, one after the other in time: the vendor joined them already.</summary>
    private static bool IsContinuous(ImportSource source, ContractColumns[] contracts)
    {
        if (!source.Parts.All(part => part.Layout.IdColumn >= 0)
            || !contracts.All(contract => contract.Contract.All(char.IsAsciiDigit))) return false;
        ContractColumns[] inTime = [.. contracts.OrderBy(contract => contract.Columns.UtcSeconds[0])];
        for (int later = 1; later < inTime.Length; later++)
            if (inTime[later].Columns.UtcSeconds[0] <= inTime[later - 1].Columns.UtcSeconds[^1]) return false;
        return true;
    }

    private static ContractSeries Stitched(ContractColumns[] contracts, RollTreatment roll)
    {
        ContractColumns[] inTime = [.. contracts.OrderBy(contract => contract.Columns.UtcSeconds[0])];
        RollMark[] rolls = [.. inTime.Skip(1)
            .Select((later, index) =>
                new RollMark(SessionCalendar.DateOf(later.Columns.EasternSeconds[0]), inTime[index].Contract,
                    later.Contract, null))];
        if (roll == RollTreatment.BackAdjusted)
            throw new BarDataException(
                $"The change from {rolls[0].From} to {rolls[0].To} on {rolls[0].Date:uuuu-MM-dd} has no common bar to take the "
                + $"difference from. Import unadjusted, or add a file in which both contracts trade.");
        int[] starts = new int[inTime.Length + 1];
        for (int contract = 0; contract < inTime.Length; contract++)
            starts[contract + 1] = starts[contract] + inTime[contract].Columns.UtcSeconds.Length;
        T[] Column<T>(Func<BarColumns, T[]> column) => [.. inTime.SelectMany(contract => column(contract.Columns))];
        var columns = new BarColumns(
            Column(c => c.UtcSeconds), Column(c => c.EasternSeconds), Column(c => c.OpenTicks), Column(c => c.HighTicks),
            Column(c => c.LowTicks), Column(c => c.CloseTicks), Column(c => c.Volumes));
        return new ContractSeries(columns, PlaceOf, rolls);

        RowPlace PlaceOf(int bar)
        {
            int contract = 0;
            while (starts[contract + 1] <= bar) contract++;
            return inTime[contract].PlaceOf(bar - starts[contract]);
        }
    }

    private static BarDataException Several(ContractColumns[] contracts, string names)
    {
        IEnumerable<string> first = contracts.Take(20).Select(contract =>
            $"{contract.Contract} ({contract.Columns.UtcSeconds.Length} rows, volume {contract.Columns.Volumes.Sum()})");
        return new BarDataException(
            $"{names}: found {contracts.Length} contracts: {string.Join(", ", first)}{(contracts.Length > 20 ? " …" : "")}. "
            + "Expected one, or a choice: name the contract (--contract), or take the front contract by volume (--front).");
    }
}
