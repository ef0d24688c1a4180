using System.Text;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>
/// The text files a run appends to. A checkpoint remembers how long each was, so that a resumed run cuts off what was
/// written after it and goes on byte for byte as the uninterrupted run.
/// </summary>
internal sealed class RunLogs : IDisposable
{
    private readonly SortedDictionary<string, FileStream> _streams = new(StringComparer.Ordinal);
    private readonly string _folder;

    /// <summary>Opens the logs of a run's folder; files appear with their first line.</summary>
    public RunLogs(string folder) => _folder = folder;

    /// <summary>Appends one line to a file of the folder.</summary>
    public void Append(string file, string line)
    {
        if (!_streams.TryGetValue(file, out FileStream? stream))
        {
            stream = new FileStream(Path.Combine(_folder, file), FileMode.Append, FileAccess.Write, FileShare.Read);
            _streams.Add(file, stream);
        }
        FileFaults.Before(FileOperation.Write, stream.Name);
        stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        stream.Flush();
    }

    /// <summary>Lengths in bytes of the files whose bytes must repeat;
    /// all that was appended is on the disk when this returns.</summary>
    public IReadOnlyDictionary<string, long> Lengths(params ReadOnlySpan<string> files)
    {
        var lengths = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            if (_streams.TryGetValue(file, out FileStream? stream)) stream.Flush(flushToDisk: true);
            var info = new FileInfo(Path.Combine(_folder, file));
            lengths[file] = info.Exists ? info.Length : 0;
        }
        return lengths;
    }

    /// <summary>Cuts files back to the lengths a checkpoint remembers.</summary>
    /// <exception cref="InvalidDataException">A file is shorter than
    /// it was at the checkpoint: it was changed by hand.</exception>
    public static void CutBack(string folder, IReadOnlyDictionary<string, long> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        foreach ((string file, long length) in lengths)
        {
            string path = Path.Combine(folder, file);
            long found = File.Exists(path) ? new FileInfo(path).Length : 0;
            if (found < length)
                throw new InvalidDataException(
                    $"{path} has {found} bytes; the checkpoint was written when it had {length}. The log was changed since; "
                    + $"restore it, or start the run again under another name.");
            if (found == length) continue;
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write);
            stream.SetLength(length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileStream stream in _streams.Values) stream.Dispose();
    }
}
