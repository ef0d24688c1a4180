using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Turns files of any known format into one file of this project, and adds later downloads to it.</summary>
public static class BarImport
{
    private static readonly string[] Formats =
    [
        "timestamp CSV", "NinjaTrader", "HistData", "TradingView", "FirstRate", "Kibot", "Sierra Chart", "Databento raw", "Databento pretty",
        "Lean future", "Lean equity", "Interactive Brokers", "MetaTrader", "Nautilus", "yfinance", "two clocks", "epoch CSV",
    ];

    /// <summary>
    /// Reads the files in the order given, checks them, adds what is new to the target and writes it. Bars the target has
    /// already are kept as they are; where the files say otherwise, the conflict is listed.
    /// </summary>
    /// <param name="files">Text, .gz or .zip files, of one contract or several.</param>
    /// <param name="target">The file to write: .csv or .csv.gz; null to only read.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="options">What the content cannot tell.</param>
    /// <exception cref="BarDataException">A file cannot be read, a fact is missing (its readings are shown), or several contracts came without a choice.</exception>
    public static ImportResult Run(IReadOnlyList<string> files, string? target, Instrument instrument, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(instrument);
        if (string.Equals(options.Zone, "exchange", StringComparison.OrdinalIgnoreCase)) options = options with { Zone = instrument.ExchangeZone };
        var store = new RowStore();
        var parts = new List<PartRead>();
        foreach (string file in files)
            parts.AddRange(BarFile.Guarded(Path.GetFileName(file), () => ReadParts(file, instrument, options, store)));
        string names = string.Join(", ", files.Select(file => Path.GetFileName(file)));
        (BarColumns columns, Func<int, RowPlace> placeOf, IReadOnlyList<RollMark> rolls) = OneContract(store, options, names);
        bool isSynthetic = parts.Any(part => part.Head.IsSynthetic);
        BarSeries incoming = BarAssembler.Finish(columns, placeOf, instrument, options.Interval, $"imported from {names}", isSynthetic, names);
        ValidationReport[] reports = [.. parts.Select(part => part.Log.ToReport(part.Layout.Format, part.RowsRead, part.RowsRead - part.Log.LeftOutCount))];
        BarMerge merge = target is not null && File.Exists(target)
            ? BarMerge.Of(BarFile.Read(target, instrument, options.Interval, CheckMode.Strict).Bars, incoming)
            : new BarMerge(incoming, incoming.Count, 0, [], 0);
        bool isWritten = target is not null && !options.DryRun && merge.Added > 0;
        if (isWritten) BarCsv.Write(target!, merge.Bars);
        return new ImportResult(merge.Bars, reports, rolls, merge.Added, merge.AlreadyThere, merge.Conflicts, merge.ConflictCount, isWritten);
    }

    /// <summary>What a file's content tells about its layout, and the fact it leaves open, if any.</summary>
    /// <exception cref="BarDataException">The layout is not known.</exception>
    public static IReadOnlyList<DetectedLayout> Detect(string file) => BarFile.Guarded(Path.GetFileName(file), () =>
    {
        var found = new List<DetectedLayout>();
        foreach (TextPart part in TextPart.Of(file))
        {
            using Stream stream = TextPart.WithHead(part.Open(), out FileHead head);
            found.Add(LayoutDetector.Detect(head, part.Name));
        }
        return found;
    });

    private static List<PartRead> ReadParts(string file, Instrument instrument, ImportOptions options, RowStore store)
    {
        var read = new List<PartRead>();
        foreach (TextPart part in TextPart.Of(file))
        {
            BarLayout layout;
            using (Stream start = TextPart.WithHead(part.Open(), out FileHead head)) layout = LayoutOf(head, part.Name, options);
            using Stream stream = part.Open();
            read.Add(BarFile.ReadRows(stream, part.Name, part.Contract, instrument, options.Interval, options.Mode, layout, store));
        }
        return read;
    }

    /// <summary>The detected layout with what the caller named instead.</summary>
    private static BarLayout LayoutOf(FileHead head, string name, ImportOptions options)
    {
        if (options.Format is { } wanted && !Formats.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            throw new BarDataException($"The format was '{wanted}'; expected one of {string.Join(", ", Formats)}.");
        DetectedLayout detected = LayoutDetector.Detect(head, name);
        BarLayout layout = detected.Layout;
        bool isNinja = string.Equals(options.Format, "NinjaTrader", StringComparison.OrdinalIgnoreCase);
        if (string.Equals(options.Format, "HistData", StringComparison.OrdinalIgnoreCase))
            layout = layout with { Format = "HistData", Zone = "UTC-05", Edge = BarEdge.Start };
        else if (isNinja) layout = layout with { Format = "NinjaTrader", Edge = BarEdge.End };
        else if (options.Format is { } other && !string.Equals(other, layout.Format, StringComparison.OrdinalIgnoreCase))
            throw new BarDataException($"{name}: the format was said to be {other}; its content is {layout.Format}'s. Expected the two to agree: leave the format out, or check the file.");
        bool isAnswered = options.Zone is not null || (options.Format is not null && !isNinja && layout.Format == "HistData")
            || (options.Date is not null && layout.Time == TimeForm.MillisecondsOfDay);
        if (detected.Question is not null && !isAnswered) LayoutDetector.Required(head, name);
        if (options.Zone is not null) ZoneClock.ZoneOf(options.Zone);
        return layout with { Zone = options.Zone ?? layout.Zone, Edge = options.Edge ?? layout.Edge, FileDate = options.Date ?? layout.FileDate };
    }

    private static (BarColumns Columns, Func<int, RowPlace> PlaceOf, IReadOnlyList<RollMark> Rolls) OneContract(RowStore store, ImportOptions options, string names)
    {
        ContractColumns[] contracts = [.. store.Contracts.Select(contract =>
        {
            (BarColumns columns, Func<int, RowPlace> placeOf) = BarAssembler.ColumnsOf(contract.Rows);
            return new ContractColumns(contract.Contract, columns, placeOf);
        })];
        if (contracts.Length == 0) throw new BarDataException($"{names}: none of the rows became a bar. Expected one-minute or one-second bars.");
        if (options.Contract is { } wanted)
        {
            ContractColumns chosen = FrontContract.Only(contracts, wanted, names);
            return (chosen.Columns, chosen.PlaceOf, []);
        }
        if (contracts.Length == 1) return (contracts[0].Columns, contracts[0].PlaceOf, []);
        if (options.FrontByVolume) return FrontContract.ByVolume(contracts, options.Roll);
        throw new BarDataException(
            $"{names}: found {contracts.Length} contracts: {string.Join(", ", contracts.Select(c => $"{c.Contract} ({c.Columns.UtcSeconds.Length} rows, volume {c.Columns.Volumes.Sum()})"))}. "
            + "Expected one, or a choice: name the contract, or take the front contract by volume.");
    }
}
