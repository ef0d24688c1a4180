using System.Security.Cryptography;
using RlTrainer.Checkpoints;
using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.ObjectStore;

/// <summary>
/// Runs in a bucket: pushed while they train, fetched on another machine to go on there.
/// Contents are kept by their hash, an index is put last, and older never replaces newer, in
/// the bucket as in a folder. One machine at a time pushes a run: the bucket has no lock.
/// </summary>
public sealed class RunStore : IDisposable
{
    private readonly Bucket _bucket;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="options">Bucket and service.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    public RunStore(ObjectStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _bucket = new Bucket(options.Checked());
    }

    /// <summary>Sends what the bucket does not hold yet of a run's folder, then
    /// its index; call it between two updates, or after the training.</summary>
    /// <param name="run">The folder.</param>
    /// <param name="name">What the run is called in the bucket: letters, digits, dots and hyphens.</param>
    /// <param name="cancellationToken">Ends it; the state pushed before stays.</param>
    /// <returns>How many contents were sent; 0 where nothing had changed.</returns>
    /// <exception cref="InvalidDataException">The bucket holds more
    /// steps of this name than the folder; nothing was sent.</exception>
    /// <exception cref="IOException">The folder cannot be read or the
    /// service does not answer; the message says which object.</exception>
    public async Task<int> PushAsync(RunFolder run, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        string index = IndexOf(name);
        long steps = StepsOf(run);
        StoredRun? before = await FindAsync(index, cancellationToken).ConfigureAwait(false);
        if (before is not null && before.Steps > steps)
            throw new InvalidDataException(
                $"{_bucket.Address(index)} has {before.Steps} steps of run '{name}', {run.Path} has {steps}; fetch it first, or "
                + $"push under "
                + "another name. Nothing was sent.");
        HashSet<string> known = [.. (before?.Files ?? []).Select(file => file.Sha256)];
        var files = new List<StoredFile>();
        int sent = 0;
        foreach (string file in FilesOf(run))
        {
            if (Content(file) is not { } content) continue;
            string hash = Convert.ToHexStringLower(SHA256.HashData(content));
            files.Add(new StoredFile(Path.GetRelativePath(run.Path, file).Replace('\\', '/'), content.Length, hash));
            if (!known.Add(hash)) continue;
            await _bucket.PutAsync(ContentOf(name, hash), content, cancellationToken).ConfigureAwait(false);
            sent++;
        }
        var now = new StoredRun(steps, files);
        if (before is not null && before.Steps == steps && before.Files.SequenceEqual(files)) return 0;
        await _bucket.PutAsync(index, now.Write(), cancellationToken).ConfigureAwait(false);
        // What only the state before had, as thinned checkpoints: nobody is led to it any more.
        foreach (string gone in (before?.Files ?? []).Select(file => file.Sha256).Except(files.Select(file => file.Sha256))
            .Distinct())
            await _bucket.RemoveAsync(ContentOf(name, gone), cancellationToken).ConfigureAwait(false);
        return sent;
    }

    /// <summary>Brings a stored run into a folder, which no process may
    /// be writing to; what is there already is not fetched.</summary>
    /// <param name="name">The run's name in the bucket.</param>
    /// <param name="run">The folder; made where it is missing.</param>
    /// <param name="cancellationToken">Ends it; each file is old or new, and calling again goes on.</param>
    /// <returns>How many files were fetched.</returns>
    /// <exception cref="InvalidDataException">There is no such run, the folder has
    /// more steps than the bucket, or what came is not what was pushed.</exception>
    /// <exception cref="FolderInUseException">A process writes to the folder.</exception>
    /// <exception cref="IOException">The folder cannot be written or the service does not answer.</exception>
    public async Task<int> FetchAsync(string name, RunFolder run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        string index = IndexOf(name);
        StoredRun stored = await FindAsync(index, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"{_bucket.Address(index)}: there is no run '{name}'; push it first.");
        using FolderOwner owner = FolderOwner.Take(run.Path, "fetching from the object store", TimeProvider.System);
        long here = StepsOf(run);
        if (here > stored.Steps)
            throw new InvalidDataException(
                $"{run.Path} has {here} steps, {_bucket.Address(index)} has {stored.Steps}; push it, or fetch into another "
                + $"folder. "
                + "Nothing was changed.");
        int fetched = 0;
        foreach (StoredFile file in stored.Files)
        {
            string path = Path.Combine(run.Path, file.Name);
            if (File.Exists(path) && Hash(Content(path) ?? []) == file.Sha256) continue;
            string key = ContentOf(name, file.Sha256);
            byte[] content = await _bucket.GetAsync(key, file.Bytes, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException(
                    $"{_bucket.Address(key)}, the content of {file.Name}, is gone: the run was pushed meanwhile. Fetch again.");
            if (Hash(content) != file.Sha256)
                throw new InvalidDataException(
                    $"{_bucket.Address(key)} is not what was pushed as {file.Name}: its hash is another. Push the run again.");
            AtomicFile.WriteBytes(path, content);
            fetched++;
        }
        return fetched;
    }

    /// <inheritdoc/>
    public void Dispose() => _bucket.Dispose();

    private async Task<StoredRun?> FindAsync(string index, CancellationToken cancellationToken)
    {
        const long MostBytes = 64 << 20;
        byte[]? json = await _bucket.GetAsync(index, MostBytes, cancellationToken).ConfigureAwait(false);
        return json is null ? null : StoredRun.Read(json, _bucket.Address(index));
    }

    /// <summary>Checkpoints first: the logs that are read after them
    /// reach at least as far, and resuming cuts them back.</summary>
    private static IEnumerable<string> FilesOf(RunFolder run)
    {
        string[] checkpoints = [.. run.AllCheckpoints()];
        return checkpoints.Concat(Directory.GetFiles(run.Path).Order(StringComparer.Ordinal).Where(file =>
            !Path.GetFileName(file).StartsWith("owner.", StringComparison.Ordinal)
                && !file.EndsWith(".writing", StringComparison.Ordinal)));
    }

    /// <summary>A file's content, also while a training appends to it; null where it was thinned out meanwhile.</summary>
    private static byte[]? Content(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static long StepsOf(RunFolder run) =>
        Directory.Exists(run.Path) && run.LatestCheckpoint() is { } newest ? CheckpointFile.Read(newest).Manifest.Steps : 0;

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string IndexOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') || name[0] == '.')
            throw new ArgumentException(
                $"The run's name was '{PrintableText.Name(name)}'; expected letters, digits, dots and hyphens.");
        return $"{_bucket.Prefix}/{name}/index.json";
    }

    private string ContentOf(string name, string hash) => $"{_bucket.Prefix}/{name}/contents/{hash}";
}
