using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Contents;

/// <summary>A file or folder as clients get it.</summary>
internal static class ContentModel
{
    /// <summary>What a path is: directory, notebook or file.</summary>
    public static string TypeOf(string full) => Directory.Exists(full) ? "directory"
        : full.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? "notebook" : "file";

    /// <summary>Everything but the content.</summary>
    /// <param name="full">The file.</param>
    /// <param name="path">Its path from the root.</param>
    public static JsonObject Of(string full, string path)
    {
        string type = TypeOf(full);
        FileSystemInfo info = type == "directory" ? new DirectoryInfo(full) : new FileInfo(full);
        return new JsonObject
        {
            ["name"] = path.Split('/')[^1],
            ["path"] = path,
            ["type"] = type,
            ["last_modified"] = LabTime.Text(info.LastWriteTimeUtc),
            ["created"] = LabTime.Text(info.CreationTimeUtc),
            ["size"] = info is FileInfo file ? file.Length : null,
            ["writable"] = (info.Attributes & FileAttributes.ReadOnly) == 0,
            ["mimetype"] = type == "file" ? MimeTypes.Of(full) : null,
            ["format"] = null,
            ["content"] = null,
            ["hash"] = null,
            ["hash_algorithm"] = null,
        };
    }

    /// <summary>SHA-256 of a file's bytes, hexadecimal.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
