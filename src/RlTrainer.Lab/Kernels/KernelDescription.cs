using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Kernels;

/// <summary>A kernel that can be started: a kernelspec.</summary>
/// <param name="Name">By which notebooks ask for it.</param>
/// <param name="Argv">Program and arguments, with {connection_file} and {resource_dir} to be filled in.</param>
/// <param name="Json">The whole description as clients get it.</param>
/// <param name="Folder">Its files; null for the program's own.</param>
internal sealed record KernelDescription(string Name, IReadOnlyList<string> Argv, JsonObject Json, string? Folder)
{
    /// <summary>Stopped by a message; otherwise by a signal.</summary>
    public bool TakesInterruptMessage => Json.Text("interrupt_mode") == "message";

    /// <summary>Variables for its process.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment => (Json["env"] as JsonObject ?? [])
        .Where(pair => pair.Value is JsonValue).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.ToString()));

    /// <summary>The program's own kernel.</summary>
    public static KernelDescription Own(string name, string title, IReadOnlyList<string> command) => new(
        name, [.. command, "{connection_file}"],
        new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(word => JsonValue.Create(word))]),
            ["display_name"] = title,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = new JsonObject(),
            ["metadata"] = new JsonObject { ["implementation"] = "rltrainer" },
        }, null);

    /// <summary>A kernelspec's folder; null where it cannot be read, as Jupyter does.</summary>
    public static KernelDescription? Read(string folder)
    {
        string file = Path.Combine(folder, "kernel.json");
        if (!File.Exists(file)) return null;
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is not JsonObject json || json["argv"] is not JsonArray argv) return null;
            json["env"] ??= new JsonObject();
            json["metadata"] ??= new JsonObject();
            return new KernelDescription(
                Path.GetFileName(folder).ToLowerInvariant(), [.. argv.Select(word => word!.GetValue<string>())], json, folder);
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or NullReferenceException or IOException
                or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
