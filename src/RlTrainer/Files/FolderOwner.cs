using System.Globalization;

namespace RlTrainer.Files;

/// <summary>
/// The right to write to a folder, held by one process at a time: a lock of the operating system on <c>owner.lock</c>, and for
/// hosts of one shared folder whose locks do not reach each other a claim of each (<see cref="HostClaims"/>) and a record in
/// <c>owner.json</c>, both with a heartbeat. What has not beaten for two minutes is a dead host's and is taken over; its owner,
/// should it wake, finds a higher fence and stops.
/// </summary>
internal sealed class FolderOwner : IDisposable
{
    /// <summary>How often the record is touched.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>How old a record of another host may be before it counts as dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Remedy = "wait for it, or end it first. Nothing was changed.";
    private readonly string _folder;
    private readonly OwnerRecord _record;
    private readonly FileStream _lock;
    private readonly ITimer _heart;
    private readonly TimeProvider _time;

    private FolderOwner(string folder, OwnerRecord record, FileStream held, TimeProvider time)
    {
        (_folder, _record, _lock, _time) = (folder, record, held, time);
        _heart = time.CreateTimer(_ => Touch(), null, Beat, Beat);
    }

    /// <summary>What writers left that died within a write, removed when the folder was taken.</summary>
    public IReadOnlyList<string> Swept { get; private init; } = [];

    /// <summary>Takes a folder, which is made where it is missing, and sweeps what dead writers left in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="purpose">What is done with it, for whoever finds it taken: "training".</param>
    /// <param name="time">For the record and its heartbeat.</param>
    /// <param name="host">This machine's name; null for the system's.</param>
    /// <returns>The right to write until it is disposed.</returns>
    /// <exception cref="FolderInUseException">Another process has it; the message says which.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderOwner Take(string folder, string purpose, TimeProvider time, string? host = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(time);
        host ??= Environment.MachineName;
        Directory.CreateDirectory(folder);
        FileStream held = Lock(folder);
        try
        {
            HostClaims.Make(folder, host);
            if (OwnerRecord.Read(folder) is { } other && other.Host != host && Age(folder, time) < Patience)
                throw InUse(folder, other.ToString());
            if (HostClaims.Other(folder, host, time.GetUtcNow().UtcDateTime, Patience) is { } taking)
                throw new FolderInUseException($"{folder} is being taken by host '{taking}' at this moment; {Remedy}");
            long fence = Next(held);
            var record = new OwnerRecord(
                host, Environment.ProcessId, purpose,
                time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), fence);
            record.Write(folder);
            IReadOnlyList<string> swept = [.. AtomicFile.Sweep(folder), .. AtomicFile.Sweep(Path.Combine(folder, "checkpoints"))];
            return new FolderOwner(folder, record, held, time) { Swept = swept };
        }
        catch
        {
            HostClaims.Remove(HostClaims.FileOf(folder, host));
            held.Dispose();
            throw;
        }
    }

    /// <summary>Looks whether the folder is still this owner's; call it before a write that must not undo another's.</summary>
    /// <exception cref="FolderInUseException">It was taken over.</exception>
    public void ThrowIfLost()
    {
        OwnerRecord? now = OwnerRecord.Read(_folder);
        if (now?.Fence == _record.Fence) return;
        throw new FolderInUseException(
            $"{_folder} was taken over by {now?.ToString() ?? "a process that has ended since"} while this process stood still; "
            + $"nothing more was written. What it has not saved is lost, the other goes on.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heart.Dispose();
        if (OwnerRecord.Read(_folder)?.Fence == _record.Fence) File.Delete(OwnerRecord.FileOf(_folder));
        HostClaims.Remove(HostClaims.FileOf(_folder, _record.Host));
        _lock.Dispose();
    }

    private static FileStream Lock(string folder)
    {
        string file = Path.Combine(folder, "owner.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && OwnerRecord.Read(folder) is { } holder)
        {
            throw InUse(folder, holder.ToString(), error);
        }
        catch (IOException error) when (
            error.GetType() == typeof(IOException) && error.Message.Contains("another process", StringComparison.Ordinal))
        {
            throw new FolderInUseException(
                $"{folder} is being written by another process, which holds {file}; {Remedy}", error);
        }
    }

    private static FolderInUseException InUse(string folder, string holder, Exception? cause = null)
    {
        string message = $"{folder} is being written by {holder}; {Remedy}";
        return cause is null ? new FolderInUseException(message) : new FolderInUseException(message, cause);
    }

    /// <summary>The number of owners so far stands in the lock's own file, so that it survives them.</summary>
    private static long Next(FileStream held)
    {
        using var reader = new StreamReader(held, leaveOpen: true);
        long next = long.TryParse(reader.ReadToEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            ? last + 1 : 1;
        held.SetLength(0);
        held.Write(System.Text.Encoding.ASCII.GetBytes(next.ToString(CultureInfo.InvariantCulture)));
        held.Flush(flushToDisk: true);
        return next;
    }

    private static TimeSpan Age(string folder, TimeProvider time) =>
        time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(OwnerRecord.FileOf(folder));

    /// <summary>One beat; none for a folder that was taken over, whose record is the other's.</summary>
    internal void Touch()
    {
        try
        {
            if (OwnerRecord.Read(_folder)?.Fence != _record.Fence) return;
            DateTime now = _time.GetUtcNow().UtcDateTime;
            File.SetLastWriteTimeUtc(OwnerRecord.FileOf(_folder), now);
            File.SetLastWriteTimeUtc(HostClaims.FileOf(_folder, _record.Host), now);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A share that is away for a moment: the next beat tries again, and a write says what is wrong.
        }
    }
}
