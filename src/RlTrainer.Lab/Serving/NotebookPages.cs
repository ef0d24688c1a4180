using RlTrainer.Lab.Security;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Lab.Serving;

/// <summary>The notebooks as pages to read, made when one is asked for and a notebook has changed since.</summary>
internal static class NotebookPages
{
    private const string Title = "RlTrainer";
    private static readonly Lock Turn = new();

    /// <summary>File and title of each page.</summary>
    public static IEnumerable<(string File, string Title)> Titles(LabRooms rooms) => Notebooks(rooms)
        .Select(path => Path.GetFileNameWithoutExtension(path)).Select(name => (name + ".html", name.Replace('-', ' ')));

    /// <summary>A page's file.</summary>
    /// <exception cref="LabFault">There is none of that name.</exception>
    public static string Find(LabRooms rooms, string file)
    {
        string folder = Path.Combine(rooms.Options.State, "notebooks"), index = Path.Combine(folder, "index.html");
        if (!SafePaths.IsName(file)) throw new LabFault(404, "There is no such page.");
        lock (Turn)
        {
            string[] notebooks = [.. Notebooks(rooms).Where(IsReadable)];
            if (!File.Exists(index) || notebooks.Any(path => File.GetLastWriteTimeUtc(path) > File.GetLastWriteTimeUtc(index)))
                NotebookSite.Write(notebooks, folder, Title, WebScripts.Find(AppContext.BaseDirectory));
        }
        string page = Path.Combine(folder, file);
        return File.Exists(page) ? page : throw new LabFault(404, $"There is no page '{file}'.");
    }

    private static IEnumerable<string> Notebooks(LabRooms rooms)
    {
        string folder = Path.Combine(rooms.Paths.Root, "notebooks");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal) : [];
    }

    /// <summary>One that cannot be read is left out of the site, and says why where it is opened.</summary>
    private static bool IsReadable(string path)
    {
        try
        {
            NotebookDocument.Read(path);
            return true;
        }
        catch (NotebookFormatException)
        {
            return false;
        }
    }
}
