using System.Globalization;
using System.Text;

namespace RlTrainer.Files;

/// <summary>
/// Writes a file whole or not at all: into a neighbour of its own first, then renamed over the old one; file and folder are on
/// the disk when a call returns. Two writers of one file do not meet: the last one's is the file.
/// </summary>
internal static class AtomicFile
{
    private const string Ending = ".writing";
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);
    private static long s_written;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text as UTF-8 without a byte order mark; makes the folder where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its whole content.</param>
    /// <exception cref="IOException">The file cannot be written: the
    /// message names it; the old file, if any, is untouched.</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        WriteBytes(path, Utf8.GetBytes(text));
    }

    /// <summary>Writes bytes; makes the folder where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its whole content.</param>
    /// <exception cref="IOException">The file cannot be written: the
    /// message names it; the old file, if any, is untouched.</exception>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        byte[] content = bytes.ToArray();
        Write(path, file => file.Write(content));
    }

    /// <summary>Writes what a function puts into a stream, for content
    /// too large to hold; makes the folder where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Writes the content; where it throws, nothing is left behind.</param>
    /// <exception cref="IOException">The file cannot be written: the
    /// message names it; the old file, if any, is untouched.</exception>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!, own = Temporary(full);
        bool isWhole = false;
        try
        {
            FileFaults.Before(FileOperation.CreateFolder, folder);
            Directory.CreateDirectory(folder);
            SweepDead(full, folder);
            FileFaults.Before(FileOperation.Open, full);
            using (var file = new FileStream(own, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                content(FileFaults.IsWatched ? new WatchedStream(file, full) : file);
                FileFaults.Before(FileOperation.Flush, full);
                file.Flush(flushToDisk: true);
            }
            FileFaults.Before(FileOperation.Rename, full);
            File.Move(own, full, overwrite: true);
            isWhole = true;
            FolderEntries.Flush(folder);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException || EnvironmentFaults.IsTooLarge(error))
        {
            throw new IOException(
                $"{path}: could not be written ({error.Message}). Choose a folder that exists or can be made, is writable and "
                + $"has room.", error);
        }
        finally
        {
            if (!isWhole) Forget(own);
        }
    }

    /// <summary>Removes what writers left that died within a write. Only for a folder that nobody else writes to now.</summary>
    /// <param name="folder">The folder; those below it are not looked at.</param>
    /// <returns>The names of the files removed.</returns>
    public static IReadOnlyList<string> Sweep(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder)) return [];
        string[] left = [.. Directory.GetFiles(folder, "*" + Ending).Order(StringComparer.Ordinal)];
        foreach (string file in left) Forget(file);
        return [.. left.Select(file => Path.GetFileName(file))];
    }

    /// <summary>Removes what writers of one file left that died within a write. Only for a file that nobody else writes to
    /// now.</summary>
    /// <param name="path">The file.</param>
    internal static void SweepBeside(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder)) return;
        foreach (string left in Directory.GetFiles(folder, $"{Path.GetFileName(full)}.*{Ending}")) Forget(left);
    }

    /// <summary>Removes what dead writers of this file left, also where nobody owns the folder: those of a process of
    /// this machine that has ended and wrote nothing for two minutes, and those of any machine after a day.</summary>
    private static void SweepDead(string full, string folder)
    {
        string name = Path.GetFileName(full) + ".";
        foreach (string left in Directory.GetFiles(folder, $"{name}*{Ending}"))
        {
            string writer = Path.GetFileName(left)[name.Length..^Ending.Length], here = $"{Environment.MachineName}-";
            TimeSpan age = TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(left);
            bool isOurs = writer.StartsWith(here, StringComparison.Ordinal);
            if (age > Forgotten || (isOurs && age > FolderOwner.Patience && !IsAlive(writer[here.Length..]))) Forget(left);
        }
    }

    private static bool IsAlive(string processAndNumber)
    {
        if (!int.TryParse(processAndNumber.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int process))
            return true;
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A name that no other writer has, on this machine or on another one of the same share.</summary>
    private static string Temporary(string full) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{full}.{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref s_written)}{Ending}");

    private static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The write's own error says more; the leftover is swept by the folder's next owner.
        }
    }
}
