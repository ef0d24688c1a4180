using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>One file of bars of one contract: plain, gzipped or zipped text, its layout detected or given.</summary>
public static class BarFile
{

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file: text, .gz, or a .zip with one file in it.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="mode">What to do with rows that break a rule.</param>
    /// <param name="layout">The file's layout; null to detect it from the content.</param>
    /// <returns>The bars kept, and every finding.</returns>
    /// <exception cref="BarQuestionException">The file leaves a fact open,
    /// or the calendar speaks against what its form says.</exception>
    /// <exception cref="BarDataException">The file is unreadable, its layout is not known, no row is left, or in strict mode
    /// a row breaks a rule of severity error.</exception>
    public static CheckedBars Read(
        string path, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return Guarded(path, () =>
        {
            IReadOnlyList<TextPart> parts = TextPart.Of(path);
            if (parts.Count > 1)
                throw new BarDataException(
                    $"{Path.GetFileName(path)}: found {parts.Count} files in it "
                    + $"({string.Join(", ", parts.Take(8).Select(part => part.Contract.Length > 0 ? part.Contract : part.Name))}"
                    + $"); expected one contract. "
                    + "Import it with the contract named, or with the front contract by volume: rltrainer data import --help.");
            TextPart part = layout is null ? JsonTable.AsText(parts[0]) : parts[0];
            using Stream stream = part.Open();
            return Read(stream, part.Open, part.Name, instrument, (interval, mode), layout);
        });
    }

    /// <summary>Reads and checks the content of a file from a stream of uncompressed text.</summary>
    /// <param name="stream">The text, read to its end once.</param>
    /// <param name="name">The name that findings carry.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="mode">What to do with rows that break a rule.</param>
    /// <param name="layout">The file's layout; null to detect it from the content.</param>
    /// <inheritdoc cref="Read(string, Instrument, BarInterval, CheckMode, BarLayout?)"/>
    public static CheckedBars Read(
        Stream stream, string name, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(name);
        return Read(stream, null, name, instrument, (interval, mode), layout);
    }

    private static CheckedBars Read(
        Stream stream, Func<Stream>? reopen, string name, Instrument instrument, (BarInterval Interval, CheckMode Mode) asked,
        BarLayout? layout)
    {
        var store = new RowStore();
        var options = new ImportOptions { Interval = asked.Interval, Mode = asked.Mode };
        using Stream whole = TextPart.WithHead(stream, out FileHead head);
        DetectedLayout found = layout is null
            ? LayoutResolver.Resolve(
                (format, form) => LayoutResolver.ScanOf(format, reopen ?? (() => new MemoryStream(head.Bytes)), form), head,
                name, instrument, options)
            : new DetectedLayout(
                layout, [.. new[] { FactKind.Zone, FactKind.Edge }.Select(
                    kind => new FileFact(kind, "", FactSource.Said, "given with the layout"))]);
        PartRead part = TextRows.Read(whole, new(head, name, "", found), instrument, options, store);
        IReadOnlyList<ContractRows> contracts = store.Contracts;
        if (contracts.Count > 1)
            throw new BarDataException(
                $"{name}: found {contracts.Count} contracts in one file "
                + $"({string.Join(", ", contracts.Take(8).Select(contract => contract.Contract))}); expected one. "
                + "Import it with the contract named, or with the front contract by volume: rltrainer data import --help.");
        (BarColumns columns, Func<int, RowPlace> placeOf) = BarAssembler.ColumnsOf(
            contracts.Count == 1 ? contracts[0].Rows : new RawRows(), utc =>
                EvidenceAgainst.ThrowIfOther(part, utc, instrument, asked.Interval));
        string origin = part.Head.Origin.Length > 0 ? $"{name} ({part.Head.Origin})" : name;
        if (columns.UtcSeconds.Length == 0) throw Refusals.NoBar(name, [part]);
        if (found.SourceOf(FactKind.Columns) == FactSource.Evidence)
            OrderEvidence.ThrowIfSwapped(columns, instrument, asked.Interval, name);
        if (!instrument.IsCustom) EvidenceAgainst.ThrowIfMarkedAtEnd(part, columns.EasternSeconds, asked.Interval);
        BarSeries bars = BarAssembler.Finish(
            columns, placeOf, new(instrument, asked.Interval, origin, part.Head.IsSynthetic), name);
        return new CheckedBars(bars, part.Log.ToReport(part.Layout.Format, part.RowsRead, bars.Count));
    }

    /// <summary>Says in words that compressed content is damaged, or that a file changed while it was read.</summary>
    internal static T Guarded<T>(string path, Func<T> read)
    {
        string name = Path.GetFileName(path);
        long before = File.Exists(path) ? new FileInfo(path).Length : 0;
        T result;
        try
        {
            result = read();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new BarDataException(
                $"{name}: its compressed content is damaged ({error.Message.TrimEnd('.')}). Expected a whole .gz or .zip file: "
                + $"download or export it again.", error);
        }
        long after = File.Exists(path) ? new FileInfo(path).Length : 0;
        return before == after
            ? result
            : throw new BarDataException(
                $"{name}: it changed while it was read, from {before} to {after} bytes. Expected a file that nothing writes to: "
                + $"import it when it is whole. Nothing was written.");
    }
}
