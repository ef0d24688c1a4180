namespace RlTrainer.Files;

/// <summary>Reads a whole text; a fault names the file.</summary>
internal static class TextFile
{
    /// <summary>The text of a file, UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read; the message names it.</exception>
    public static string Read(string path)
    {
        try
        {
            FileFaults.Before(FileOperation.Read, path);
            return File.ReadAllText(path);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"{path}: could not be read ({error.Message}).", error);
        }
    }

    /// <summary>Adds a line to a file, which is made where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">With its end.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public static void Append(string path, string line)
    {
        try
        {
            FileFaults.Before(FileOperation.Write, path);
            File.AppendAllText(path, line);
        }
        catch (IOException error)
        {
            throw new IOException($"{path}: could not be written ({error.Message}).", error);
        }
    }
}
