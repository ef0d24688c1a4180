using System.Globalization;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Lab.Security;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Runs;

/// <summary>
/// The rows of all runs. A run is read again only when the times or lengths of its files have changed, so that a look at
/// hundreds of runs that stand still reads none of them.
/// </summary>
internal sealed class RunBoard(string runsFolder, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OwnerAge = TimeSpan.FromSeconds(30);
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Kept> _rows = new(StringComparer.Ordinal);
    private long _version, _lookedAt;

    /// <summary>Rows that changed after a version, names of runs that are gone since, and the version now.</summary>
    /// <param name="after">A version that was answered before; 0 for everything.</param>
    public (JsonArray Rows, JsonArray Gone, long Version) Since(long after)
    {
        lock (_turn)
        {
            if (_lookedAt == 0 || time.GetElapsedTime(_lookedAt) >= Fresh) Look();
            Kept[] changed = [.. _rows.Values.Where(row => row.Version > after)];
            return ([.. changed.Where(row => row.Row is not null).Select(row => row.Row!.DeepClone())],
                [.. changed.Where(row => row.Row is null).Select(row => JsonValue.Create(row.Name))], _version);
        }
    }

    /// <summary>The folder of a run.</summary>
    /// <param name="name">As it stands in its row.</param>
    /// <exception cref="LabFault">There is none of that name.</exception>
    public RunFolder Find(string? name)
    {
        var folder = new RunFolder(new SafePaths(runsFolder).Resolve(name));
        return SafePaths.Name(name).Length > 0 && folder.IsTaken ? folder
            : throw new LabFault(404, $"There is no run '{PrintableText.Name(name)}'.");
    }

    private void Look()
    {
        _lookedAt = time.GetTimestamp();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, RunFolder folder) in RunCatalog.Folders(runsFolder))
        {
            seen.Add(name);
            string stamp = Stamp(folder);
            if (_rows.TryGetValue(name, out Kept? kept) && kept.Stamp == stamp) continue;
            _rows[name] = new Kept(name, stamp, RunLine.Read(name, folder, time), ++_version);
        }
        foreach (Kept kept in _rows.Values.Where(row => row.Row is not null && !seen.Contains(row.Name)).ToArray())
            _rows[kept.Name] = new Kept(kept.Name, "", null, ++_version);
    }

    /// <summary>Lengths and times of the files that a row is made of; and whether its owner's heart beats.</summary>
    private string Stamp(RunFolder folder)
    {
        string[] files =
        [
            folder.Config, folder.Summary, folder.Metrics, folder.Evaluations, folder.Timing, folder.Log,
            Path.Combine(folder.Path, "evaluation", "metrics.json"),
        ];
        IEnumerable<string> stamps = files.Select(file => new FileInfo(file)).Select(info => info.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{info.Length}@{info.LastWriteTimeUtc.Ticks}") : "-");
        string owner = File.Exists(OwnerRecord.FileOf(folder.Path)) && RunLine.Owner(folder, time) is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"{found.Process}+{time.GetUtcNow().Ticks / OwnerAge.Ticks}") : "";
        return string.Join(';', stamps) + owner;
    }

    private sealed record Kept(string Name, string Stamp, JsonObject? Row, long Version);
}
