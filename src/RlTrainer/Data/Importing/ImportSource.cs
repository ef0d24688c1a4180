using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>The files of one import as they are read: their rows by
/// contract, what was found, and what the package held besides.</summary>
internal sealed class ImportSource(Instrument instrument, ImportOptions options)
{
    private const int SignatureBytes = 16;
    private readonly Dictionary<string, Package> _packages = [];
    private readonly JointEvidence _evidence = new(instrument, options);

    /// <summary>What the bars are of.</summary>
    public Instrument Instrument => instrument;

    /// <summary>What the caller says.</summary>
    public ImportOptions Options => options;

    /// <summary>The rows by contract.</summary>
    public RowStore Store { get; } = new();

    /// <summary>Every text and table read.</summary>
    public List<PartRead> Parts { get; } = [];

    /// <summary>Files that hold no bars and were left out, by name.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>Looks what is in a file, for the evidence that several files hold together.</summary>
    /// <param name="file">The file.</param>
    /// <returns>How many texts and tables are in it.</returns>
    public int Open(string file)
    {
        var package = Package.Of(file, options.Formats);
        _packages[file] = package;
        Ignored.AddRange(package.Ignored.Select(entry => $"{Path.GetFileName(file)}/{entry}"));
        _evidence.Parts.AddRange(package.Parts);
        return package.Parts.Count;
    }

    /// <summary>Reads one file with all that is in it.</summary>
    /// <param name="file">A file that was opened.</param>
    /// <returns>How many texts and tables were in it.</returns>
    public int Read(string file)
    {
        foreach (TextPart part in _packages[file].Parts) Parts.Add(Read(part));
        return _packages[file].Parts.Count;
    }

    /// <summary>Every fact of every file, files with the same facts together, and the first row as it was understood.</summary>
    public IReadOnlyList<string> Facts()
    {
        var lines = new List<string>();
        foreach (IGrouping<string, PartRead> group in Parts.GroupBy(
            part => string.Join('\n', part.Found.Facts.OrderBy(fact => fact.Kind).Select(fact => $"  {fact}"))))
        {
            PartRead first = group.First();
            lines.Add($"{first.Log.File}{(group.Count() > 1 ? $" and {group.Count() - 1} more" : "")} was read as "
                + $"{first.Layout.Format}:");
            lines.AddRange(group.Key.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            if (first.Head.Lines.Count > 0) lines.Add($"  first row: {FirstBar.Whole(first.Head, first.Layout)}");
        }
        return lines;
    }

    private PartRead Read(TextPart part)
    {
        if (TableFormatOf(part, options) is { } format)
            return TableRows.Read(part, format, this);
        part = JsonTable.AsText(part);
        using Stream stream = part.Open();
        using Stream whole = TextPart.WithHead(stream, out FileHead head);
        DetectedLayout found = LayoutResolver.Resolve(
            (layout, form) => _evidence.ScanOf(part, layout, form), head, part.Name, instrument, options);
        return TextRows.Read(whole, new(head, part.Name, part.Contract, found), instrument, options, Store);
    }

    /// <summary>The format of a table by its first bytes; null for text.</summary>
    internal static IBarTableFormat? TableFormatOf(TextPart part, ImportOptions options)
    {
        byte[] signature = new byte[SignatureBytes];
        using Stream start = part.Open();
        int length = start.ReadAtLeast(signature, SignatureBytes, throwOnEndOfStream: false);
        return options.Formats.Tables.FirstOrDefault(format => format.Recognizes(signature.AsSpan(0, length)));
    }
}
