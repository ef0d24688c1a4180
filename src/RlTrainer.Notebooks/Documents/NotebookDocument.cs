using System.Text.Json.Nodes;
using RlTrainer.Files;

namespace RlTrainer.Notebooks.Documents;

/// <summary>A Jupyter notebook (nbformat 4): cells and what the file says about them.</summary>
public sealed class NotebookDocument
{
    /// <summary>Creates an empty C# notebook of this name, with the metadata that .NET Interactive and Jupyter expect.</summary>
    /// <param name="name">The file's name without its ending; errors are told under it.</param>
    public NotebookDocument(string name)
    {
        Name = name;
        Metadata = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            ["language_info"] = new JsonObject { ["name"] = "polyglot-notebook" },
            ["polyglot_notebook"] = new JsonObject
            {
                ["kernelInfo"] = new JsonObject
                {
                    ["defaultKernelName"] = "csharp",
                    ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = "csharp" }),
                },
            },
        };
    }

    internal NotebookDocument(string name, JsonObject metadata, string language)
    {
        Name = name;
        Metadata = metadata;
        Language = language;
    }

    private const long LargestFile = 256L << 20;

    /// <summary>The notebook's file name without folder and extension; messages use it.</summary>
    public string Name { get; }

    /// <summary>What the file says about the notebook as a whole, preserved.</summary>
    public JsonObject Metadata { get; }

    /// <summary>The language of cells that name none.</summary>
    public string Language { get; } = CellLanguages.CSharp;

    /// <summary>The cells in reading order.</summary>
    public IList<NotebookCell> Cells { get; } = [];

    /// <summary>Reads a notebook file: .ipynb, or .dib by its ending.</summary>
    /// <param name="path">The file; .dib is read as such, every other ending as .ipynb.</param>
    /// <returns>The notebook with its stored outputs.</returns>
    /// <exception cref="NotebookFormatException">The file is missing, is not JSON, is not a notebook, or names an unknown
    /// language.</exception>
    public static NotebookDocument Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw new NotebookFormatException($"notebook '{path}': the file does not exist. Give the path of an .ipynb file.");
        string name = Path.GetFileNameWithoutExtension(path);
        if (new FileInfo(path).Length is > LargestFile and long bytes)
            throw new NotebookFormatException($"notebook '{PrintableText.Name(name)}': the file has {bytes} bytes; expected at "
                + $"most {LargestFile}. Clear its outputs (`rltrainer notebooks clean`), or store large results in files of "
                + $"their own.");
        return Path.GetExtension(path) == ".dib" ? DibFormat.Read(File.ReadAllText(path), name)
            : Parse(File.ReadAllText(path), name);
    }

    /// <summary>Reads a notebook from its text; the name is used in messages.</summary>
    /// <param name="json">The text of an .ipynb file.</param>
    /// <param name="name">What errors and the notebook itself are called.</param>
    /// <returns>The notebook with its stored outputs.</returns>
    /// <exception cref="NotebookFormatException">The text is not JSON,
    /// is not a notebook, or names an unknown language.</exception>
    public static NotebookDocument Parse(string json, string name) => NotebookReader.Read(json, name);

    /// <summary>The file's text: keys sorted, one blank a level, a line
    /// end last; the same notebook always gives the same bytes.</summary>
    /// <param name="withOutputs">False leaves outputs and execution counts out, as notebooks are stored.</param>
    /// <returns>The text of an .ipynb file.</returns>
    public string ToJson(bool withOutputs) => NotebookWriter.Write(this, withOutputs);

    /// <summary>Writes the file atomically, another file first, then a
    /// rename over the old one; as .dib when the path ends so.</summary>
    /// <param name="path">Where to; an ending of .dib chooses that format, which has no outputs.</param>
    /// <param name="withOutputs">False leaves outputs and execution counts out, as notebooks are stored.</param>
    public void Write(string path, bool withOutputs) =>
        AtomicFile.WriteText(path, Path.GetExtension(path) == ".dib" ? DibFormat.Write(this) : ToJson(withOutputs));
}
