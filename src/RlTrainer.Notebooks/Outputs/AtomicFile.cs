namespace RlTrainer.Notebooks.Outputs;

/// <summary>Files that are either whole or not there.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the text to a neighbour and renames it over the path; folders are made as needed.</summary>
    public static void WriteText(string path, string text)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string neighbour = $"{full}.{Environment.ProcessId}.tmp";
        File.WriteAllText(neighbour, text);
        File.Move(neighbour, full, overwrite: true);
    }
}
