namespace RlTrainer.Notebooks.Documents;

/// <summary>A notebook found in a folder.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Title">Its first heading, or its name when it has none.</param>
/// <param name="Summary">The first paragraph after the heading, on one line; empty when there is none.</param>
/// <param name="CodeCells">How many code cells it has.</param>
/// <param name="IsClean">Whether the file is stored canonically and without outputs.</param>
public sealed record NotebookEntry(string Path, string Title, string Summary, int CodeCells, bool IsClean)
{
    /// <summary>Why the file cannot be read; null where it can.</summary>
    public string? Fault { get; init; }
}

/// <summary>The notebooks of a folder: found by listing, in order of their names.</summary>
public static class NotebookFolder
{
    /// <summary>The notebook files of the folder or, for a file, that file; sorted by name.</summary>
    /// <param name="path">A folder, whose own .ipynb files are listed and not those below, or one file.</param>
    /// <returns>Paths, sorted by their bytes.</returns>
    /// <exception cref="NotebookFormatException">There is no such folder or file.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new NotebookFormatException($"'{path}': there is no such notebook or folder of notebooks.");
        return [.. Directory.EnumerateFiles(path, "*.ipynb").Order(StringComparer.Ordinal)];
    }

    /// <summary>What the notebooks of the folder say of themselves; one that cannot be read says why.</summary>
    /// <param name="path">A folder of notebooks or one notebook.</param>
    /// <returns>Title, summary and size of each, in the order of <see cref="Find"/>.</returns>
    public static IReadOnlyList<NotebookEntry> List(string path) => [.. Find(path).Select(Describe)];

    /// <summary>Stores every notebook of the folder canonically and without outputs; returns those that changed.</summary>
    /// <param name="path">A folder of notebooks or one notebook.</param>
    /// <returns>Paths of the files that were rewritten; empty when all were clean.</returns>
    public static IReadOnlyList<string> Clean(string path)
    {
        var changed = new List<string>();
        foreach (string file in Find(path))
        {
            NotebookDocument document = NotebookDocument.Read(file);
            if (document.ToJson(withOutputs: false) == File.ReadAllText(file))
                continue;
            document.Write(file, withOutputs: false);
            changed.Add(file);
        }

        return changed;
    }

    /// <summary>Converts between .ipynb and .dib, by the paths' endings; outputs are left out.</summary>
    /// <param name="from">The file to read.</param>
    /// <param name="to">The file to write; one of that name is replaced.</param>
    /// <exception cref="NotebookFormatException">An ending is neither, or the source cannot be read.</exception>
    public static void Convert(string from, string to)
    {
        foreach (string path in (ReadOnlySpan<string>)[from, to])
        {
            if (System.IO.Path.GetExtension(path) is not (".ipynb" or ".dib"))
                throw new NotebookFormatException(
                    $"'{path}': the ending was '{System.IO.Path.GetExtension(path)}', expected .ipynb or .dib.");
        }

        NotebookDocument.Read(from).Write(to, withOutputs: false);
    }

    /// <summary>Writes a notebook to begin with: a heading, a parameters cell and a cell for the first step.</summary>
    /// <param name="path">The .ipynb or .dib file to make.</param>
    /// <param name="title">The heading of its first cell.</param>
    /// <exception cref="NotebookFormatException">The file exists.</exception>
    public static void Create(string path, string title)
    {
        if (File.Exists(path))
            throw new NotebookFormatException($"'{path}': the file exists; choose another name.");
        var document = new NotebookDocument(System.IO.Path.GetFileNameWithoutExtension(path));
        document.Cells.Add(new NotebookCell(
            CellKind.Markdown, $"# {title}\n\nThe question this notebook answers.", CellLanguages.Markdown));
        var parameters = new NotebookCell(CellKind.Code, "bool quick = false;");
        parameters.AddTag("parameters");
        document.Cells.Add(parameters);
        document.Cells.Add(new NotebookCell(CellKind.Code, "display(quick ? \"the quick variant\" : \"the whole\");"));
        document.Write(path, withOutputs: false);
    }

    /// <summary>The first heading and the first paragraph of a notebook.</summary>
    /// <param name="document">A notebook.</param>
    /// <returns>The heading, or the notebook's name where it has none, and the paragraph after it, empty where there is
    /// none.</returns>
    public static (string Title, string Summary) Opening(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        NotebookCell? prose = document.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown);
        string[] lines = prose is null ? [] : prose.Source.Split('\n');
        int heading = Array.FindIndex(lines, line => line.StartsWith("# ", StringComparison.Ordinal));
        string title = heading >= 0 ? lines[heading][2..].Trim() : document.Name;
        string summary = string.Join(" ", lines[(heading + 1)..]
            .SkipWhile(string.IsNullOrWhiteSpace)
            .TakeWhile(line => !string.IsNullOrWhiteSpace(line) && !line.StartsWith('#'))
            .Select(line => line.Trim()));
        return (title, summary);
    }

    private static NotebookEntry Describe(string file)
    {
        NotebookDocument document;
        try
        {
            document = NotebookDocument.Read(file);
        }
        catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return new NotebookEntry(file, System.IO.Path.GetFileNameWithoutExtension(file), string.Empty, 0,
                IsClean: true)
            { Fault = error.Message };
        }

        var (title, summary) = Opening(document);
        bool isClean = document.ToJson(withOutputs: false) == File.ReadAllText(file);
        return new NotebookEntry(file, title, summary, document.Cells.Count(cell => cell.Kind == CellKind.Code), isClean);
    }
}
