using RlTrainer.Files;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Turns files of any known format into one file of this project, and adds later downloads to it.</summary>
public static class BarImport
{
    /// <summary>
    /// Reads the files in the order given, checks them, adds what is new to the target and writes it. Bars the target has
    /// already are kept as they are; where the files say otherwise, the conflict is listed.
    /// </summary>
    /// <param name="files">Files or folders of files, of one contract or several.</param>
    /// <param name="target">The file to write: .csv or .csv.gz; null to only read.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="options">What the content cannot tell.</param>
    /// <returns>What was read, added and written.</returns>
    /// <exception cref="BarQuestionException">A file leaves a fact open: its readings are shown.</exception>
    /// <exception cref="FolderInUseException">Another import writes the same target; the message says which.</exception>
    /// <exception cref="BarDataException">A file cannot be read, a guard refuses it, or several contracts came without a
    /// choice.</exception>
    public static ImportResult Run(IReadOnlyList<string> files, string? target, Instrument instrument, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(instrument);
        if (string.Equals(options.Zone, "exchange", StringComparison.OrdinalIgnoreCase))
            options = options with { Zone = instrument.ExchangeZone };
        var source = new ImportSource(instrument, options);
        List<string> all = FilesIn(files, source.Ignored);
        foreach (string file in all) BarFile.Guarded(file, () => source.Open(file));
        foreach (string file in all) BarFile.Guarded(file, () => source.Read(file));
        string names = Names(files);
        ContractSeries series = ContractSeries.Of(source, names);
        BarSeries incoming = Incoming(source, series, names);
        ImportGuards guards = Guarded(source, series, names);
        ValidationReport[] reports =
            [.. source.Parts.Select(
                part => part.Log.ToReport(part.Layout.Format, part.RowsRead, part.RowsRead - part.Log.LeftOutCount))];
        using FolderOwner? owner = target is null || options.DryRun ? null : Hold(target);
        BarMerge merge = new(incoming, incoming.Count, 0, [], 0);
        if (target is not null && File.Exists(target))
        {
            BarSeries existing = BarFile.Read(target, instrument, options.Interval, CheckMode.Strict).Bars;
            guards.CheckTarget(existing, incoming, Path.GetFileName(target));
            merge = BarMerge.Of(existing, incoming);
            guards.CheckConflicts(merge, Path.GetFileName(target));
        }
        bool isWritten = target is not null && !options.DryRun && merge.Added > 0;
        owner?.ThrowIfLost();
        if (isWritten) BarCsv.Write(target!, merge.Bars);
        return new ImportResult(
            merge.Bars, reports, series.Rolls, merge.Added, merge.AlreadyThere, merge.Conflicts, merge.ConflictCount, isWritten)
        {
            Facts = source.Facts(),
            Ignored = source.Ignored,
            Incoming = incoming,
        };
    }

    /// <summary>What a file's content tells about its layout, and the facts it leaves open, if any.</summary>
    /// <param name="file">The file.</param>
    /// <param name="instrument">What the bars are of, for the evidence of the calendar and of price levels; null where it is
    /// not known yet.</param>
    /// <returns>One entry a text in the file.</returns>
    /// <exception cref="BarDataException">The layout is not known.</exception>
    public static IReadOnlyList<DetectedLayout> Detect(string file, Instrument? instrument = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return BarFile.Guarded(file, () =>
        {
            var detected = new List<DetectedLayout>();
            foreach (TextPart text in TextPart.Of(file))
            {
                TextPart part = JsonTable.AsText(text);
                using Stream stream = TextPart.WithHead(part.Open(), out FileHead head);
                DetectedLayout found = LayoutDetector.Detect(head, part.Name, new DetectOptions(instrument));
                detected.Add(found with
                {
                    Question = LayoutResolver.QuestionOf(
                    found, head, part.Open, instrument, BarInterval.Minute)
                });
            }
            return detected;
        });
    }

    /// <summary>The bars of the files as one series that says where it comes from.</summary>
    private static BarSeries Incoming(ImportSource source, ContractSeries series, string names)
    {
        bool isSynthetic = source.Parts.Any(part => part.Head.IsSynthetic),
            isBackAdjusted = source.Options.Roll == RollTreatment.BackAdjusted
                || source.Parts.Any(part => part.Layout.IsBackAdjusted);
        // What is synthetic says so in its own words for good.
        string origin = isSynthetic ? source.Parts.First(part => part.Head.IsSynthetic).Head.Origin
            : $"imported from {names}{(isBackAdjusted ? ", back-adjusted" : "")}";
        return BarAssembler.Finish(
            series.Columns, series.PlaceOf, new(source.Instrument, source.Options.Interval, origin, isSynthetic), names);
    }

    /// <summary>Rows, dates, contracts and prices have passed their guards.</summary>
    private static ImportGuards Guarded(ImportSource source, ContractSeries series, string names)
    {
        var rows = new RowGuards(source.Options, names);
        rows.CheckRows(source.Parts, source.Instrument.IsCustom);
        rows.CheckDates(series.Columns.UtcSeconds);
        var guards = new ImportGuards(source.Instrument, source.Options, names);
        guards.CheckContracts(source);
        guards.CheckPrices(source, series.Columns);
        return guards;
    }

    /// <summary>What one import adds the next one must see: between reading the target and writing it nobody else writes
    /// it.</summary>
    private static FolderOwner Hold(string target)
    {
        string full = Path.GetFullPath(target), name = Path.GetFileName(full);
        FolderOwner owner = FolderOwner.Take(Path.Combine(Path.GetDirectoryName(full)!, ".importing", name),
            $"importing into {name}", TimeProvider.System);
        AtomicFile.SweepBeside(full);
        return owner;
    }

    /// <summary>The files named, and those in the folders named, by name;
    /// what systems put beside data is left out and listed.</summary>
    private static List<string> FilesIn(IReadOnlyList<string> paths, List<string> ignored)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }
            string[] inside = [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            string[] beside = [.. inside.Where(file => Package.IsBeside(Path.GetRelativePath(path, file).Replace('\\', '/')))];
            files.AddRange(inside.Except(beside));
            ignored.AddRange(beside.Select(file => Path.GetRelativePath(path, file)));
            if (inside.Length == beside.Length)
                throw new BarDataException($"{path}: found no file with bars in the folder. Expected vendors' exports.");
        }
        return files;
    }

    private static string Names(IReadOnlyList<string> files) =>
        files.Count <= 4 ? string.Join(", ", files.Select(file => Path.GetFileName(Path.TrimEndingDirectorySeparator(file))))
            : $"{Path.GetFileName(files[0])} and {files.Count - 1} more";
}
