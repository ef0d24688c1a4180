using System.Text;

namespace RlTrainer.Numerics;

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
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path), neighbour = full + ".writing";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var file = new FileStream(neighbour, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(neighbour, full, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(neighbour)) File.Delete(neighbour);
            throw new IOException($"{path}: could not be written ({error.Message}). Choose a folder that exists or can be made, is writable and has room.", error);
        }
    }
}
