using System.Text;

namespace RlTrainer.Files;

/// <summary>Writes a file whole or not at all: into a neighbour first, then renamed over the old one.</summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text as UTF-8 without a byte order mark; makes the folder where it is missing.</summary>
    /// <exception cref="IOException">The file cannot be written: the message names it; the old file, if any, is untouched.</exception>
    public static void WriteText(string path, string text) => WriteBytes(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes; makes the folder where it is missing.</summary>
    /// <exception cref="IOException">The file cannot be written: the message names it; the old file, if any, is untouched.</exception>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        byte[] content = bytes.ToArray();
        Write(path, file => file.Write(content));
    }

    /// <summary>Writes what a function puts into a stream, for content too large to hold; makes the folder where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Writes the content; where it throws, nothing is left behind.</param>
    /// <exception cref="IOException">The file cannot be written: the message names it; the old file, if any, is untouched.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        string full = Path.GetFullPath(path), neighbour = full + ".writing";
        bool isWhole = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var file = new FileStream(neighbour, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                content(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(neighbour, full, overwrite: true);
            isWhole = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: could not be written ({error.Message}). Choose a folder that exists or can be made, is writable and has room.", error);
        }
        finally
        {
            if (!isWhole && File.Exists(neighbour)) File.Delete(neighbour);
        }
    }
}
