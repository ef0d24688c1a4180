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
    /// <exception cref="BarDataException">The file is unreadable, its layout is not known, no row is left, or in strict mode a row breaks a rule of severity error.</exception>
    public static CheckedBars Read(string path, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return Guarded(Path.GetFileName(path), () =>
        {
            IReadOnlyList<TextPart> parts = TextPart.Of(path);
            if (parts.Count > 1)
                throw new BarDataException(
                    $"{Path.GetFileName(path)}: found {parts.Count} files in it ({string.Join(", ", parts.Take(8).Select(part => part.Contract))}); expected one contract. "
                    + "Import it with the contract named, or with the front contract by volume: rltrainer data import --help.");
            using Stream stream = parts[0].Open();
            return Read(stream, parts[0].Name, instrument, interval, mode, layout);
        });
    }

    /// <summary>Reads and checks the content of a file from a stream of uncompressed text.</summary>
    /// <param name="stream">The text, read to its end once.</param>
    /// <param name="name">The name that findings carry.</param>
    /// <inheritdoc cref="Read(string, Instrument, BarInterval, CheckMode, BarLayout?)"/>
    public static CheckedBars Read(Stream stream, string name, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var store = new RowStore();
        PartRead part = ReadRows(stream, name, "", instrument, interval, mode, layout, store);
        IReadOnlyList<ContractRows> contracts = store.Contracts;
        if (contracts.Count > 1)
            throw new BarDataException(
                $"{name}: found {contracts.Count} contracts in one file ({string.Join(", ", contracts.Take(8).Select(contract => contract.Contract))}); expected one. "
                + "Import it with the contract named, or with the front contract by volume: rltrainer data import --help.");
        (BarColumns columns, Func<int, RowPlace> placeOf) = BarAssembler.ColumnsOf(contracts.Count == 1 ? contracts[0].Rows : new RawRows());
        string origin = part.Head.Origin.Length > 0 ? $"{name} ({part.Head.Origin})" : name;
        BarSeries bars = BarAssembler.Finish(columns, placeOf, instrument, interval, origin, part.Head.IsSynthetic, name);
        return new CheckedBars(bars, part.Log.ToReport(part.Layout.Format, part.RowsRead, bars.Count));
    }

    /// <summary>Reads the rows of one text into a store.</summary>
    internal static PartRead ReadRows(
        Stream stream, string name, string contract, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout, RowStore store)
    {
        using Stream whole = TextPart.WithHead(stream, out FileHead head);
        layout ??= LayoutDetector.Required(head, name);
        var log = new FindingsLog(name, mode);
        using var lines = new LineReader(layout.IsJsonText ? new JsonObjectStream(whole) : whole);
        for (int line = 0; line < head.CommentLines && !layout.IsJsonText; line++) lines.TryRead(out _);
        var reader = new BarTextReader(layout, instrument, interval, log, store, contract);
        reader.SeeHead(head);
        reader.Read(lines);
        store.EndFile();
        return new PartRead(head, layout, log, reader.RowsRead);
    }

    /// <summary>Says in words that compressed content is damaged.</summary>
    internal static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new BarDataException($"{name}: its compressed content is damaged ({error.Message}). Expected a whole .gz or .zip file: download or export it again.", error);
        }
    }
}
