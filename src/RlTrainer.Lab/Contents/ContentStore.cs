using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Lab.Security;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Lab.Contents;

/// <summary>Files and folders below the root, read and written whole:
/// a server that dies while it saves leaves the old file.</summary>
internal sealed class ContentStore(SafePaths paths, TrustStore trust)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly Lock _turn = new();

    /// <summary>A file or folder.</summary>
    /// <param name="path">From the root.</param>
    /// <param name="withContent">With what it holds.</param>
    /// <param name="type">notebook, file or directory where one is asked for; null for what it is.</param>
    /// <param name="withHash">With the hash of its bytes.</param>
    /// <param name="format">text or base64, for files.</param>
    public JsonObject Get(string? path, bool withContent, string? type = null, bool withHash = false, string? format = null)
    {
        string name = SafePaths.Name(path), full = paths.Resolve(path);
        if (!File.Exists(full) && !Directory.Exists(full)) throw new LabFault(404, $"There is no file '{name}'.");
        JsonObject model = ContentModel.Of(full, name);
        bool isFolder = model.Text("type") == "directory";
        if (type is not null && isFolder != (type == "directory"))
            throw new LabFault(400, $"'{name}' is a {model.Text("type")}; a {type} was asked for.");
        if (isFolder) return withContent ? WithList(model, full, name) : model;
        if (type == "file" && model.Text("type") == "notebook")
            (model["type"], model["mimetype"]) = ("file", "application/json");
        if (!withContent && !withHash) return model;
        byte[] bytes = File.ReadAllBytes(full);
        (model["hash"], model["hash_algorithm"]) = (ContentModel.Hash(bytes), "sha256");
        if (withContent) Fill(model, bytes, name, format);
        return model;
    }

    /// <summary>Saves a file or makes a folder.</summary>
    /// <param name="path">From the root.</param>
    /// <param name="model">type, format, content; and where the page knows them, hash or last_modified of the file it
    /// changed.</param>
    /// <returns>The file's model without content, and whether it is new.</returns>
    /// <exception cref="LabFault">Somebody else saved in between (409), or it cannot be saved.</exception>
    public (JsonObject Model, bool IsNew) Put(string? path, JsonObject model)
    {
        string name = SafePaths.Name(path), full = paths.Resolve(path);
        if (name.Length == 0) throw new LabFault(400, "The root cannot be saved to; name a file.");
        lock (_turn)
        {
            bool isNew = !File.Exists(full) && !Directory.Exists(full);
            if (model.Text("type") == "directory") Directory.CreateDirectory(full);
            else
            {
                if (Directory.Exists(full)) throw new LabFault(409, $"'{name}' is a folder; choose another name.");
                if (!isNew) RequireUnchanged(full, name, model);
                Save(full, name, model);
            }
            return (Get(path, withContent: false, withHash: true), isNew);
        }
    }

    /// <summary>Makes a new file in a folder, or a copy of one there.</summary>
    public JsonObject Create(string? folder, JsonObject asked)
    {
        string parent = SafePaths.Name(folder);
        if (!Directory.Exists(paths.Resolve(folder))) throw new LabFault(404, $"There is no folder '{parent}'.");
        if (asked.Text("copy_from") is { } from)
        {
            string source = paths.Resolve(from), ending = Path.GetExtension(source);
            if (!File.Exists(source)) throw new LabFault(404, $"There is no file '{SafePaths.Name(from)}' to copy.");
            string copy = Free(parent, $"{Path.GetFileNameWithoutExtension(source)}-Copy", ending);
            AtomicFile.WriteBytes(paths.Resolve(copy), File.ReadAllBytes(source));
            return Get(copy, withContent: false);
        }
        string type = asked.Text("type") ?? "file";
        string made = type switch
        {
            "directory" => Free(parent, "Untitled Folder", ""),
            "notebook" => Free(parent, "Untitled", ".ipynb"),
            _ => Free(parent, "untitled", asked.Text("ext") ?? ".txt"),
        };
        string full = paths.Resolve(made);
        if (type == "directory") Directory.CreateDirectory(full);
        else AtomicFile.WriteText(full, type == "notebook"
            ? new NotebookDocument(Path.GetFileNameWithoutExtension(made)).ToJson(withOutputs: true) : "");
        return Get(made, withContent: false);
    }

    /// <summary>Gives a file or folder another name.</summary>
    public JsonObject Rename(string? path, string? to)
    {
        string from = SafePaths.Name(path), name = SafePaths.Name(to), source = paths.Resolve(path), target = paths.Resolve(to);
        if (from.Length == 0 || name.Length == 0) throw new LabFault(400, "The root has no name to change.");
        if (from == name) return Get(path, withContent: false);
        if (File.Exists(target) || Directory.Exists(target)) throw new LabFault(409, $"'{name}' exists; choose another name.");
        if (Directory.Exists(source)) Directory.Move(source, target);
        else if (File.Exists(source)) File.Move(source, target);
        else throw new LabFault(404, $"There is no file '{from}'.");
        return Get(to, withContent: false);
    }

    /// <summary>Removes a file or an empty folder.</summary>
    public void Delete(string? path)
    {
        string name = SafePaths.Name(path), full = paths.Resolve(path);
        if (name.Length == 0) throw new LabFault(400, "The root cannot be removed.");
        if (File.Exists(full)) File.Delete(full);
        else if (!Directory.Exists(full)) throw new LabFault(404, $"There is no file '{name}'.");
        else if (Directory.EnumerateFileSystemEntries(full).Any())
            throw new LabFault(400, $"The folder '{name}' is not empty; remove what is in it first.");
        else Directory.Delete(full);
    }

    private static void RequireUnchanged(string full, string name, JsonObject model)
    {
        bool isOlder = model.Text("hash") is { Length: > 0 } hash ? hash != ContentModel.Hash(File.ReadAllBytes(full))
            : model.Text("last_modified") is { Length: > 0 } seen && seen != LabTime.Text(File.GetLastWriteTimeUtc(full));
        if (isOlder)
            throw new LabFault(409, $"'{name}' was saved by somebody else since this page read it: another tab, or another "
                + "program. Nothing was overwritten; load it again, or save under another name.");
    }

    private void Save(string full, string name, JsonObject model)
    {
        if (model.Text("type") == "notebook" && model["content"] is JsonObject notebook)
        {
            (string text, bool isTrusted) = NotebookContent.Stored(notebook, Path.GetFileNameWithoutExtension(name));
            AtomicFile.WriteText(full, text);
            if (isTrusted) trust.Trust(text);
            return;
        }
        string content = model.Text("content") ?? throw new LabFault(400, $"'{name}' was sent without content.");
        byte[] bytes = model.Text("format") == "base64" ? Decoded(content, name) : Encoding.UTF8.GetBytes(content);
        int? chunk = model["chunk"] is JsonValue value && value.TryGetValue(out int number) ? number : null;
        if (chunk is null) AtomicFile.WriteBytes(full, bytes);
        else FileChunks.Write(full, bytes, chunk.Value);
    }

    private static byte[] Decoded(string content, string name)
    {
        try
        {
            return Convert.FromBase64String(content);
        }
        catch (FormatException)
        {
            throw new LabFault(400, $"'{name}' was sent as base64, and is none.");
        }
    }

    private void Fill(JsonObject model, byte[] bytes, string name, string? format)
    {
        if (model.Text("type") == "notebook")
        {
            string text = Encoding.UTF8.GetString(bytes);
            model["content"] = NotebookContent.Served(text, Path.GetFileNameWithoutExtension(name), trust.IsTrusted(text));
            model["format"] = "json";
            return;
        }
        string? words = format == "base64" ? null : AsText(bytes);
        if (words is null && format == "text") throw new LabFault(400, $"'{name}' is no text in UTF-8.");
        model["content"] = words ?? Convert.ToBase64String(bytes);
        model["format"] = words is null ? "base64" : "text";
    }

    private static string? AsText(byte[] bytes)
    {
        try
        {
            return bytes.AsSpan().Contains((byte)0) ? null : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private JsonObject WithList(JsonObject model, string full, string name)
    {
        var list = new JsonArray();
        foreach (string entry in Directory.EnumerateFileSystemEntries(full).Order(StringComparer.Ordinal))
        {
            string file = Path.GetFileName(entry), path = name.Length == 0 ? file : $"{name}/{file}";
            if (SafePaths.IsName(file) && IsInside(path)) list.Add(ContentModel.Of(paths.Resolve(path), path));
        }
        (model["content"], model["format"]) = (list, "json");
        return model;
    }

    /// <summary>Links that lead out of the root, or nowhere, are not listed.</summary>
    private bool IsInside(string path)
    {
        try
        {
            return Path.Exists(paths.Resolve(path));
        }
        catch (LabFault)
        {
            return false;
        }
    }

    private string Free(string folder, string stem, string ending)
    {
        for (int number = 0; ; number++)
        {
            string suffix = number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
            string name = (folder.Length == 0 ? "" : folder + "/") + stem + suffix + ending;
            if (!Path.Exists(paths.Resolve(name))) return name;
        }
    }
}
