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
    private const long LargestPart = 1L << 30, LargestText = 64L << 20;
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

    /// <summary>Reads and checks all parts. Names, storage and sizes are looked at first, so that a file never takes more memory
    /// than it has bytes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no such archive, a part is missing, foreign, compressed, too large or
    /// changed; the message names it.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no checkpoint {path}; expected a .zip that a training run wrote.", path);
        string name = PrintableText.Name(Path.GetFileName(path));
        FileFaults.Before(FileOperation.Read, path);
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            RequireOurs(archive, name, new FileInfo(path).Length);
            string[] sums = Sums(archive, name);
            var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName != Checksums))
                parts.Add(entry.FullName, Content(entry, name));
            Verify(parts, sums, name);
            return parts;
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{name} is not a readable zip ({e.Message.TrimEnd('.')}). It is damaged or not a checkpoint; use another one of "
                + $"the run's checkpoints folder.", e);
        }
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = FixedTime;
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    /// <summary>Looks at the archive's table of contents alone: this program stores its parts one behind the other.</summary>
    private static void RequireOurs(ZipArchive archive, string name, long fileBytes)
    {
        if (archive.Entries.Count > MostParts)
            throw new InvalidDataException($"{name} holds {archive.Entries.Count} parts; a checkpoint has at most {MostParts}. "
                + $"It is not a checkpoint.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long sum = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string part = PrintableText.Name(entry.FullName);
            if (entry.FullName.Length == 0 || entry.FullName.Contains("..", StringComparison.Ordinal)
                || entry.FullName.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || PrintableText.HasControl(entry.FullName))
                throw new InvalidDataException($"{name} holds a part named '{part}'; parts of a checkpoint have plain names. "
                    + $"It is not a checkpoint.");
            if (!seen.Add(entry.FullName))
                throw new InvalidDataException($"{name} holds the part '{part}' twice. It is damaged or not a checkpoint.");
            if (entry.CompressedLength != entry.Length)
                throw new InvalidDataException($"{name}: the part '{part}' is compressed ({entry.CompressedLength} bytes for "
                    + $"{entry.Length}); checkpoints store their parts as they are. It is not a checkpoint of this program, "
                    + $"and was not unpacked.");
            long most = entry.FullName.EndsWith(".json", StringComparison.Ordinal) || entry.FullName == Checksums ? LargestText
                : LargestPart;
            if (entry.Length > most)
                throw new InvalidDataException($"{name}: the part '{part}' has {entry.Length} bytes; expected at most {most}.");
            sum += entry.Length;
        }
        if (sum > fileBytes)
            throw new InvalidDataException($"{name} announces {sum} bytes of parts and has {fileBytes} itself; its parts "
                + $"overlap. It is damaged or not a checkpoint.");
    }

    /// <summary>The lines of the part with the checksums, when they name exactly the other parts.</summary>
    private static string[] Sums(ZipArchive archive, string name)
    {
        ZipArchiveEntry entry = archive.GetEntry(Checksums)
            ?? throw new InvalidDataException($"{name} has no part '{Checksums}'; it is not a checkpoint of this program.");
        string[] lines = System.Text.Encoding.UTF8.GetString(Content(entry, name)).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        string[] listed = [.. lines.Select(line => line.Split("  ", 2)[^1])];
        string[] held = [.. archive.Entries.Select(part => part.FullName).Where(part => part != Checksums)];
        if (listed.Except(held).FirstOrDefault() is { } missing)
            throw new InvalidDataException($"{name}: the part '{PrintableText.Name(missing)}' is missing. Use another "
                + $"checkpoint.");
        if (held.Except(listed).FirstOrDefault() is { } foreign)
            throw new InvalidDataException($"{name}: the part '{foreign}' is not listed in {Checksums}; somebody added it. Use "
                + $"another checkpoint.");
        return lines;
    }

    private static byte[] Content(ZipArchiveEntry entry, string archive)
    {
        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) != content.Length || stream.ReadByte() >= 0)
            throw new InvalidDataException(
                $"{archive}: the part '{entry.FullName}' does not have the {entry.Length} bytes it announces. The file is "
                + $"damaged.");
        return content;
    }

    private static void Verify(SortedDictionary<string, byte[]> parts, string[] sums, string archive)
    {
        string[] found = [.. parts.Select(part => $"{Convert.ToHexStringLower(SHA256.HashData(part.Value))}  {part.Key}")];
        if (sums.Except(found).FirstOrDefault() is { } changed)
            throw new InvalidDataException($"{archive}: the part '{changed.Split("  ", 2)[^1]}' was changed after it was "
                + $"written (its SHA-256 differs). Use another checkpoint.");
    }
}
