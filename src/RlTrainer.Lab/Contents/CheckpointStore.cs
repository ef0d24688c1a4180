using System.Text;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Lab.Security;

namespace RlTrainer.Lab.Contents;

/// <summary>One earlier state of each file, kept outside the folders that are worked in.</summary>
internal sealed class CheckpointStore(SafePaths paths, string folder)
{
    private const string Only = "checkpoint";

    /// <summary>The states there are: one or none.</summary>
    public JsonArray List(string path) => File.Exists(FileOf(path)) ? [Model(FileOf(path))] : [];

    /// <summary>Keeps the file as it is now.</summary>
    public JsonObject Make(string path)
    {
        string full = paths.Resolve(path), kept = FileOf(path);
        if (!File.Exists(full)) throw new LabFault(404, $"There is no file '{SafePaths.Name(path)}'.");
        AtomicFile.WriteBytes(kept, File.ReadAllBytes(full));
        return Model(kept);
    }

    /// <summary>Puts the kept state back.</summary>
    public void Restore(string path, string id) =>
        AtomicFile.WriteBytes(paths.Resolve(path), File.ReadAllBytes(Existing(path, id)));

    /// <summary>Forgets the kept state.</summary>
    public void Delete(string path, string id) => File.Delete(Existing(path, id));

    /// <summary>A file's state goes with it to its other name; there may be none.</summary>
    public void Move(string from, string to)
    {
        if (File.Exists(FileOf(from))) File.Move(FileOf(from), FileOf(to), overwrite: true);
    }

    private string Existing(string path, string id)
    {
        string kept = FileOf(path);
        return id == Only && File.Exists(kept) ? kept
            : throw new LabFault(404, $"'{SafePaths.Name(path)}' has no such checkpoint.");
    }

    private string FileOf(string path) =>
        Path.Combine(folder, ContentModel.Hash(Encoding.UTF8.GetBytes(SafePaths.Name(path)))[..32]);

    private static JsonObject Model(string kept) =>
        new() { ["id"] = Only, ["last_modified"] = LabTime.Text(File.GetLastWriteTimeUtc(kept)) };
}
