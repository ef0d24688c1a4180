using System.IO.Compression;
using System.Security.Cryptography;
using RlTrainer.Files;

namespace RlTrainer.Checkpoints;

/// <summary>
/// The container of a checkpoint: a zip of a few named parts, stored uncompressed and with fixed times, so that equal parts
/// give equal bytes. The part <c>checksums.txt</c> holds the SHA-256 of every other part and is checked at reading.
/// </summary>
internal static class CheckpointArchive
{
    private const string Checksums = "checksums.txt";
    private const long LargestPart = 1L << 30;
    private const int MostParts = 64, RoomForHeaders = 16 * 1024;
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the parts to a file: first to a temporary one beside it, then renamed, so that a reader never sees
    /// half of it.</summary>
    /// <exception cref="IOException">The folder cannot be written; the old file, if any, is untouched.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, byte[]> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using var buffer = new MemoryStream(parts.Sum(part => part.Value.Length) + RoomForHeaders);
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            string sums = "";
            foreach ((string name, byte[] content) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
            {
                Add(archive, name, content);
                sums += $"{Convert.ToHexStringLower(SHA256.HashData(content))}  {name}\n";
            }
            Add(archive, Checksums, System.Text.Encoding.UTF8.GetBytes(sums));
        }
        AtomicFile.WriteBytes(path, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Reads and checks all parts.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no such archive, a part is missing, foreign, too large or changed;
    /// the message names it.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no checkpoint {path}; expected a .zip that a training run wrote.", path);
        string name = Path.GetFileName(path);
        FileFaults.Before(FileOperation.Read, path);
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            if (archive.Entries.Count > MostParts)
                throw new InvalidDataException($"{name} holds {archive.Entries.Count} parts; a checkpoint has at most {MostParts}. It is not a checkpoint.");
            var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in archive.Entries) parts.Add(entry.FullName, Content(entry, name));
            Verify(parts, name);
            return parts;
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{name} holds a part twice ({e.Message}). It is damaged or not a checkpoint.", e);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} is not a readable zip ({e.Message.TrimEnd('.')}). It is damaged or not a checkpoint; use another one of the run's checkpoints folder.", e);
        }
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = FixedTime;
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Content(ZipArchiveEntry entry, string archive)
    {
        if (entry.FullName.Contains("..", StringComparison.Ordinal) || entry.FullName.AsSpan().IndexOfAny('/', '\\', ':') >= 0)
            throw new InvalidDataException($"{archive} holds a part named '{entry.FullName}'; parts of a checkpoint have plain names. It is not a checkpoint.");
        if (entry.Length > LargestPart)
            throw new InvalidDataException($"{archive}: the part '{entry.FullName}' has {entry.Length} bytes; expected at most {LargestPart}.");
        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) != content.Length || stream.ReadByte() >= 0)
            throw new InvalidDataException($"{archive}: the part '{entry.FullName}' does not have the {entry.Length} bytes it announces. The file is damaged.");
        return content;
    }

    private static void Verify(SortedDictionary<string, byte[]> parts, string archive)
    {
        if (!parts.Remove(Checksums, out byte[]? sums))
            throw new InvalidDataException($"{archive} has no part '{Checksums}'; it is not a checkpoint of this program.");
        string[] lines = System.Text.Encoding.UTF8.GetString(sums).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] found = [.. parts.Select(part => $"{Convert.ToHexStringLower(SHA256.HashData(part.Value))}  {part.Key}")];
        foreach (string line in lines.Except(found))
        {
            string part = line.Split("  ", 2)[^1];
            throw new InvalidDataException(parts.ContainsKey(part)
                ? $"{archive}: the part '{part}' was changed after it was written (its SHA-256 differs). Use another checkpoint."
                : $"{archive}: the part '{part}' is missing. Use another checkpoint.");
        }
        if (found.Except(lines).FirstOrDefault() is { } foreign)
            throw new InvalidDataException($"{archive}: the part '{foreign.Split("  ", 2)[^1]}' is not listed in {Checksums}; somebody added it. Use another checkpoint.");
    }
}
